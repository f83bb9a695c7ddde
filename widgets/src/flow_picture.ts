/** The flow's picture in the page: an SVG that the kernel drew, in which steps, ways and boxes light up. */

import { h } from "./dom.ts";
import type { FlowPlaces, Lit } from "./flow_path.ts";

const SVG = "http://www.w3.org/2000/svg";

export class FlowPicture {
  places: FlowPlaces = { boxes: [], steps: [], ways: [] };
  #boxes = new Map<number, Element>();
  #rows = new Map<number, SVGRectElement>();
  #ways = new Map<number, Element[]>();
  #discs: Element[] = [];
  readonly #world = h("div", { class: "vl-flow-world" });

  constructor(root: HTMLElement) {
    root.append(this.#world);
  }

  /** Show another drawing; nothing of it is lit yet. */
  draw(svg: string): void {
    this.#world.innerHTML = svg; // the kernel's own words, escaped there
    this.#discs = [];
    this.#boxes.clear();
    this.#rows.clear();
    this.#ways.clear();
    const places: FlowPlaces = { boxes: [], steps: [], ways: [] };
    for (const group of this.#world.querySelectorAll<SVGGElement>("[data-box]")) {
      const { box = "", key = "", kind = "", sections = "" } = group.dataset;
      const id = Number(box);
      places.boxes[id] = { id, key, kind, sections: sections.split(" ").filter(Boolean) };
      const frame = group.querySelector(".f-box");
      if (frame) this.#boxes.set(id, frame);
      for (const row of group.querySelectorAll<SVGGElement>("[data-step]")) {
        const { step = "", section, line, column, verb = "" } = row.dataset;
        const place = { section: Number(section), line: Number(line), column: Number(column) };
        places.steps.push({ id: Number(step), box: id, verb, ...place });
        const ground = row.querySelector<SVGRectElement>(".f-row");
        if (ground) this.#rows.set(Number(step), ground);
      }
    }
    for (const part of this.#world.querySelectorAll<SVGElement>("[data-way]")) {
      const { way = "", from, to, label = "" } = part.dataset;
      const id = Number(way);
      this.#ways.set(id, [...(this.#ways.get(id) ?? []), part, ...part.children]);
      if (to !== undefined) places.ways.push({ id, from: from ? Number(from) : null, to: Number(to), label });
    }
    this.places = places;
  }

  /** Light what these calls came by. The turns are numbered where there is one call. */
  light(calls: readonly Lit[]): void {
    const has = (pick: (lit: Lit) => boolean) => calls.some(pick);
    for (const [id, element] of this.#boxes)
      element.classList.toggle(
        "f-live",
        has((lit) => lit.boxes.has(id)),
      );
    for (const [id, element] of this.#rows) {
      element.classList.toggle(
        "f-live",
        has((lit) => lit.steps.has(id)),
      );
      element.classList.toggle(
        "f-now",
        has((lit) => lit.now === id),
      );
    }
    for (const [id, elements] of this.#ways) {
      const on = has((lit) => lit.ways.has(id));
      for (const element of elements) element.classList.toggle("f-live", on);
    }
    this.#pulse(calls.map((lit) => lit.now).filter((step) => step !== null));
    for (const disc of this.#discs) disc.remove();
    this.#discs = [];
    const [only] = calls;
    if (only && calls.length === 1)
      for (const [id, turns] of only.steps) this.#number(this.#rows.get(id), turns);
  }

  /** The row of a step. */
  row(step: number): SVGRectElement | undefined {
    return this.#rows.get(step);
  }

  /** A ring on each of these steps. It is no part of the SVG: the compositor pulses it, and nothing is drawn for it. */
  #pulse(steps: readonly number[]): void {
    const there = [...this.#world.querySelectorAll<HTMLElement>(".vl-flow-pulse")];
    for (const ring of there) if (!steps.includes(Number(ring.dataset.on))) ring.remove();
    for (const step of new Set(steps)) {
      const row = this.#rows.get(step);
      if (!row || there.some((ring) => ring.isConnected && Number(ring.dataset.on) === step)) continue;
      const { x, y, width, height } = row;
      const ring = h("div", { class: "vl-flow-pulse", "data-on": step });
      ring.style.left = `${x.baseVal.value}px`;
      ring.style.top = `${y.baseVal.value}px`;
      ring.style.width = `${width.baseVal.value}px`;
      ring.style.height = `${height.baseVal.value}px`;
      this.#world.append(ring);
    }
  }

  /** Number a row on the left edge of its box, where no words are. */
  #number(row: SVGRectElement | undefined, turns: readonly number[]): void {
    if (!row) return;
    const words = turns.slice(0, 2).join(",") + (turns.length > 2 ? "…" : "");
    const wide = Math.max(17, 7 * words.length + 6);
    const right = row.x.baseVal.value + 4;
    const middle = row.y.baseVal.value + row.height.baseVal.value / 2;
    const disc = document.createElementNS(SVG, "rect");
    const place = { x: right - wide, y: middle - 8.5, width: wide, height: 17, rx: 8.5, class: "f-disc" };
    for (const [name, value] of Object.entries(place)) disc.setAttribute(name, String(value));
    const text = document.createElementNS(SVG, "text");
    const at = { x: right - wide / 2, y: middle + 4, "text-anchor": "middle", class: "f-turn" };
    for (const [name, value] of Object.entries(at)) text.setAttribute(name, String(value));
    text.textContent = words;
    row.after(disc, text);
    this.#discs.push(disc, text);
  }
}
