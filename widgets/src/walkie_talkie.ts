/** A walkie-talkie: a phone in a conference that is muted unless its button, or the space bar, is held. */

import { BoardLink } from "./board_link.ts";
import { meant, nameOf } from "./board_parts.ts";
import boardCss from "./boards.css";
import { adoptStyles, h } from "./dom.ts";
import { type AnyModel, type RenderContext, setTrait } from "./host.ts";
import { KeptPhone, OnePerModel, type PhoneTraits } from "./kept_phone.ts";
import partsCss from "./parts.css";
import phoneCss from "./phone.css";
import { PhoneHead } from "./phone_head.ts";
import type { PhoneLine } from "./phone_line.ts";
import { voiceRemedies } from "./phone_remedies.ts";
import { PhoneSay } from "./phone_say.ts";
import { complaint, isLive } from "./phone_state.ts";
import { EMPTY, personWords, readRoom } from "./room.ts";
import { standing } from "./standing.ts";
import { TalkButton } from "./talk_button.ts";
import { Talkers } from "./talkers.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";
import { TroubleLine } from "./trouble_line.ts";
import walkieCss from "./walkie_talkie.css";

interface WalkieTraits extends PhoneTraits {
  channel: string;
  room: string;
  talking: boolean;
}

/** What the phone dials: a conference begins with its second party, without beeps and without music. */
export function channelDocument(room: string): string {
  const name = room.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<Response><Dial><Conference beep="false" waitUrl="">${name}</Conference></Dial></Response>`;
}

class Walkie {
  readonly phone: KeptPhone;
  talking = false;

  constructor(readonly model: AnyModel<WalkieTraits>) {
    this.phone = new KeptPhone(model, {
      startsMuted: true,
      party: () => `channel ${model.get("channel")}`,
      hear: (message) => {
        if (message.type === "join") this.join();
        else if (message.type === "talk") this.talk(message.talking === true);
      },
      tell: () => [setTrait(model, "talking", this.talking)],
    });
    this.line.subscribe(() => this.#follow());
  }

  get line(): PhoneLine {
    return this.phone.line;
  }

  close(): void {
    this.phone.close();
  }

  join(): void {
    void this.line.dial(channelDocument(this.model.get("room")));
  }

  talk(talking: boolean): void {
    this.talking = talking;
    this.#follow();
  }

  /** It is mute whenever nobody holds the button, also at the moment of its answer. */
  #follow(): void {
    const { status, muted } = this.line.state;
    if (status !== "in-call") this.talking = false;
    if (status === "in-call" && muted === this.talking) this.line.mute(!this.talking);
    this.phone.tell();
  }
}

const STILL: FocusOptions = { preventScroll: true };
const usable = (button: HTMLButtonElement): boolean => !button.hidden && !button.disabled;

const walkies = new OnePerModel((model) => new Walkie(model));

const STATES: Record<string, string> = {
  closed: "not connected",
  connecting: "connecting",
  failed: "not connected",
  ready: "off the air",
  calling: "going on the air",
  ringing: "going on the air",
  incoming: "off the air",
  reconnecting: "connecting again",
};

function render({ model, el }: RenderContext<WalkieTraits>): () => void {
  const styles = { tokens: tokensCss, parts: partsCss, phone: phoneCss, boards: boardCss, walkie: walkieCss };
  for (const [name, css] of Object.entries(styles)) adoptStyles(el, name, css);
  const walkie = walkies.of(model);
  const line = walkie.line;
  const name = model.get("room");
  let room = EMPTY;
  let waits = false;

  const head = new PhoneHead(line, model.get("identity"), true);
  const typed = new PhoneSay(line);
  const talk = new TalkButton((talking) => walkie.talk(talking));
  const join = h("button", { type: "button", class: "vl-go", onclick: meant(() => walkie.join()) }, "Join");
  const leave = h(
    "button",
    { type: "button", class: "vl-stop", onclick: meant(() => line.hangUp()) },
    "Leave",
  );
  const list = h("ul", { class: "vl-people", "aria-label": "On the channel" });
  const trouble = new TroubleLine(() => line.dismissTrouble());
  const root = h(
    "div",
    {
      class: "vl vl-card vl-phone vl-walkie",
      role: "group",
      "aria-label": `Walkie-talkie ${model.get("identity")}`,
      tabindex: "-1",
      "data-lm-suppress-shortcuts": "true",
      onkeydown: (event: KeyboardEvent) => key(event),
      onkeyup: (event: KeyboardEvent) => talk.keyUp(event),
    },
    head.root,
    talk.root,
    typed.root,
    list,
    h("div", { class: "vl-actions" }, join, leave),
    trouble.root,
    head.settings.root,
  );
  root.addEventListener("pointerdown", (event) => {
    waits = false;
    if (!(event.target as Element).closest("button, input, select")) root.focus({ preventScroll: true });
  });
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) talk.release();
  });
  el.append(root);

  function key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (head.settings.dismiss()) event.preventDefault();
    } else if (!(event.target as Element).closest("input, select, .vl-actions button, .vl-icon")) {
      talk.keyDown(event);
    }
  }

  function show(): void {
    const state = line.state;
    const live = isLive(state);
    const on = state.status === "in-call";
    root.dataset.status = state.status;
    const channel = `channel ${model.get("channel")}`;
    const words = on ? (walkie.talking ? "talking" : "listening") : state.waiting || STATES[state.status];
    head.show(`${channel} · ${words}`);
    const focused = document.activeElement;
    join.hidden = live;
    join.disabled = state.status !== "ready";
    leave.hidden = !live;
    typed.show();
    talk.show(on, walkie.talking);
    // The keyboard goes on with what is of use now; until there is something, it waits on the whole.
    const lost = focused instanceof HTMLButtonElement && root.contains(focused) && !usable(focused);
    if (lost || (waits && focused === root)) {
      const next = usable(talk.root) ? talk.root : usable(join) ? join : root;
      waits = next === root;
      next.focus(STILL);
    }
    trouble.show(complaint(state), voiceRemedies(line));
    const now = performance.now();
    list.replaceChildren(
      ...room.people.map((person) => {
        const talks = talkers.talks(person.callSid, now);
        const own = person.callSid === state.callSid ? " (you)" : "";
        return h(
          "li",
          { class: talks ? "vl-talks" : "" },
          h("span", { class: "vl-ring", "aria-hidden": "true" }),
          h("span", { class: "vl-ellipsis" }, `${nameOf(person.address)}${own}`),
          h("span", { class: "vl-soft" }, personWords(person)),
          ...(talks ? [h("span", { class: "vl-chip" }, "talking")] : []),
        );
      }),
    );
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
          // Sixteen times a second: the picture changes when somebody begins or ends to talk.
          talkers.hear(event.levels as Record<string, unknown>, performance.now());
          return;
        }
        show();
      },
      changed: () => {
        if (!link.connected) room = EMPTY;
        show();
      },
    },
  );
  // Whoever looks away does not talk on.
  const away = new AbortController();
  const { signal } = away;
  addEventListener("blur", () => talk.release(), { signal });
  document.addEventListener("visibilitychange", () => document.hidden && talk.release(), { signal });
  const stops = [line.subscribe(show), followTheme(root, () => undefined), () => away.abort()];
  walkie.phone.enter();
  show();
  return () => {
    for (const stop of stops) stop();
    talk.release();
    talkers.close();
    head.settings.close();
    link.close();
    walkie.phone.leave();
  };
}

export default standing({ initialize: walkies.initialize, render });
