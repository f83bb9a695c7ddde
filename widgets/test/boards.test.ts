import assert from "node:assert/strict";
import { test } from "node:test";
import { ClickedCall, clickWords } from "../src/clicked_call.ts";
import { departureWords, queueWords, readQueues } from "../src/queue_state.ts";
import { EMPTY, endingWords, personWords, readRoom, roomWords } from "../src/room.ts";
import { Talkers } from "../src/talkers.ts";

const person = (more: object) => ({
  call_sid: "CA1",
  address: "client:ann",
  status: "connected",
  muted: false,
  hold: false,
  ...more,
});

test("a room in words: nobody yet, waiting, in progress; who is still being called does not count", () => {
  assert.equal(roomWords(EMPTY), "nobody is here yet");
  const room = (status: string, ...participants: object[]) =>
    roomWords(readRoom({ event: "conference", status, participants }));
  assert.equal(room("init", person({})), "1 person · waiting to begin");
  assert.equal(room("in-progress", person({}), person({ call_sid: "CA2" })), "2 people · in progress");
  assert.equal(room("in-progress", person({}), person({ status: "ringing" })), "1 person · in progress");
});

test("a room whose conference is over says when, who had been there, and why it ended", () => {
  const last = {
    conference_sid: "CF1",
    ended: "2025-01-01T10:00:00Z",
    reason: "last-participant-left",
    ended_by: "client:ben",
    participants: ["client:ann", "client:ben", "+1500"],
  };
  const room = readRoom({ event: "conference", status: "none", participants: [], last });
  assert.match(roomWords(room), /^ended at \d/);
  assert.ok(room.last);
  assert.equal(endingWords(room.last), "Here were ann, ben and +1500. It ended when ben left.");
  const ended = { ...room.last, reason: "conference-ended-via-api", by: "", people: ["client:ann"] };
  assert.equal(endingWords(ended), "Here was ann. It was ended from a board or by the API.");
});

test("a person in words", () => {
  const words = (more: object) => {
    const [one] = readRoom({ event: "conference", status: "init", participants: [person(more)] }).people;
    return one ? personWords(one) : "";
  };
  assert.equal(words({}), "");
  assert.equal(words({ muted: true, hold: true }), "muted, on hold");
  assert.equal(words({ status: "ringing", muted: true }), "ringing");
});

test("somebody talks through the pauses between words, and no longer once they are silent", () => {
  const talkers = new Talkers(() => undefined);
  talkers.hear({ CA1: 0.4, CA2: 0.01 }, 1000);
  assert.deepEqual([talkers.talks("CA1", 1000), talkers.talks("CA2", 1000)], [true, false]);
  talkers.hear({ CA1: 0, CA2: 0 }, 1300);
  assert.equal(talkers.talks("CA1", 1300), true);
  assert.equal(talkers.talks("CA1", 1700), false);
  talkers.hear({ CA2: 0.5 }, 1750);
  assert.equal(talkers.levels.has("CA1"), false);
  talkers.close();
});

test("a queue counts its waits from when its news came", () => {
  const queue = { queue: "support", queue_sid: "QU1", max_size: 9, average_wait: 7 };
  const members = [{ call_sid: "CA1", address: "client:eve", position: 1, waited: 12 }];
  const [read] = readQueues({ event: "queues", queues: [{ ...queue, members }] }, 100);
  assert.equal(read?.members[0]?.since, 88);
  assert.equal(read && queueWords(read), "1 waiting · average 7 s");
  assert.equal(read && queueWords({ ...read, members: [] }), "nobody waits");
  const left = { address: "client:eve", waited: 12, result: "bridged", when: "2025-01-01T10:00:00Z" };
  const [over] = readQueues({ event: "queues", queues: [{ ...queue, members: [], last: left }] }, 100);
  assert.ok(over?.last);
  assert.match(departureWords(over.last), /: eve was connected after 0:12$/);
});

test("a click-to-call in words, from its first ring to its end", () => {
  const call = new ClickedCall("CA1");
  const words = () => clickWords(call, "alice", "+1500");
  assert.equal(words(), "ringing alice");
  assert.equal(call.hear({ event: "call-status-changed", call_sid: "CA9", status: "in-progress" }), false);
  call.hear({ event: "call-status-changed", call_sid: "CA1", status: "in-progress" });
  assert.equal(words(), "alice answered, ringing +1500");
  call.hear({ event: "call-created", call_sid: "CA2", parent_call_sid: "CA1", status: "queued" });
  call.hear({ event: "call-status-changed", call_sid: "CA2", status: "in-progress" });
  assert.equal(words(), "alice and +1500 are talking");
  call.hear({ event: "call-ended", call_sid: "CA2", status: "completed" });
  call.hear({ event: "call-ended", call_sid: "CA1", status: "completed", reason: "the caller hung up" });
  assert.equal(words(), "the call has ended · the caller hung up");
});

test("a click-to-call is over when its lab was started anew", () => {
  const call = new ClickedCall("CA1");
  call.hear({ event: "call-status-changed", call_sid: "CA1", status: "in-progress" });
  call.lost();
  assert.equal(clickWords(call, "alice", "+1500"), "the call has ended · the lab was started anew");
});

test("a click-to-call that somebody does not answer says who", () => {
  const agent = new ClickedCall("CA1");
  agent.hear({ event: "call-ended", call_sid: "CA1", status: "no-answer" });
  assert.equal(clickWords(agent, "alice", "+1500"), "alice did not answer");
  const customer = new ClickedCall("CA1");
  customer.hear({ event: "call-created", call_sid: "CA2", parent_call_sid: "CA1", status: "queued" });
  customer.hear({ event: "call-ended", call_sid: "CA2", status: "busy" });
  customer.hear({ event: "call-ended", call_sid: "CA1", status: "completed" });
  assert.equal(clickWords(customer, "alice", "+1500"), "+1500 is busy");
});
