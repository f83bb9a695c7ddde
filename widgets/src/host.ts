/** What a widget sees of its host: the part of anywidget's contract that we use. */

import type { AnyModel } from "@anywidget/types";

export type { AnyModel };

export interface RenderContext<T extends Record<string, unknown>> {
  model: AnyModel<T>;
  el: HTMLElement;
}

/** Set a trait and send it to the kernel, unless it has that value already. */
export function setTrait<T extends Record<string, unknown>, K extends keyof T & string>(
  model: AnyModel<T>,
  name: K,
  value: T[K],
): boolean {
  if (model.get(name) === value) return false;
  model.set(name, value);
  return true;
}

export type Message = { type: string } & Record<string, unknown>;

/** A custom message as an object with a `type`, or null for anything else. */
export function readMessage(content: unknown): Message | null {
  if (typeof content !== "object" || content === null) return null;
  return typeof (content as { type?: unknown }).type === "string" ? (content as Message) : null;
}
