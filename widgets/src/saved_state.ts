/** The state of widgets as a notebook keeps it, and what of it need not be kept. */

const STATE = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";

export interface SavedNotebook {
  cells: { outputs?: { data?: Record<string, unknown> }[] }[];
}

interface States extends Record<string, unknown> {
  state: Record<string, unknown>;
}

/**
 * The `widgets` entry of a notebook's metadata without the models that only outputs marked with `mark` need: those have
 * a picture that stands for them. Null when there is nothing to leave out.
 */
export function leaveOut(widgets: unknown, notebook: SavedNotebook, mark: string): unknown {
  const states = (widgets as Record<string, States> | undefined)?.[STATE];
  if (!states?.state) return null;
  const marked = new Set<string>();
  const others = new Set<string>();
  for (const { outputs } of notebook.cells)
    for (const { data } of outputs ?? []) {
      const root = (data?.[VIEW] as { model_id?: string } | undefined)?.model_id;
      if (root) reach(root, states.state, data && mark in data ? marked : others);
    }
  const kept = Object.entries(states.state).filter(([id]) => !marked.has(id) || others.has(id));
  if (kept.length === Object.keys(states.state).length) return null;
  return { ...(widgets as object), [STATE]: { ...states, state: Object.fromEntries(kept) } };
}

/** `root` and the models that it refers to, and they: layouts, children. */
function reach(root: string, state: Record<string, unknown>, found: Set<string>): void {
  if (found.has(root) || !(root in state)) return;
  found.add(root);
  for (const [, id] of JSON.stringify(state[root]).matchAll(/"IPY_MODEL_([^"]+)"/g))
    if (id) reach(id, state, found);
}
