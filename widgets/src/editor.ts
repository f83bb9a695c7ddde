/** `lab.editor`: a document of the lab in an editor that knows TwiML, published while it is written. */

import { redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { Compartment, EditorState, type Text, Transaction } from "@codemirror/state";
import { EditorView, keymap, tooltips, type ViewUpdate } from "@codemirror/view";
import cellCss from "./cell.css";
import { findingCount, verbCount } from "./cell.ts";
import { Trouble } from "./credentials.ts";
import { adoptStyles, h, icon, put, say } from "./dom.ts";
import editorCss from "./editor.css";
import { assistance, findingItems, type Mark, meaningAt, mend, recheck } from "./editor_assist.ts";
import { basics } from "./editor_basics.ts";
import { Desk, type Kept, Overtaken } from "./editor_desk.ts";
import { Draft, FROM_ELSEWHERE, fromElsewhere, withPlainLines } from "./editor_merge.ts";
import { rangeOf } from "./editor_places.ts";
import { type AnyModel, type RenderContext, setTrait } from "./host.ts";
import { HANDSET, REDO, UNDO } from "./icons.ts";
import { standing } from "./standing.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";

interface EditorTraits extends Record<string, unknown> {
  standing: string;
  name: string;
  source: string;
  findings: Mark[];
  served_at: string;
  /** Whether a button closes the editor. */
  closes: boolean;
}

const PUBLISH_MS = 500;
const WORD_MS = 300;
/** How long a change of others may be on its way after the lab has told of it. */
const NEWS_MS = 3000;

class Editor {
  readonly root: HTMLElement;
  readonly #view: EditorView;
  readonly #desk: Desk;
  readonly #about = h("span", { class: "vl-soft vl-ellipsis" });
  readonly #count = h("span", { class: "vl-count" });
  readonly #state = h("span", { class: "vl-state vl-soft vl-ellipsis", role: "status" });
  readonly #word = h("span", { class: "vl-word" });
  readonly #found = h("ol", { class: "vl-editor-found", "aria-label": "Findings" });
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  /** Where completions and meanings float: on the page, so that no cell cuts them off. */
  readonly #float = h("div", { class: "vl vl-editor-float" });
  readonly #locked = new Compartment();
  readonly #unfollow: () => void;
  #draft: Draft | null = null;
  #marks: Mark[] = [];
  #checked: Text | null = null;
  #publishing: Promise<boolean> | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;
  #asking: ReturnType<typeof setTimeout> | undefined;
  #trouble: Trouble | null = null;
  #waiting = "looking for the lab";
  #closed = false;
  #onNews: (() => void) | null = null;

  constructor(private readonly model: AnyModel<EditorTraits>) {
    const name = model.get("name");
    const tool = (label: string, path: string, act: () => void) =>
      h(
        "button",
        { type: "button", class: "vl-icon", "aria-label": label, title: label, onclick: act },
        icon(path),
      );
    this.#undo = tool("Undo", UNDO, () => undo(this.#view));
    this.#redo = tool("Redo", REDO, () => redo(this.#view));
    const done = h("button", { type: "button", onclick: () => void this.#done() }, "Done");
    done.hidden = !model.get("closes");
    const call = h(
      "button",
      { type: "button", class: "vl-go", onclick: () => void this.#call() },
      icon(HANDSET),
      "Call",
    );
    const field = h("div", { class: "vl-editor-field" });
    this.root = h(
      "div",
      {
        class: "vl vl-card vl-editor",
        role: "group",
        "aria-label": `Editor of ${name}`,
        "data-lm-suppress-shortcuts": "true",
        onkeydown: (event: KeyboardEvent) => event.stopPropagation(),
      },
      h(
        "div",
        { class: "vl-cell-top" },
        h("b", {}, name),
        this.#about,
        this.#state,
        this.#count,
        this.#undo,
        this.#redo,
        done,
        call,
      ),
      field,
      this.#found,
      h("div", { class: "vl-editor-foot" }, this.#word, hint()),
    );
    this.#desk = new Desk(model, name, {
      document: (kept) => this.#arrived(kept),
      trouble: (trouble) => this.#tell(trouble),
      waiting: (words) => {
        this.#waiting = words;
        if (words === "" && this.#draft?.dirty) this.#soon();
        this.#show();
      },
    });
    this.#view = new EditorView({ parent: field, state: this.#firstState(name) });
    this.#unfollow = followTheme(this.root, () => {
      this.#float.dataset.vlTheme = this.root.dataset.vlTheme;
    });
    adoptStyles(document.body, "tokens", tokensCss);
    adoptStyles(document.body, "editor", editorCss);
    document.body.append(this.#float);
    window.addEventListener("pagehide", this.#leave);
    this.#marks = model.get("findings") ?? [];
    this.#listFindings();
    this.#show();
  }

  close(): void {
    void this.#publish();
    this.#closed = true;
    window.removeEventListener("pagehide", this.#leave);
    clearTimeout(this.#later);
    clearTimeout(this.#asking);
    this.#unfollow();
    this.#view.destroy();
    this.#float.remove();
    // What is on its way to the lab may still arrive.
    void (this.#publishing ?? Promise.resolve()).finally(() => this.#desk.close());
  }

  #firstState(name: string): EditorState {
    return EditorState.create({
      doc: withPlainLines(this.model.get("source")),
      extensions: [
        tooltips({ parent: this.#float, position: "fixed" }),
        EditorView.contentAttributes.of({
          "aria-label": `TwiML of ${name}`,
          "aria-multiline": "true",
          spellcheck: "false",
        }),
        EditorView.domEventHandlers({ blur: () => void this.#publish() }),
        assistance(
          this.#desk,
          (marks, doc) => this.#checkedBy(marks, doc),
          () => this.#mendHere(),
        ),
        keymap.of([
          { key: "Mod-s", run: () => this.#save() },
          { key: "Mod-Enter", run: () => this.#callByKey() },
        ]),
        basics,
        this.#locked.of(EditorState.readOnly.of(true)),
        EditorView.updateListener.of((update) => this.#updated(update)),
      ],
    });
  }

  get #text(): string {
    return this.#view.state.doc.toString();
  }

  // -- what the lab says ------------------------------------------------------------------------------

  #arrived({ source, revision }: Kept): void {
    if (this.#closed) return;
    this.#onNews?.();
    const text = source === null ? null : withPlainLines(source);
    if (this.#draft === null) {
      this.#draft = new Draft(text ?? this.#text, revision);
      if (text !== null && text !== this.#text) {
        const changes = { from: 0, to: this.#view.state.doc.length, insert: text };
        this.#view.dispatch({ changes, annotations: FROM_ELSEWHERE });
      }
      const open = this.#locked.reconfigure(EditorState.readOnly.of(false));
      this.#view.dispatch({ effects: [open, recheck.of(null)] });
    } else if (revision !== this.#draft.revision) {
      if (text === null)
        this.#draft.revision = revision; // withdrawn: what stands here is not lost
      else if (text === this.#text || text === this.#draft.sent) this.#draft.kept(text, revision, this.#text);
      else {
        const changes = this.#draft.overtaken(text, revision);
        this.#view.dispatch({ changes, annotations: fromElsewhere(changes) });
      }
      if (this.#draft.dirty) this.#soon();
    }
    this.#remember();
    this.#show();
  }

  #checkedBy(marks: Mark[], doc: Text): void {
    this.#marks = marks;
    this.#checked = doc;
    this.#listFindings();
    this.#remember();
  }

  /** The kernel keeps what stands here: a saved notebook shows it. */
  #remember(): void {
    const changed = [
      setTrait(this.model, "source", this.#text),
      JSON.stringify(this.model.get("findings")) !== JSON.stringify(this.#marks) &&
        setTrait(this.model, "findings", this.#marks),
    ];
    if (changed.some(Boolean)) this.model.save_changes();
  }

  // -- what is written --------------------------------------------------------------------------------

  #updated(update: ViewUpdate): void {
    if (update.docChanged) {
      const elsewhere = update.transactions.every((one) => one.annotation(Transaction.remote));
      if (!elsewhere) {
        this.#draft?.write(update.changes);
        this.#soon();
      }
      this.#show();
    }
    if (update.selectionSet || update.docChanged) this.#askForWord();
  }

  #soon(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.#publish(), PUBLISH_MS);
  }

  /** Publish what is not published yet; whether everything is. One at a time. */
  async #publish(): Promise<boolean> {
    clearTimeout(this.#later);
    while (this.#publishing) await this.#publishing;
    const draft = this.#draft;
    if (!draft?.dirty || this.#closed) return draft !== null && !draft.dirty;
    this.#publishing = this.#send(draft);
    this.#show();
    const done = await this.#publishing;
    this.#publishing = null;
    if (this.#closed) return done;
    this.#show();
    return done && draft.dirty ? this.#publish() : done;
  }

  async #send(draft: Draft): Promise<boolean> {
    const text = this.#text;
    const base = draft.revision;
    draft.sent = text;
    try {
      const revision = await this.#desk.publish(text, base);
      // The lab may have told us already of this change, and of a later one.
      if (draft.revision === base) draft.kept(text, revision, this.#closed ? text : this.#text);
      this.#remember();
      this.#trouble = null;
      return true;
    } catch (error) {
      if (error instanceof Overtaken) {
        if (draft.revision === base) await this.#nextNews(); // theirs is on its way here; ours follows it
        return false;
      }
      this.#trouble = error instanceof Trouble ? error : new Trouble(String(error), "");
      return false;
    }
  }

  #nextNews(): Promise<void> {
    return new Promise((resolve) => {
      this.#onNews = resolve;
      setTimeout(resolve, NEWS_MS);
    });
  }

  readonly #leave = () => void this.#publish();

  #save(): boolean {
    void this.#publish();
    return true;
  }

  async #call(): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      if (await this.#publish()) {
        this.model.send({ type: "call" });
        break;
      }
      if (this.#draft === null || this.#trouble) break; // it says why
    }
    this.#show();
  }

  #callByKey(): boolean {
    void this.#call();
    return true;
  }

  async #done(): Promise<void> {
    await this.#publish();
    this.model.send({ type: "done" });
  }

  // -- what is shown ----------------------------------------------------------------------------------

  #tell(trouble: Trouble | null): void {
    this.#trouble = trouble;
    this.#show();
  }

  #show(): void {
    const view = this.#view;
    if (!view || this.#closed) return;
    const served = this.model.get("served_at");
    say(this.#about, [verbCount(this.#text), served].filter(Boolean).join(" · "));
    this.#undo.disabled = undoDepth(view.state) === 0;
    this.#redo.disabled = redoDepth(view.state) === 0;
    put(this.#state, "data-wrong", String(this.#trouble !== null));
    const words = this.#stateWords();
    say(this.#state, words);
    put(this.#state, "title", words);
    const errors = this.#marks.filter((mark) => mark.level === "error").length;
    put(this.#count, "data-level", errors ? "error" : "warning");
    say(this.#count, findingCount(this.#marks, errors));
  }

  #stateWords(): string {
    if (this.#trouble) return `${this.#trouble.message} ${this.#trouble.cure}`.trim();
    if (this.#waiting) return this.#waiting;
    if (this.#publishing) return "publishing";
    if (this.#draft?.revision === "") return "not in the lab";
    return this.#draft?.dirty ? "changed" : this.#draft ? "published" : "";
  }

  #listFindings(): void {
    this.#found.replaceChildren(
      ...findingItems(
        this.#marks,
        (mark) => this.#goTo(mark),
        (mark) => this.#mend(mark),
      ),
    );
    this.#show();
  }

  #goTo(mark: Mark): void {
    const { from, to } = rangeOf(this.#view.state.doc, mark, mark.length);
    this.#view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    this.#view.focus();
  }

  #mend(mark: Mark): void {
    if (this.#checked && mend(this.#view, mark, this.#checked)) this.#view.focus();
  }

  #mendHere(): boolean {
    const { doc, selection } = this.#view.state;
    const at = selection.main.head;
    const here = this.#marks.find((mark) => {
      const { from, to } = rangeOf(doc, mark, mark.length);
      return mark.edits?.length && from <= at && at <= to;
    });
    return here && this.#checked ? mend(this.#view, here, this.#checked) : false;
  }

  /** For those without a mouse: what the word at the cursor means stands below the text. */
  #askForWord(): void {
    clearTimeout(this.#asking);
    this.#asking = setTimeout(async () => {
      const { doc, selection } = this.#view.state;
      const meaning = await meaningAt(this.#desk, doc, selection.main.head);
      if (this.#closed || !this.#view.state.doc.eq(doc)) return;
      say(this.#word, meaning ? `${meaning.title}: ${meaning.text.split("\n").slice(0, 2).join(" ")}` : "");
    }, WORD_MS);
  }
}

const key = (name: string) => h("kbd", {}, name);

function hint(): HTMLElement {
  const parts = [key("Ctrl Space"), " completes · ", key("Ctrl ."), " mends · ", key("Esc"), " then "];
  return h("span", {}, ...parts, key("Tab"), " leaves");
}

function render({ model, el }: RenderContext<EditorTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "cell", cellCss);
  adoptStyles(el, "editor", editorCss);
  const editor = new Editor(model);
  el.append(editor.root);
  return () => editor.close();
}

export default standing({ render });
