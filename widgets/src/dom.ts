/** Small words for making elements. */

type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/**
 * An element: `on...` attributes with functions are listeners, `true` is an empty attribute, `false`, null and
 * undefined are none.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** An icon of one path on a 24 by 24 grid, hidden from accessible names. */
export function icon(path: string, size = 16): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    fill: "currentColor",
    "aria-hidden": "true",
  })) {
    svg.setAttribute(name, String(value));
  }
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/** Put the text there, if it is not there yet. */
export function say(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

/** Set an attribute, if it is not that yet: what does not change costs no layout. */
export function put(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Put a widget's styles into the document (or shadow root) it stands in, once. */
export function adoptStyles(el: HTMLElement, name: string, css: string): void {
  const root = el.getRootNode();
  const home: ParentNode & Node = root instanceof ShadowRoot ? root : document.head;
  const id = `voicelab-${name}`;
  let style = home.querySelector<HTMLStyleElement>(`style[data-voicelab="${id}"]`);
  if (!style) {
    style = h("style", { "data-voicelab": id });
    home.append(style);
  }
  if (style.textContent !== css) style.textContent = css;
}
