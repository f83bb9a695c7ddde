/** The queues' board: who waits, at which place, since when; take the first, or send one elsewhere. */

import { BoardLink } from "./board_link.ts";
import { keepKeys, nameOf } from "./board_parts.ts";
import boardCss from "./boards.css";
import { adoptStyles, h, say } from "./dom.ts";
import { duration } from "./duration.ts";
import { type RenderContext, setTrait } from "./host.ts";
import partsCss from "./parts.css";
import { departureWords, type QueueState, queueWords, readQueues } from "./queue_state.ts";
import { withPicture } from "./standing.ts";
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
  let waits: { since: number; timer: HTMLElement }[] = [];

  const status = h("span", { class: "vl-status vl-soft vl-ellipsis", role: "status" });
  const by = field("Who takes", "alice, or a number", model.get("by"));
  by.addEventListener("change", () => {
    if (setTrait(model, "by", by.value.trim())) model.save_changes();
  });
  const to = field("Where to", "a document, a number, client:bob", "");
  const list = h("div", {});
  const trouble = new TroubleLine(() => link.dismissTrouble());
  const root = h(
    "div",
    {
      class: "vl vl-card vl-board",
      role: "group",
      "aria-label": "Queues",
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

  const act = (fields: Record<string, string>) => void link.act("queues", fields);

  function queueView(queue: QueueState): HTMLElement {
    const members = queue.members.map((member) => {
      const timer = h("span", { class: "vl-waited" });
      waits.push({ since: member.since, timer });
      const name = nameOf(member.address);
      return h(
        "li",
        {},
        h(
          "div",
          { class: "vl-person", role: "group", "aria-label": name },
          h("span", { class: "vl-place" }, String(member.position)),
          h("b", { class: "vl-ellipsis", title: member.address }, name),
          timer,
          h(
            "span",
            { class: "vl-buttons" },
            h(
              "button",
              {
                type: "button",
                "data-key": `dequeue ${member.callSid}`,
                onclick: () => {
                  if (!to.value.trim()) return to.focus();
                  act({ queue: queue.name, do: "dequeue", call_sid: member.callSid, what: to.value.trim() });
                },
              },
              "Dequeue",
            ),
          ),
        ),
      );
    });
    const take = h(
      "button",
      {
        type: "button",
        class: "vl-go",
        "data-key": `take ${queue.sid}`,
        onclick: () => act({ queue: queue.name, do: "take", by: by.value.trim() }),
      },
      "Take",
    );
    take.disabled = !queue.members.length;
    return h(
      "section",
      { "aria-label": `Queue ${queue.name}` },
      h(
        "div",
        { class: "vl-queue-top" },
        h("b", { class: "vl-ellipsis" }, queue.name),
        h("span", { class: "vl-soft" }, queueWords(queue)),
        take,
      ),
      h("ol", { class: "vl-people" }, ...members),
      ...(queue.last ? [h("p", { class: "vl-ending vl-soft" }, departureWords(queue.last))] : []),
    );
  }

  function tick(): void {
    const now = performance.now() / 1000;
    for (const { since, timer } of waits) say(timer, duration(now - since));
  }

  function layOut(): void {
    const key = (document.activeElement as HTMLElement | null)?.dataset?.key;
    const focused = key && list.contains(document.activeElement) ? key : null;
    waits = [];
    list.replaceChildren(...queues.map(queueView));
    if (focused) {
      const again = list.querySelector<HTMLButtonElement>(`[data-key="${focused}"]:enabled`);
      (again ?? by).focus({ preventScroll: true });
    }
    show();
  }

  function show(): void {
    const waiting = queues.reduce((sum, queue) => sum + queue.members.length, 0);
    say(
      status,
      link.waiting ||
        (queues.length ? `${waiting || "nobody"} waiting` : "nobody waits; <Enqueue> makes a queue"),
    );
    root.dataset.status = !link.connected ? "away" : waiting ? "in-progress" : "none";
    trouble.show(link.trouble);
    tick();
  }

  const link: BoardLink = new BoardLink(
    model,
    { calls: [], history: false, envelope: false, queues: true },
    {
      event: (event) => {
        if (event.event !== "queues") return;
        queues = readQueues(event, performance.now() / 1000);
        layOut();
      },
      changed: () => {
        if (!link.connected && queues.length) {
          queues = [];
          layOut();
        }
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

export default { render: withPicture(render) };
