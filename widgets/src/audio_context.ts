/** One AudioContext for all widgets of a bundle. */

let context: AudioContext | undefined;

/** The context; running, if the browser lets it. */
export function audioContext(): AudioContext {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  return context;
}
