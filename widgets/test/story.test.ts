import assert from "node:assert/strict";
import { test } from "node:test";
import { Story, type VerbSpan, verbWords } from "../src/story.ts";

const SID = "CA1";
const verb = (id: number, name: string, more: object = {}) => ({
  event: "verb-started",
  call_sid: SID,
  at: id,
  verb_id: id,
  verb: name,
  attributes: {},
  text: "",
  line: 1,
  column: 1,
  document: 1,
  parent_id: null,
  ...more,
});

test("nested verbs run until they end, and the innermost is the current one", () => {
  const story = new Story(SID);
  story.apply(verb(1, "Gather"));
  story.apply(verb(2, "Say", { parent_id: 1, text: " Press  1. " }));
  assert.equal(story.currentVerb?.verb, "Say");
  story.apply({ event: "verb-ended", call_sid: SID, at: 3, verb_id: 2, outcome: "continue" });
  assert.equal(story.currentVerb?.verb, "Gather");
  assert.deepEqual(
    story.running(2.5).map((item) => item.verb),
    ["Gather", "Say"],
  );
  assert.deepEqual(
    story.running(3.5).map((item) => item.verb),
    ["Gather"],
  );
});

test("the end of the call ends what runs", () => {
  const story = new Story(SID);
  story.apply(verb(1, "Play"));
  story.apply({
    event: "call-ended",
    call_sid: SID,
    at: 9,
    status: "completed",
    duration: 9,
    reason: "hung up",
  });
  assert.equal(story.verbs[0]?.end, 9);
  assert.equal(story.status, "completed");
  assert.equal(story.time(12345), 9);
});

test("an exchange keeps its question until the answer comes, or an error in its place", () => {
  const story = new Story(SID);
  const started = {
    event: "webhook-started",
    call_sid: SID,
    at: 1,
    method: "POST",
    url: "http://a/",
    purpose: "action",
  };
  story.apply({ ...started, exchange: 1, parameters: { Digits: "1" }, signature: "s" });
  assert.equal(story.exchanges[0]?.duration, null);
  const answered = {
    event: "webhook-answered",
    call_sid: SID,
    at: 2,
    exchange: 1,
    status: null,
    duration: 1,
  };
  story.apply({ ...answered, content_type: "", body: "", error_code: 11205 });
  assert.equal(story.exchanges[0]?.errorCode, 11205);
  assert.deepEqual(story.exchanges[0]?.parameters, { Digits: "1" });
});

test("history that comes again does not double anything, and the sound stays", () => {
  const story = new Story(SID);
  story.apply(verb(1, "Say"));
  story.apply({ event: "envelope", call_sid: SID, at: 0, rate: 50, inbound: [1], outbound: [1] });
  story.restart();
  story.apply(verb(1, "Say"));
  assert.equal(story.verbs.length, 1);
  assert.equal(story.inbound.peak(0, 1), 1);
});

test("fields of a wrong type do no harm", () => {
  const story = new Story(SID);
  story.apply({ event: "verb-started", call_sid: SID, at: Number.NaN, attributes: "x", text: 7 } as never);
  story.apply({ event: "envelope", at: 0, inbound: "no", outbound: null } as never);
  story.apply({ event: "something-new" });
  assert.equal(story.verbs[0]?.text, "7");
});

test("verbs are told in a few words", () => {
  const words = (name: string, more: Partial<VerbSpan>) =>
    verbWords({ verb: name, attributes: {}, text: "", ...more } as VerbSpan);
  assert.equal(words("Say", { text: "\n Sales is\n closed. " }), "“Sales is closed.”");
  assert.equal(words("Play", { text: "http://a/b/tone.wav?x=1" }), "tone.wav");
  assert.equal(words("Play", { attributes: { digits: "1w2" } }), "keys 1w2");
  assert.equal(words("Gather", { attributes: { numDigits: "1" } }), "waits for 1 digit");
  assert.equal(words("Gather", { attributes: { input: "dtmf speech" } }), "waits for words or digits");
  assert.equal(words("Pause", {}), "1 s");
  assert.equal(words("Hangup", {}), "");
});
