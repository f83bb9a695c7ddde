/** The queues' board: who waits, at which place, since when; take the first, or send one elsewhere. */

import { BoardLink } from "./board_link.ts";
import { holdFocus, keepKeys } from "./board_parts.ts";
import boardCss from "./boards.css";
import { Trouble } from "./credentials.ts";
import { adoptStyles, h, say } from "./dom.ts";
import { type RenderContext, setTrait } from "./host.ts";
import partsCss from "./parts.css";
import { QueueSection } from "./queue_rows.ts";
import { type QueueState, readQueues } from "./queue_state.ts";
import { standing } from "./standing.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";
import { TroubleLine } from "./trouble_line.ts";

interface QueueTraits extends Record<string, unknown> {
  standing: string;
  by: string;
}

function field(name: string, placeholder: string, value: string): HTMLInputElement {
  const input = h("input", { class: "vl-field", "aria-label": name, placeholder, autocomplete: "off" });
  input.value = value;
  return input;
}

function render({ model, el }: RenderContext<QueueTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "parts", partsCss);
  adoptStyles(el, "boards", boardCss);
  let queues: QueueState[] = [];
  const sections = new Map<string, QueueSection>();
  let missing: Trouble | null = null;
  let taking = false;

  const status = h("span", { class: "vl-status vl-soft vl-ellipsis", role: "status" });
  const by = field("Who takes", "alice, or a number", model.get("by"));
  by.addEventListener("change", () => {
    if (setTrait(model, "by", by.value.trim())) model.save_changes();
  });
  const to = field("Where to", "a document, a number, client:bob", "");
  const list = h("div", {});
  const trouble = new TroubleLine(() => {
    missing = null;
    link.dismissTrouble();
  });
  const root = h(
    "div",
    {
      class: "vl vl-card vl-board",
      role: "group",
      "aria-label": "Queues",
      tabindex: -1,
      "data-lm-suppress-shortcuts": "true",
      onkeydown: keepKeys,
    },
    h(
      "div",
      { class: "vl-board-top" },
      h("span", { class: "vl-dot", "aria-hidden": "true" }),
      h("b", {}, "Queues"),
      status,
    ),
    list,
    h("div", { class: "vl-fields" }, h("label", {}, "Who takes", by), h("label", {}, "Where to", to)),
    trouble.root,
  );
  el.append(root);

  /** Where a caller is sent, or who takes one, must be said first. */
  function said(input: HTMLInputElement, message: string, cure: string): string {
    const words = input.value.trim();
    missing = words ? null : new Trouble(message, cure);
    show();
    if (!words) input.focus();
    return words;
  }

  async function take(queue: string): Promise<void> {
    const who = said(
      by,
      "Who takes the call?",
      "Type it into its field: a phone that is open, or a number of the lab.",
    );
    if (!who || taking) return;
    taking = true;
    await link.act("queues", { queue, do: "take", by: who });
    taking = false;
  }

  function dequeue(queue: string, callSid: string): void {
    const where = said(
      to,
      "Where to?",
      "Type it into its field: a document, app:NAME, a phone or a number of the lab.",
    );
    if (where) void link.act("queues", { queue, do: "dequeue", call_sid: callSid, what: where }, true);
  }

  function tick(): void {
    const now = performance.now() / 1000;
    for (const section of sections.values()) section.tick(now);
  }

  function show(): void {
    const held = holdFocus(root);
    const there = new Set(queues.map((queue) => queue.sid));
    for (const [sid, section] of sections) {
      if (there.has(sid)) continue;
      section.root.remove();
      sections.delete(sid);
    }
    for (const queue of queues) {
      let section = sections.get(queue.sid);
      if (!section) {
        section = new QueueSection(queue.name, { take, dequeue });
        sections.set(queue.sid, section);
        list.append(section.root);
      }
      section.show(queue);
    }
    const waiting = queues.reduce((sum, queue) => sum + queue.members.length, 0);
    say(
      status,
      link.waiting ||
        (queues.length ? `${waiting || "nobody"} waiting` : "nobody waits; <Enqueue> makes a queue"),
    );
    root.dataset.status = !link.connected ? "away" : waiting ? "in-progress" : "none";
    trouble.show(missing ?? link.trouble);
    tick();
    held();
  }

  const link: BoardLink = new BoardLink(
    model,
    { calls: [], history: false, envelope: false, queues: true },
    {
      event: (event) => {
        if (event.event !== "queues") return;
        queues = readQueues(event, performance.now() / 1000);
        show();
      },
      changed: () => {
        if (!link.connected) queues = [];
        show();
      },
    },
  );
  const clock = setInterval(tick, 500);
  const unfollow = followTheme(root, () => undefined);
  show();
  return () => {
    clearInterval(clock);
    unfollow();
    link.close();
  };
}

export default standing({ render });
