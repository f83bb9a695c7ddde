/** A conference's board: who is there, who is talking; mute, hold, kick, announce, end. */

import { BoardLink } from "./board_link.ts";
import { keepKeys, nameOf } from "./board_parts.ts";
import boardCss from "./boards.css";
import { adoptStyles, h, put, say } from "./dom.ts";
import type { RenderContext } from "./host.ts";
import partsCss from "./parts.css";
import { EMPTY, endingWords, type Person, personWords, readRoom, roomWords } from "./room.ts";
import { withPicture } from "./standing.ts";
import { Talkers } from "./talkers.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";
import { TroubleLine } from "./trouble_line.ts";

interface ConferenceTraits extends Record<string, unknown> {
  standing: string;
  name: string;
}

type Act = (fields: { do: string; call_sid?: string; what?: string }) => Promise<boolean>;

/** One person's line. It stays the same element while they are there, so that the focus stays where it was. */
class PersonRow {
  readonly root: HTMLElement;
  readonly #words = h("span", { class: "vl-soft" });
  readonly #talking = h("span", { class: "vl-chip", hidden: true }, "talking");
  readonly #mute: HTMLButtonElement;
  readonly #hold: HTMLButtonElement;
  readonly #kick: HTMLButtonElement;
  #person: Person;

  constructor(person: Person, act: Act) {
    this.#person = person;
    const button = (words: string, doing: () => string) =>
      h(
        "button",
        { type: "button", onclick: () => void act({ do: doing(), call_sid: this.#person.callSid }) },
        words,
      );
    this.#mute = button("Mute", () => (this.#person.muted ? "unmute" : "mute"));
    this.#hold = button("Hold", () => (this.#person.hold ? "unhold" : "hold"));
    this.#kick = button("Kick", () => "kick");
    const name = nameOf(person.address);
    this.root = h(
      "li",
      {},
      h(
        "div",
        { class: "vl-person", role: "group", "aria-label": name },
        h("span", { class: "vl-ring", "aria-hidden": "true" }),
        h("b", { class: "vl-ellipsis", title: person.address }, name),
        this.#talking,
        this.#words,
        h("span", { class: "vl-buttons" }, this.#mute, this.#hold, this.#kick),
      ),
    );
  }

  show(person: Person, level: number, talks: boolean): void {
    this.#person = person;
    const here = person.status === "connected";
    say(this.#words, personWords(person));
    say(this.#mute, person.muted ? "Unmute" : "Mute");
    put(this.#mute, "aria-pressed", String(person.muted));
    say(this.#hold, person.hold ? "Unhold" : "Hold");
    put(this.#hold, "aria-pressed", String(person.hold));
    for (const button of [this.#mute, this.#hold, this.#kick]) button.disabled = !here;
    this.#talking.hidden = !talks;
    this.root.classList.toggle("vl-talks", talks);
    this.root.style.setProperty("--vl-level", (talks ? Math.min(1, level ** 0.5) : 0).toFixed(2));
  }
}

function render({ model, el }: RenderContext<ConferenceTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "parts", partsCss);
  adoptStyles(el, "boards", boardCss);
  const name = model.get("name");
  const rows = new Map<string, PersonRow>();
  let room = EMPTY;

  const dot = h("span", { class: "vl-dot", "aria-hidden": "true" });
  const status = h("span", { class: "vl-status vl-soft vl-ellipsis", role: "status" });
  const list = h("ul", { class: "vl-people", "aria-label": "Participants" });
  const ending = h("p", { class: "vl-ending vl-soft", hidden: true });
  const act: Act = async (fields) =>
    (await link.act("conferences", { conference: name, ...fields })) !== null;
  const end = h(
    "button",
    { type: "button", class: "vl-stop", onclick: () => void act({ do: "end" }) },
    "End",
  );
  const words = h("input", {
    class: "vl-field",
    "aria-label": "What to announce",
    placeholder: "a text, or a document's name",
    maxlength: 2000,
    autocomplete: "off",
    oninput: () => show(),
  });
  const announce = h("button", { type: "submit" }, "Announce");
  const form = h(
    "form",
    {
      class: "vl-line-of",
      onsubmit: async (event: Event) => {
        event.preventDefault();
        if (await act({ do: "announce", what: words.value.trim() })) words.value = "";
        show();
      },
    },
    words,
    announce,
  );
  const trouble = new TroubleLine(() => link.dismissTrouble());
  const root = h(
    "div",
    {
      class: "vl vl-card vl-board",
      role: "group",
      "aria-label": `Conference ${name}`,
      "data-lm-suppress-shortcuts": "true",
      onkeydown: keepKeys,
    },
    h(
      "div",
      { class: "vl-board-top" },
      dot,
      h("b", { class: "vl-ellipsis", title: name }, name),
      status,
      end,
    ),
    list,
    ending,
    form,
    trouble.root,
  );
  el.append(root);

  function show(): void {
    const here = room.people.length > 0;
    say(status, link.waiting || roomWords(room));
    ending.hidden = here || !room.last;
    say(ending, room.last ? endingWords(room.last) : "");
    root.dataset.status = link.connected ? room.status : "away";
    end.disabled = !here || !link.connected;
    words.disabled = !here;
    announce.disabled = !here || !link.connected || !words.value.trim();
    trouble.show(link.trouble);
    const now = performance.now();
    const sids = new Set(room.people.map((one) => one.callSid));
    for (const [sid, row] of rows) {
      if (sids.has(sid)) continue;
      if (row.root.contains(document.activeElement))
        root.querySelector<HTMLElement>("button:enabled")?.focus();
      row.root.remove();
      rows.delete(sid);
    }
    for (const person of room.people) {
      let row = rows.get(person.callSid);
      if (!row) {
        row = new PersonRow(person, act);
        rows.set(person.callSid, row);
        list.append(row.root);
      }
      const talks = !person.muted && !person.hold && talkers.talks(person.callSid, now);
      row.show(person, talkers.levels.get(person.callSid) ?? 0, talks);
    }
  }

  const talkers = new Talkers(() => show());
  const link: BoardLink = new BoardLink(
    model,
    { calls: [], history: false, envelope: false, conferences: [name] },
    {
      event: (event) => {
        if (event.conference !== name) return;
        if (event.event === "conference") room = readRoom(event);
        else if (event.event === "levels") {
          talkers.hear(event.levels as Record<string, unknown>, performance.now());
        }
        show();
      },
      changed: () => {
        if (!link.connected) room = EMPTY;
        show();
      },
    },
  );
  const unfollow = followTheme(root, () => undefined);
  show();
  return () => {
    unfollow();
    talkers.close();
    link.close();
  };
}

export default { render: withPicture(render) };
