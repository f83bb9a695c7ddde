/** A widget whose state was saved and that has no kernel shows the picture that was saved with it. */

import type { AnyModel, RenderContext } from "./host.ts";
import { type NotebookModel, saveWithStandIns } from "./saved_state.ts";

interface Standing extends Record<string, unknown> {
  /** The kernel's own HTML of the moment when the cell ran. */
  standing: string;
}

/** Whether the host has only the saved state of what it shows here: ipywidgets marks such a view. */
export function alone(el: HTMLElement): boolean {
  return el.closest(".jupyter-widgets-disconnected") !== null;
}

/** A `render` that shows the picture where the widget cannot live. */
function withPicture<T extends Standing>(
  render: (context: RenderContext<T>) => () => void,
): (context: RenderContext<T>) => () => void {
  return (context) => {
    const { model, el } = context;
    if (!alone(el)) return render(context);
    el.innerHTML = model.get("standing");
    return () => el.replaceChildren();
  };
}

type Initialize<T extends Record<string, unknown>> = (context: { model: AnyModel<T> }) => () => void;

/** What a bundle exports: a widget that a saved notebook shows by its picture, whether VoiceLab is there or not. */
export function standing<T extends Standing>(widget: {
  initialize?: Initialize<T>;
  render: (context: RenderContext<T>) => () => void;
}) {
  return { initialize: keptByNotebook(widget.initialize), render: withPicture(widget.render) };
}

/**
 * An `initialize` that sees to the notebook's saving: JupyterLab and Notebook may have VoiceLab only where the kernel
 * runs, and then this is the one place where our code runs in their page. Other hosts have no notebook.
 */
export function keptByNotebook<T extends Record<string, unknown>>(
  initialize?: Initialize<T>,
): (context: { model: AnyModel<T> }) => (() => void) | undefined {
  return (context) => {
    const host = context.model.widget_manager as unknown as
      | { context?: { model?: NotebookModel } }
      | undefined;
    const notebook = host?.context?.model;
    if (typeof notebook?.toJSON === "function") saveWithStandIns(notebook);
    return initialize?.(context);
  };
}
