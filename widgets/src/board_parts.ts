/** What the boards have in common: a name as people say it, and the keys that are theirs. */

/** `client:alice` as alice; numbers as they are. */
export const nameOf = (address: string): string => address.replace(/^client:/, "");

/** Keys that are typed into a board must not also run the notebook's shortcuts. */
export const keepKeys = (event: KeyboardEvent): void => event.stopPropagation();
