/** A widget whose state was saved and that has no kernel shows the picture that was saved with it. */

import type { RenderContext } from "./host.ts";

interface Standing extends Record<string, unknown> {
  /** The kernel's own HTML of the moment when the cell ran. */
  standing: string;
}

/** Whether the host has only the saved state of what it shows here: ipywidgets marks such a view. */
export function alone(el: HTMLElement): boolean {
  return el.closest(".jupyter-widgets-disconnected") !== null;
}

/** A `render` that shows the picture where the widget cannot live. */
export function withPicture<T extends Standing>(
  render: (context: RenderContext<T>) => () => void,
): (context: RenderContext<T>) => () => void {
  return (context) => {
    const { model, el } = context;
    if (!alone(el)) return render(context);
    el.innerHTML = model.get("standing");
    return () => el.replaceChildren();
  };
}
