import assert from "node:assert/strict";
import { test } from "node:test";
import { type FlowPlaces, follow, keyOf, markOf } from "../src/flow_path.ts";
import type { LabEvent, VerbSpan } from "../src/story.ts";
import { verbSegments } from "../src/verb_segments.ts";

const MENU = "http://lab/twiml/menu";
const IVR = "http://lab/webhooks/ivr";
const ANSWER = "<Response><Say>hello</Say></Response>";

const places: FlowPlaces = {
  boxes: [
    { id: 0, key: MENU, kind: "document", sections: [markOf("<menu/>")] },
    { id: 1, key: IVR, kind: "webhook", sections: [markOf("other"), markOf(ANSWER)] },
  ],
  steps: [
    { id: 0, box: 0, section: 0, line: 2, column: 3, verb: "Gather" },
    { id: 1, box: 0, section: 0, line: 3, column: 3, verb: "Redirect" },
    { id: 2, box: 1, section: 0, line: 1, column: 11, verb: "Say" },
    { id: 3, box: 1, section: 1, line: 1, column: 11, verb: "Say" },
  ],
  ways: [
    { id: 0, from: 0, to: 1, label: "on input" },
    { id: 1, from: 0, to: 1, label: "1, 2" },
    { id: 2, from: 1, to: 0, label: "" },
  ],
};

const events: LabEvent[] = [
  { event: "document-started", document: 1, url: `${MENU}?a=1`, source: "<menu with='values'/>" },
  { event: "verb-started", verb_id: 1, verb: "Gather", line: 2, column: 9, document: 1 },
  { event: "verb-ended", verb_id: 1, outcome: `go to ${IVR}` },
  { event: "webhook-started", url: IVR, parameters: { Digits: "2" } },
  { event: "document-started", document: 2, url: IVR, source: ANSWER },
  { event: "verb-started", verb_id: 2, verb: "Say", line: 1, column: 11, document: 2 },
];

test("a call is followed through documents and webhooks' answers by the way its digit took", () => {
  const lit = follow(places, events);
  assert.deepEqual([...lit.boxes], [0, 1]);
  assert.deepEqual(
    [...lit.steps],
    [
      [0, [1]],
      [3, [2]],
    ],
  );
  assert.deepEqual([...lit.ways], [1]);
  assert.equal(lit.now, 3);
  assert.equal(lit.strange, false);
  const over = follow(places, [...events, { event: "call-ended" }]);
  assert.equal(over.now, null);
  assert.ok(over.over);
});

test("a key that no way names takes the vague one; a call that goes round counts its turns", () => {
  const other = events.map((each) => (each.parameters ? { ...each, parameters: { Digits: "9" } } : each));
  assert.deepEqual([...follow(places, other).ways], [0]);
  const again = [...events.slice(0, 2), { event: "verb-ended", verb_id: 1, outcome: "continue" }];
  assert.deepEqual(follow(places, [...again, ...again]).steps.get(0), [1, 2]);
});

test("what the picture does not have is said to be strange, and the rest is followed", () => {
  const unknown = { event: "document-started", document: 3, url: "http://elsewhere/", source: "<Response/>" };
  assert.ok(follow(places, [...events, unknown]).strange);
  const answer = { event: "document-started", document: 3, url: IVR, source: "never seen" };
  const lit = follow(places, [...events, answer]);
  assert.ok(lit.strange);
  assert.deepEqual([...lit.boxes], [0, 1]);
  assert.equal(keyOf("http://lab/twiml/a%20b?x=1#y"), "http://lab/twiml/a b");
  assert.equal(keyOf("http://lab/%zz"), "http://lab/%zz");
});

test("marks are those that the kernel writes", () => {
  assert.equal(markOf(""), "811c9dc5");
  assert.equal(markOf("foobar"), "bf9cf968");
});

test("the innermost verb is in front, and the one around it before and after", () => {
  const verb = (id: number, start: number, end: number | null) =>
    ({ id, start, end, verb: `V${id}`, text: "", attributes: {} }) as unknown as VerbSpan;
  const found = verbSegments([verb(1, 0, 9), verb(2, 1, 4), verb(3, 10, null)], 12);
  assert.deepEqual(
    found.map(({ start, end, words }) => [start, end, words]),
    [
      [0, 1, "V1"],
      [1, 4, "V2"],
      [4, 9, "V1"],
      [10, 12, "V3"],
    ],
  );
});
