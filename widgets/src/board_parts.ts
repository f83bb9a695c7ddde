/** What the boards have in common: a name as people say it, the keys that are theirs, presses that are meant. */

/** `client:alice` as alice; numbers as they are. */
export const nameOf = (address: string): string => address.replace(/^client:/, "");

/**
 * Keys that are typed into a board must not also run the notebook's shortcuts. An Enter that is held down presses a
 * button once, not thirty times a second.
 */
export function keepKeys(event: KeyboardEvent): void {
  event.stopPropagation();
  if (event.repeat && event.key === "Enter" && (event.target as Element).closest("button"))
    event.preventDefault();
}

/**
 * A listener for a button that does something to a call: the second click of a double click is not meant. By then the
 * line under the pointer, or what the button does, may be another.
 */
export const meant =
  (act: () => void) =>
  (event: MouseEvent): void => {
    if (event.detail <= 1) act();
  };

/** Call it before a picture changes, and what it returns afterwards: no keyboard is left on what is gone or disabled. */
export function holdFocus(root: HTMLElement): () => void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !root.contains(focused)) return () => undefined;
  return () => {
    if (document.activeElement !== focused && document.activeElement !== document.body) return; // it was moved
    const gone = !root.contains(focused) || focused.matches(":disabled") || focused.closest("[hidden]");
    if (gone) root.focus({ preventScroll: true });
  };
}
