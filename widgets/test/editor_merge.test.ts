/** What somebody else publishes while one writes, and what Undo makes of it: CodeMirror itself, without a page. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { history, undo, undoDepth } from "@codemirror/commands";
import { EditorState, type Transaction } from "@codemirror/state";
import { Draft, fromElsewhere } from "../src/editor_merge.ts";

const SKETCH = '<Response>\n  <Gather action="menu"/>\n</Response>';

/** An editor of a document that the lab has, as `editor.ts` keeps it. */
class Desk {
  state = EditorState.create({ doc: SKETCH, extensions: [history()] });
  readonly draft = new Draft(SKETCH, "1");

  get text(): string {
    return this.state.doc.toString();
  }

  type(where: string, insert: string): void {
    const from = this.text.indexOf(where) + where.length;
    const change = this.state.update({ changes: { from, insert }, userEvent: "input.type" });
    this.draft.write(change.changes);
    this.state = change.state;
    this.draft.kept(this.text, "2", this.text);
  }

  arrives(text: string): void {
    const changes = this.draft.overtaken(text, "3");
    this.state = this.state.update({ changes, annotations: fromElsewhere(changes) }).state;
  }

  undo(): void {
    const dispatch = (change: Transaction): void => {
      this.state = change.state;
    };
    undo({ state: this.state, dispatch });
  }
}

test("a small change of somebody else's stays when one's own is undone", () => {
  const desk = new Desk();
  desk.type('"menu"/>', "<Hangup/>");
  desk.arrives(desk.text.replace("menu", "sales"));
  assert.equal(desk.text, SKETCH.replace('"menu"/>', '"sales"/><Hangup/>'));
  desk.undo();
  assert.equal(desk.text, SKETCH.replace("menu", "sales"));
  assert.equal(undoDepth(desk.state), 0);
});

test("another document from elsewhere is one step, and undoing makes no rubbish of it", () => {
  const desk = new Desk();
  desk.type('"menu"/>', '\n  <Gather numDigits="1" timeout="8" action="menu"/>');
  const mine = desk.text;
  const says = Array.from({ length: 9 }, (_, at) => `  <Say>Sentence ${at}, which nobody had typed.</Say>`);
  const other = ["<Response>", '  <Gather action="sales"/>', ...says, "</Response>"].join("\n");
  desk.arrives(other);
  assert.equal(desk.text, other);
  desk.undo();
  assert.equal(desk.text, mine);
  desk.undo();
  assert.equal(desk.text, SKETCH);
});
