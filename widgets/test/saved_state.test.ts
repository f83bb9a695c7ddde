import assert from "node:assert/strict";
import { test } from "node:test";
import { type NotebookModel, OURS, saveWithStandIns, withStandIns } from "../src/saved_state.ts";

const STATE = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";

const view = (model_id: unknown, more = {}) => ({ outputs: [{ data: { [VIEW]: { model_id }, ...more } }] });
const ours = (model_id: unknown, html: unknown = "<b>a picture</b>") =>
  view(model_id, { [OURS]: {}, "text/html": html });
const refer = (...ids: string[]) => ({ state: { children: ids.map((id) => `IPY_MODEL_${id}`) } });
const widgets = (state: Record<string, unknown>) => ({
  widgets: { [STATE]: { version_major: 2, version_minor: 0, state } },
});
const standIn = (value: string) => ({
  model_name: "HTMLModel",
  model_module: "@jupyter-widgets/controls",
  model_module_version: "2.0.0",
  state: { _dom_classes: ["voicelab-stand-in"], value },
});

test("what only our outputs need is left out, with its layouts; what others need too stays", () => {
  const state = {
    box: refer("phone", "layout"),
    phone: refer("layout", "shared"),
    layout: refer(),
    shared: refer(),
    theirs: refer("shared", "other"),
    other: refer(),
    unseen: refer(),
  };
  const notebook = { cells: [view("box", { [OURS]: {} }), view("theirs"), {}], metadata: widgets(state) };
  assert.deepEqual(withStandIns(notebook), {
    ...notebook,
    metadata: widgets({ shared: refer(), theirs: state.theirs, other: refer(), unseen: refer() }),
  });
});

test("models that refer to each other end", () => {
  const state = { one: refer("two"), two: refer("one") };
  const notebook = { cells: [view("one", { [OURS]: {} })], metadata: { name: 1, ...widgets(state) } };
  assert.deepEqual(withStandIns(notebook), { ...notebook, metadata: { name: 1 } });
});

test("an output of ours gets a model that shows its HTML, under its id", () => {
  const notebook = {
    cells: [ours("17"), view("theirs"), ours("18", ["<i>two", " lines</i>"])],
    metadata: { name: 1 },
  };
  const before = structuredClone(notebook);
  const saved = withStandIns(notebook);
  assert.deepEqual(saved.metadata, {
    name: 1,
    ...widgets({ 17: standIn("<b>a picture</b>"), 18: standIn("<i>two lines</i>") }),
  });
  assert.deepEqual(saved.cells, [ours(17), view("theirs"), ours(18, ["<i>two", " lines</i>"])]);
  assert.deepEqual(notebook, before, "what is open is not touched");
});

test("saved again it is the same; what was cleared or run anew leaves nothing behind", () => {
  const once = withStandIns({ cells: [ours("17"), {}], metadata: {} });
  assert.deepEqual(withStandIns(once), once);
  const anew = withStandIns({ ...once, cells: [ours("19")] });
  assert.deepEqual(anew.metadata, widgets({ 19: standIn("<b>a picture</b>") }));
  assert.deepEqual(withStandIns({ ...once, cells: [{ outputs: [] }] }), {
    cells: [{ outputs: [] }],
    metadata: {},
  });
  const theirs = { other: refer() };
  const both = { ...once, metadata: widgets({ 17: standIn("old"), ...theirs }) };
  assert.deepEqual(withStandIns({ ...both, cells: [{}] }).metadata, widgets(theirs));
});

test("a notebook of others, or without a state, is left as it is", () => {
  for (const notebook of [
    { cells: [view("theirs")], metadata: widgets({ theirs: {} }) },
    { cells: [] },
    { cells: [view("gone", { [OURS]: {} })], metadata: widgets({ other: {} }) },
  ])
    assert.equal(withStandIns(notebook), notebook);
});

test("a model is seen to once", () => {
  let written = 0;
  const model: NotebookModel = {
    toJSON: () => {
      written += 1;
      return { cells: [ours("17")] };
    },
  };
  saveWithStandIns(model);
  const { toJSON } = model;
  saveWithStandIns(model);
  assert.equal(model.toJSON, toJSON);
  assert.deepEqual(model.toJSON().metadata as unknown, widgets({ 17: standIn("<b>a picture</b>") }));
  assert.equal(written, 1);
});
