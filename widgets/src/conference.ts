/** A conference's board: who is there, who is talking; mute, hold, kick, announce, end. */

import { BoardLink } from "./board_link.ts";
import { holdFocus, keepKeys, meant, nameOf } from "./board_parts.ts";
import boardCss from "./boards.css";
import { adoptStyles, h, put, say } from "./dom.ts";
import type { RenderContext } from "./host.ts";
import partsCss from "./parts.css";
import { EMPTY, endingWords, type Person, personWords, readRoom, roomWords } from "./room.ts";
import { standing } from "./standing.ts";
import { Talkers } from "./talkers.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";
import { TroubleLine } from "./trouble_line.ts";

interface ConferenceTraits extends Record<string, unknown> {
  standing: string;
  name: string;
}

type Act = (fields: { do: string; call_sid?: string; what?: string }) => Promise<boolean>;

/** How long the line of somebody who has left stays: long enough to be read, and no other line jumps under a hand. */
const LEAVING_MS = 1600;

/** One person's line. It stays the same element while they are there, so that the focus stays where it was. */
class PersonRow {
  readonly root: HTMLElement;
  readonly #words = h("span", { class: "vl-soft" });
  readonly #talking = h("span", { class: "vl-chip", hidden: true }, "talking");
  readonly #mute: HTMLButtonElement;
  readonly #hold: HTMLButtonElement;
  readonly #kick: HTMLButtonElement;
  readonly #who: HTMLElement;
  #person: Person;
  /** What the lab was asked last, and whether it has answered. */
  #asked = "";
  #asking = false;

  constructor(person: Person, act: Act) {
    this.#person = person;
    const ask = async (doing: string) => {
      if (this.#asking) return;
      this.#asking = true;
      this.#asked = doing;
      await act({ do: doing, call_sid: this.#person.callSid });
      this.#asking = false;
    };
    const button = (words: string, doing: () => string) =>
      h("button", { type: "button", onclick: meant(() => void ask(doing())) }, words);
    this.#mute = button("Mute", () => (this.#person.muted ? "unmute" : "mute"));
    this.#hold = button("Hold", () => (this.#person.hold ? "unhold" : "hold"));
    this.#kick = button("Kick", () => "kick");
    const name = nameOf(person.address);
    this.#who = h(
      "div",
      { class: "vl-person", role: "group", "aria-label": name, tabindex: -1 },
      h("span", { class: "vl-ring", "aria-hidden": "true" }),
      h("b", { class: "vl-ellipsis", title: person.address }, name),
      this.#talking,
      this.#words,
      h("span", { class: "vl-buttons" }, this.#mute, this.#hold, this.#kick),
    );
    this.root = h("li", {}, this.#who);
  }

  get gone(): boolean {
    return this.root.classList.contains("vl-gone");
  }

  /** Take the keyboard, not with a button: Enter pressed once more must do nothing to somebody else. */
  focus(): void {
    this.#who.focus({ preventScroll: true });
  }

  /** Say for a moment that they have left. */
  leave(then: () => void): void {
    this.root.classList.add("vl-gone");
    this.root.classList.remove("vl-talks");
    this.#talking.hidden = true;
    say(this.#words, this.#asked === "kick" ? "was kicked" : "has left");
    for (const button of [this.#mute, this.#hold, this.#kick]) button.disabled = true;
    setTimeout(then, LEAVING_MS);
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
  const act: Act = async (fields) => {
    const leaving = fields.do !== "announce";
    return (await link.act("conferences", { conference: name, ...fields }, leaving)) !== null;
  };
  const end = h(
    "button",
    { type: "button", class: "vl-stop", onclick: meant(() => void act({ do: "end" })) },
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
      tabindex: -1,
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
    const held = holdFocus(root);
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
      const focused = row.root.contains(document.activeElement);
      const remove = () => {
        row.root.remove();
        if (rows.get(sid) === row) rows.delete(sid);
      };
      if (!here) remove();
      else if (!row.gone) row.leave(remove);
      if (focused && here) neighbour(row)?.focus();
    }
    for (const person of room.people) {
      let row = rows.get(person.callSid);
      if (!row || row.gone) {
        row?.root.remove(); // they are back
        row = new PersonRow(person, act);
        rows.set(person.callSid, row);
        list.append(row.root);
      }
      const talks = !person.muted && !person.hold && talkers.talks(person.callSid, now);
      row.show(person, talkers.levels.get(person.callSid) ?? 0, talks);
    }
    held();
  }

  /** The next who is still there, else the one before. */
  function neighbour(row: PersonRow): PersonRow | undefined {
    const all = [...rows.values()];
    const at = all.indexOf(row);
    return [...all.slice(at + 1), ...all.slice(0, at).reverse()].find((one) => !one.gone);
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

export default standing({ render });
