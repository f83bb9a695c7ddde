/** What a hand does on the timeline's track: drag to pan, click to put the playhead, wheel to zoom and pan. */

import type { Span } from "./timeline_layout.ts";

export interface HandHooks {
  /** Somebody put the playhead there. */
  seek(time: number): void;
  /** The span on the screen was changed by hand. */
  moved(): void;
}

/** Let `track` be handled; `end` is the last time there is. */
export function handle(track: HTMLElement, span: Span, end: () => number, hooks: HandHooks): void {
  let drag: { x: number; from: number; moved: boolean } | null = null;
  const timeOf = (event: MouseEvent) =>
    Math.max(0, span.time(event.clientX - track.getBoundingClientRect().left, track.clientWidth));
  track.addEventListener("pointerdown", (event) => {
    if ((event.target as Element).closest("button")) return;
    track.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, from: span.from, moved: false };
  });
  track.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const shift = event.clientX - drag.x;
    if (Math.abs(shift) > 4) drag.moved = true;
    if (!drag.moved) return;
    span.from = drag.from;
    span.pan((-shift / track.clientWidth) * span.seconds, end());
    hooks.moved();
  });
  track.addEventListener("pointerup", (event) => {
    const done = drag;
    drag = null;
    if (done && !done.moved) hooks.seek(timeOf(event));
  });
  track.addEventListener("pointercancel", () => {
    drag = null;
  });
  track.addEventListener(
    "wheel",
    (event) => {
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (event.ctrlKey || event.metaKey) {
        span.zoom(Math.exp(event.deltaY * 0.003), timeOf(event), end());
      } else if (sideways) {
        span.pan(((event.deltaX || event.deltaY) / track.clientWidth) * span.seconds, end());
      } else {
        return; // the page scrolls
      }
      event.preventDefault();
      hooks.moved();
    },
    { passive: false },
  );
}
