import assert from "node:assert/strict";
import { test } from "node:test";
import { leaveOut } from "../src/saved_state.ts";

const STATE = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";
const OURS = "application/vnd.voicelab.widget+json";

const view = (model_id: string, more = {}) => ({ outputs: [{ data: { [VIEW]: { model_id }, ...more } }] });
const refer = (...ids: string[]) => ({ state: { children: ids.map((id) => `IPY_MODEL_${id}`) } });
const widgets = (state: Record<string, unknown>) => ({ [STATE]: { version_major: 2, state } });

test("what only our outputs need is left out, with its layouts; what others need too stays", () => {
  const state = {
    box: refer("phone", "layout"),
    phone: refer("layout", "shared"),
    layout: {},
    shared: {},
    theirs: refer("shared", "other"),
    other: {},
    unseen: {},
  };
  const notebook = { cells: [view("box", { [OURS]: {} }), view("theirs"), {}] };
  assert.deepEqual(
    leaveOut(widgets(state), notebook, OURS),
    widgets({ shared: {}, theirs: state.theirs, other: {}, unseen: {} }),
  );
});

test("models that refer to each other end", () => {
  const notebook = { cells: [view("one", { [OURS]: {} })] };
  assert.deepEqual(leaveOut(widgets({ one: refer("two"), two: refer("one") }), notebook, OURS), widgets({}));
});

test("a notebook of others, or without a state, is left as it is", () => {
  assert.equal(leaveOut(widgets({ theirs: {} }), { cells: [view("theirs")] }, OURS), null);
  assert.equal(leaveOut(undefined, { cells: [] }, OURS), null);
  assert.equal(leaveOut(widgets({ other: {} }), { cells: [view("gone", { [OURS]: {} })] }, OURS), null);
});
