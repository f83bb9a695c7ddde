/**
 * What a saved notebook says of our widgets, for those who open it without their kernel.
 *
 * An output of ours holds HTML beside its widget, but the widget manager knows of widgets only, and says "model not
 * found" where it has no model. So the file gets one: the smallest that shows that HTML, made of the manager's own classes,
 * which need nothing of ours where it is opened. The models themselves are left out: each is a whole front end once more.
 *
 * nbconvert shows a widget, and fetches scripts for it from the network, whenever the file has a state under the widget's
 * id; else it shows the HTML. Its keys are Python's, the manager's are JavaScript's: ids are digits (see
 * voicelab/widgets/opening.py), and written as a number where an output names its model, so that 17 and "17" are the same
 * to the one and not to the other.
 */

const STATE = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";
const HTML = "text/html";
/** Marks an output of ours. */
export const OURS = "application/vnd.voicelab.widget+json";
/** Marks a model that only shows an output's HTML. */
const STAND_IN = "voicelab-stand-in";

type Json = Record<string, unknown>;

interface Output {
  data?: Json;
}

interface Cell {
  outputs?: Output[];
}

export interface SavedNotebook {
  cells: Cell[];
  metadata?: Json;
}

interface States extends Json {
  state: Record<string, Json>;
}

/** The notebook with stand-ins in place of the models of our outputs; itself where nothing of ours is in it. */
export function withStandIns<T extends SavedNotebook>(notebook: T): T {
  const widgets = notebook.metadata?.widgets as Record<string, States> | undefined;
  const saved = widgets?.[STATE]?.state ?? {};
  const state = theirs(saved, notebook);
  let found = false;
  const cells = notebook.cells.map((cell) => {
    const outputs = cell.outputs?.map((output) => {
      const view = viewOf(output);
      const id = Number(view?.model_id);
      if (!view || !output.data || !(OURS in output.data) || !Number.isSafeInteger(id) || id < 1)
        return output;
      found = true;
      state[String(id)] = standIn(output.data[HTML]);
      return { ...output, data: { ...output.data, [VIEW]: { ...view, model_id: id } } };
    });
    return outputs ? { ...cell, outputs } : cell;
  });
  if (!found && Object.keys(state).length === Object.keys(saved).length) return notebook;
  const { widgets: _, ...metadata } = notebook.metadata ?? {};
  const { [STATE]: states, ...rest } = widgets ?? {};
  const kept = Object.keys(state).length
    ? { ...rest, [STATE]: { version_major: 2, version_minor: 0, ...states, state } }
    : rest;
  return {
    ...notebook,
    cells,
    metadata: Object.keys(kept).length ? { ...metadata, widgets: kept } : metadata,
  };
}

/** Of the models in a file those that outputs without our mark need, and those that no output names. */
function theirs(saved: Record<string, Json>, notebook: SavedNotebook): Record<string, Json> {
  const marked = new Set<string>();
  const others = new Set<string>();
  for (const output of notebook.cells.flatMap((cell) => cell.outputs ?? [])) {
    const root = viewOf(output)?.model_id;
    if (root) reach(String(root), saved, output.data && OURS in output.data ? marked : others);
  }
  const kept = Object.entries(saved).filter(
    ([id, model]) => (!marked.has(id) || others.has(id)) && !standsIn(model),
  );
  return Object.fromEntries(kept);
}

function viewOf(output: Output): Json | undefined {
  return output.data?.[VIEW] as Json | undefined;
}

/** `root` and the models that it refers to, and they: layouts, children. */
function reach(root: string, state: Record<string, Json>, found: Set<string>): void {
  if (found.has(root) || !(root in state)) return;
  found.add(root);
  for (const [, id] of JSON.stringify(state[root]).matchAll(/"IPY_MODEL_([^"]+)"/g))
    if (id) reach(id, state, found);
}

function standIn(html: unknown): Json {
  return {
    model_name: "HTMLModel",
    model_module: "@jupyter-widgets/controls",
    model_module_version: "2.0.0",
    state: { _dom_classes: [STAND_IN], value: Array.isArray(html) ? html.join("") : String(html ?? "") },
  };
}

function standsIn(model: Json): boolean {
  const classes = (model.state as Json | undefined)?._dom_classes;
  return Array.isArray(classes) && classes.includes(STAND_IN);
}

export interface NotebookModel {
  toJSON(): SavedNotebook;
}

/** What a model that we see to is marked with: each bundle of ours has this module once more. */
const HEEDED = Symbol.for("voicelab.saved-with-stand-ins");

/**
 * From here on the notebook is written with stand-ins, whenever it is written. What is open stays as it is: nothing of it
 * is changed, or becomes unsaved, on account of them.
 */
export function saveWithStandIns(model: NotebookModel & { [HEEDED]?: true }): void {
  if (model[HEEDED]) return;
  model[HEEDED] = true;
  const written = model.toJSON.bind(model);
  model.toJSON = () => withStandIns(written());
}
