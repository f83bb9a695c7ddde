/** The queues on their board: one section a queue, one line a caller. They stay the same elements while they are there. */

import { meant, nameOf } from "./board_parts.ts";
import { h, say } from "./dom.ts";
import { duration } from "./duration.ts";
import { departureWords, type QueueState, queueWords, type Waiting } from "./queue_state.ts";

export interface QueueHooks {
  take(queue: string): void;
  dequeue(queue: string, callSid: string): void;
}

/** One who waits. */
class WaitingRow {
  readonly root: HTMLElement;
  readonly #place = h("span", { class: "vl-place" });
  readonly #timer = h("span", { class: "vl-waited" });
  readonly #who: HTMLElement;
  #since: number;

  constructor(member: Waiting, dequeue: () => void) {
    this.#since = member.since;
    const name = nameOf(member.address);
    const button = h("button", { type: "button", onclick: meant(dequeue) }, "Dequeue");
    this.#who = h(
      "div",
      { class: "vl-person", role: "group", "aria-label": name, tabindex: -1 },
      this.#place,
      h("b", { class: "vl-ellipsis", title: member.address }, name),
      this.#timer,
      h("span", { class: "vl-buttons" }, button),
    );
    this.root = h("li", {}, this.#who);
  }

  show(member: Waiting): void {
    this.#since = member.since;
    say(this.#place, String(member.position));
  }

  tick(now: number): void {
    say(this.#timer, duration(now - this.#since));
  }

  /** Take the keyboard, not with a button: Enter pressed once more must do nothing to somebody else. */
  focus(): void {
    this.#who.focus({ preventScroll: true });
  }
}

export class QueueSection {
  readonly root: HTMLElement;
  readonly #words = h("span", { class: "vl-soft" });
  readonly #take: HTMLButtonElement;
  readonly #list = h("ol", { class: "vl-people" });
  readonly #last = h("p", { class: "vl-ending vl-soft", hidden: true });
  readonly #rows = new Map<string, WaitingRow>();

  constructor(
    private readonly name: string,
    private readonly hooks: QueueHooks,
  ) {
    this.#take = h(
      "button",
      { type: "button", class: "vl-go", onclick: meant(() => hooks.take(name)) },
      "Take",
    );
    this.root = h(
      "section",
      { "aria-label": `Queue ${name}` },
      h(
        "div",
        { class: "vl-queue-top" },
        h("b", { class: "vl-ellipsis", title: name }, name),
        this.#words,
        this.#take,
      ),
      this.#list,
      this.#last,
    );
  }

  show(queue: QueueState): void {
    say(this.#words, queueWords(queue));
    this.#take.disabled = !queue.members.length;
    this.#last.hidden = !queue.last;
    say(this.#last, queue.last ? departureWords(queue.last) : "");
    const order = queue.members.map((member) => member.callSid);
    let next: WaitingRow | undefined;
    for (const [sid, row] of [...this.#rows].reverse()) {
      if (order.includes(sid)) {
        next = row;
        continue;
      }
      const focused = row.root.contains(document.activeElement);
      row.root.remove();
      this.#rows.delete(sid);
      if (focused) (next ?? [...this.#rows.values()].at(-1))?.focus();
    }
    queue.members.forEach((member, index) => {
      let row = this.#rows.get(member.callSid);
      if (!row) {
        row = new WaitingRow(member, () => this.hooks.dequeue(this.name, member.callSid));
        this.#rows.set(member.callSid, row);
      }
      row.show(member);
      if (this.#list.children[index] !== row.root)
        this.#list.insertBefore(row.root, this.#list.children[index] ?? null);
    });
  }

  tick(now: number): void {
    for (const row of this.#rows.values()) row.tick(now);
  }
}
