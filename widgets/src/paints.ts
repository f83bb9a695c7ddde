/** The style sheet's colours as a canvas understands them. */

import { h } from "./dom.ts";

/** Each of these custom properties (`you` means `--vl-you`) as the page computes it within `root`. */
export function paints<Name extends string>(root: HTMLElement, names: readonly Name[]): Record<Name, string> {
  const probe = h("span", { style: "display: none" });
  root.append(probe);
  const found = {} as Record<Name, string>;
  for (const name of names) {
    probe.style.color = `var(--vl-${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}
