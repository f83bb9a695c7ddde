/** A walkie-talkie: a phone in a conference that is muted unless its button, or the space bar, is held. */

import { BoardLink } from "./board_link.ts";
import { nameOf, TroubleLine } from "./board_parts.ts";
import boardCss from "./boards.css";
import { askKernel } from "./credentials.ts";
import { adoptStyles, h, icon, say } from "./dom.ts";
import { type AnyModel, type RenderContext, readMessage, setTrait } from "./host.ts";
import { GEAR } from "./icons.ts";
import partsCss from "./parts.css";
import phoneCss from "./phone.css";
import { PhoneLine } from "./phone_line.ts";
import { PhoneSay } from "./phone_say.ts";
import { PhoneSettings } from "./phone_settings.ts";
import { isLive } from "./phone_state.ts";
import { onPageGone } from "./reload.ts";
import { EMPTY, personWords, readRoom } from "./room.ts";
import { withPicture } from "./standing.ts";
import { TalkButton } from "./talk_button.ts";
import { Talkers } from "./talkers.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";
import { readChoice } from "./transport.ts";
import walkieCss from "./walkie_talkie.css";

interface WalkieTraits extends Record<string, unknown> {
  standing: string;
  identity: string;
  channel: string;
  room: string;
  voice: string;
  status: string;
  call_sid: string;
  transport: string;
  transport_choice: string;
  muted: boolean;
  error: string;
  talking: boolean;
}

/** What the phone dials: a conference begins with its second party, without beeps and without music. */
export function channelDocument(room: string): string {
  const name = room.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<Response><Dial><Conference beep="false" waitUrl="">${name}</Conference></Dial></Response>`;
}

class Walkie {
  readonly line: PhoneLine;
  talking = false;
  readonly #unfollow: () => void;
  #recording: ((bytes: ArrayBuffer) => void) | null = null;
  #views = 0;

  constructor(readonly model: AnyModel<WalkieTraits>) {
    this.line = new PhoneLine({
      credentials: (slow, signal) => askKernel(model, slow, signal),
      now: () => performance.now() / 1000,
      transport: () => readChoice(model.get("transport_choice")),
    });
    this.#unfollow = onPageGone(
      () => this.line.stop(),
      () => {
        if (this.#views > 0) void this.line.start();
      },
    );
    this.line.subscribe(() => this.#follow());
    model.on("msg:custom", this.#hear);
    const voice = model.get("voice");
    this.line.speakBy(voice === "silence" || voice === "typed" || voice === "wav" ? voice : "microphone");
    if (voice === "wav") {
      this.#recording = (bytes) => {
        this.line.voice.recording = bytes;
      };
      model.send({ type: "recording" });
    }
  }

  enter(): void {
    this.#views += 1;
    if (this.#views === 1) void this.line.start();
  }

  leave(): void {
    this.#views -= 1;
    if (this.#views === 0) this.line.stop();
  }

  close(): void {
    this.#unfollow();
    this.model.off("msg:custom", this.#hear);
    this.line.stop();
  }

  join(): void {
    void this.line.dial(channelDocument(this.model.get("room")));
  }

  talk(talking: boolean): void {
    this.talking = talking && this.line.state.status === "in-call";
    this.line.mute(!this.talking);
    this.#follow();
  }

  /** It is mute whenever nobody holds the button, also at the moment of its answer. */
  #follow(): void {
    const { status, callSid, transport, muted, trouble } = this.line.state;
    if (status !== "in-call") this.talking = false;
    if (status === "in-call" && muted === this.talking) this.line.mute(!this.talking);
    const told = [
      setTrait(this.model, "status", status),
      setTrait(this.model, "call_sid", callSid),
      setTrait(this.model, "transport", transport),
      setTrait(this.model, "muted", muted),
      setTrait(this.model, "talking", this.talking),
      setTrait(this.model, "error", trouble ? `${trouble.message} ${trouble.cure}`.trim() : ""),
    ];
    if (told.includes(true)) this.model.save_changes();
  }

  readonly #hear = (content: unknown, buffers: DataView[]) => {
    const message = readMessage(content);
    switch (message?.type) {
      case "join":
        this.join();
        break;
      case "hang-up":
        this.line.hangUp();
        break;
      case "talk":
        this.talk(message.talking === true);
        break;
      case "say":
        this.line.say(String(message.text ?? ""));
        break;
      case "recording": {
        const view = buffers[0];
        if (view)
          this.#recording?.(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer);
        break;
      }
      case "moved":
        if (this.#views > 0) void this.line.start();
        break;
    }
  };
}

const walkies = new WeakMap<AnyModel<WalkieTraits>, Walkie>();

function walkieOf(model: AnyModel<WalkieTraits>): Walkie {
  let walkie = walkies.get(model);
  if (!walkie) {
    walkie = new Walkie(model);
    walkies.set(model, walkie);
  }
  return walkie;
}

function initialize({ model }: { model: AnyModel<WalkieTraits> }): () => void {
  const walkie = walkieOf(model);
  return () => walkie.close();
}

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
  const walkie = walkieOf(model);
  const line = walkie.line;
  const name = model.get("room");
  let room = EMPTY;

  const status = h("span", { class: "vl-status vl-soft vl-ellipsis", role: "status" });
  const gear = h(
    "button",
    {
      type: "button",
      class: "vl-icon",
      "aria-label": "Settings",
      "aria-expanded": "false",
      title: "Settings",
    },
    icon(GEAR),
  );
  const settings = new PhoneSettings(line);
  settings.openedBy(gear);
  const typed = new PhoneSay(line);
  const talk = new TalkButton((talking) => walkie.talk(talking));
  const join = h("button", { type: "button", class: "vl-go", onclick: () => walkie.join() }, "Join");
  const leave = h("button", { type: "button", class: "vl-stop", onclick: () => line.hangUp() }, "Leave");
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
    h(
      "div",
      { class: "vl-phone-top" },
      h("span", { class: "vl-dot", "aria-hidden": "true" }),
      h("span", { class: "vl-name vl-ellipsis", title: model.get("identity") }, model.get("identity")),
      status,
      gear,
    ),
    talk.root,
    typed.root,
    list,
    h("div", { class: "vl-actions" }, join, leave),
    trouble.root,
    settings.root,
  );
  root.addEventListener("pointerdown", (event) => {
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
      if (settings.dismiss()) event.preventDefault();
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
    say(status, `${channel} · ${words}`);
    status.title = status.textContent ?? "";
    const focused = document.activeElement;
    join.hidden = live;
    join.disabled = state.status !== "ready";
    leave.hidden = !live;
    if (focused === join && join.hidden) talk.root.focus({ preventScroll: true });
    if (focused === leave && leave.hidden) join.focus({ preventScroll: true });
    typed.show();
    talk.show(on, walkie.talking);
    trouble.show(state.trouble);
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
  const stops = [line.subscribe(show), followTheme(root, () => undefined)];
  walkie.enter();
  show();
  return () => {
    for (const stop of stops) stop();
    talk.release();
    talkers.close();
    settings.close();
    link.close();
    walkie.leave();
  };
}

export default { initialize, render: withPicture(render) };
