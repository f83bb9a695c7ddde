import assert from "node:assert/strict";
import { test } from "node:test";
import { curl } from "../src/curl.ts";
import { duration } from "../src/duration.ts";
import type { ExchangeSpan, VerbSpan } from "../src/story.ts";
import {
  exchangeAt,
  orderedParameters,
  pathOf,
  Span,
  shoved,
  tickLabel,
  ticks,
  verbRows,
} from "../src/timeline_layout.ts";

const verb = (id: number, start: number, end: number | null, parent: number | null = null) =>
  ({ id, start, end, parent }) as VerbSpan;

test("ticks stand at round times, far enough apart to be read", () => {
  assert.deepEqual(ticks(0, 16, 700), [0, 2, 4, 6, 8, 10, 12, 14, 16]);
  const fine = ticks(9.3, 10.3, 400).map((time) => Number(time.toFixed(6)));
  assert.deepEqual(fine, [9.4, 9.6, 9.8, 10, 10.2]);
  assert.deepEqual(ticks(0, 0, 100), []);
  for (const seconds of [0.5, 3, 16, 90, 3600]) {
    const found = ticks(0, seconds, 700);
    assert.ok(found.length >= 2 && found.length <= 12, `${found.length} ticks for ${seconds} s`);
  }
  assert.equal(tickLabel(2), "2 s");
  assert.equal(tickLabel(80), "1:20");
});

test("exchanges at one time stand side by side; where there are too many, at their times", () => {
  const at = (exchange: number, start: number) => ({ exchange, start }) as ExchangeSpan;
  const shifts = shoved([at(3, 2.05), at(1, 2), at(2, 2), at(4, 9)], 50);
  assert.deepEqual(
    [...shifts].map(([exchange, shift]) => [exchange, Math.round(shift * 100) / 100]),
    [
      [1, 0],
      [2, 14],
      [3, 25.5],
      [4, 0],
    ],
  );
  const crowd = Array.from({ length: 300 }, (_, index) => at(index, index));
  assert.ok([...shoved(crowd, 1).values()].every((shift) => shift <= 8 * 14));
});

test("nested verbs stand below, later ones beside, and nothing overlaps", () => {
  const rows = verbRows([verb(1, 0, 9), verb(2, 0.2, 4, 1), verb(3, 9, null), verb(4, 5, 6, 1)], 12);
  assert.deepEqual(
    [...rows],
    [
      [1, 0],
      [2, 1],
      [4, 1],
      [3, 0],
    ],
  );
  const twice = verbRows([verb(1, 0, 5), verb(2, 3, 8)], 8);
  assert.notEqual(twice.get(1), twice.get(2));
});

test("zooming keeps the point under the pointer, and stays within the call", () => {
  const span = new Span(16);
  span.from = 4;
  const before = span.x(10, 800);
  span.zoom(0.5, 10, 60);
  assert.ok(Math.abs(span.x(10, 800) - before) < 1e-9);
  span.zoom(1e-9, 10, 60);
  assert.equal(span.seconds, Span.shortest);
  span.zoom(1e9, 10, 60);
  assert.equal(span.from, 0);
  assert.ok(span.seconds <= 63.1);
});

test("the picture follows the call before it reaches the edge", () => {
  const span = new Span(10);
  span.follow(5);
  assert.equal(span.from, 0);
  span.follow(20);
  assert.equal(span.from, 12);
  assert.equal(span.x(20, 100), 80);
});

const exchange = (more: Partial<ExchangeSpan>): ExchangeSpan => ({
  exchange: 1,
  method: "POST",
  url: "http://localhost:5000/ivr/menu",
  purpose: "action",
  parameters: { CallSid: "CA1", Digits: "1", Speech: "it's" },
  signature: "abc=",
  start: 0,
  duration: 0.01,
  status: 200,
  contentType: "text/xml",
  body: "",
  errorCode: null,
  ...more,
});

test("an exchange can be sent again from a shell, quotes and all", () => {
  assert.equal(
    curl(exchange({})),
    "curl 'http://localhost:5000/ivr/menu' -H 'X-Twilio-Signature: abc=' --data-urlencode 'CallSid=CA1' " +
      "--data-urlencode 'Digits=1' --data-urlencode 'Speech=it'\\''s'",
  );
  const url = "http://localhost:5000/ivr/menu?A=b+c";
  const get = exchange({ method: "GET", url, parameters: { A: "b c" }, signature: "" });
  assert.equal(curl(get), "curl 'http://localhost:5000/ivr/menu?A=b+c'");
});

test("the playhead is about the last exchange that began before it", () => {
  const first = exchange({ start: 0 });
  const second = exchange({ exchange: 2, start: 9 });
  assert.equal(exchangeAt([first, second], 5), first);
  assert.equal(exchangeAt([first, second], 9.1), second);
  assert.equal(exchangeAt([], 1), null);
});

test("the parameters people look for come first", () => {
  assert.deepEqual(
    orderedParameters({ AccountSid: "AC", CallSid: "CA", Digits: "1" }).map(([name]) => name),
    ["Digits", "CallSid", "AccountSid"],
  );
  assert.equal(pathOf("http://a/b?c=d"), "/b?c=d");
  assert.equal(pathOf("not a url"), "not a url");
});

test("durations read like a clock", () => {
  assert.equal(duration(7.9), "0:07");
  assert.equal(duration(754), "12:34");
  assert.equal(duration(3723), "1:02:03");
  assert.equal(duration(-1), "0:00");
});
