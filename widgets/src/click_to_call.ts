/** Click-to-call: one button; the lab rings the agent, then the customer; the page watches both calls. */

import { BoardLink } from "./board_link.ts";
import { keepKeys, meant, nameOf } from "./board_parts.ts";
import boardCss from "./boards.css";
import { ClickedCall, clickWords } from "./clicked_call.ts";
import { adoptStyles, h, icon, say } from "./dom.ts";
import { type RenderContext, readMessage, setTrait } from "./host.ts";
import { HANDSET } from "./icons.ts";
import type { Watch } from "./observe.ts";
import partsCss from "./parts.css";
import { standing } from "./standing.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";
import { TroubleLine } from "./trouble_line.ts";

interface ClickTraits extends Record<string, unknown> {
  standing: string;
  customer: string;
  agent: string;
  call_sid: string;
  status: string;
}

/** The agent's call, and the customer's that it dials. */
const watching = (call: ClickedCall | null): Watch => ({
  calls: call ? [call.sid] : [],
  history: call !== null,
  envelope: false,
  dialled: true,
});

function render({ model, el }: RenderContext<ClickTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "parts", partsCss);
  adoptStyles(el, "boards", boardCss);
  const customer = nameOf(model.get("customer"));
  const agent = nameOf(model.get("agent"));
  // A page that was reloaded finds the call that the one before it had placed.
  let call = ["queued", "ringing", "in-progress"].includes(model.get("status"))
    ? new ClickedCall(model.get("call_sid"))
    : null;
  let asking = false;
  let endingIt = false;
  let byKeyboard = false;
  let wanted = false;

  const button = h(
    "button",
    { type: "button", class: "vl-go vl-click", onclick: meant(() => void click()) },
    icon(HANDSET),
    `Call ${customer}`,
  );
  const hangUp = h(
    "button",
    { type: "button", class: "vl-stop", hidden: true, onclick: meant(() => void end()) },
    "Hang up",
  );
  const dot = h("span", { class: "vl-dot", "aria-hidden": "true" });
  const status = h("span", { class: "vl-status vl-soft", role: "status" });
  const trouble = new TroubleLine(() => link.dismissTrouble());
  const root = h(
    "div",
    {
      class: "vl vl-card vl-board",
      role: "group",
      "aria-label": `Click to call ${customer}`,
      "data-lm-suppress-shortcuts": "true",
      onkeydown: keepKeys,
    },
    h(
      "div",
      { class: "vl-board-top vl-click-top" },
      h("span", { class: "vl-click-buttons" }, button, hangUp),
      dot,
      status,
    ),
    trouble.root,
  );
  el.append(root);

  async function click(): Promise<void> {
    if (asking || (call && !call.over)) return;
    asking = true;
    byKeyboard = document.activeElement === button;
    show();
    const placed = await link.act("click-to-call", {});
    asking = false;
    if (placed) {
      call = new ClickedCall(String(placed.sid));
      link.look(watching(call));
    }
    show();
  }

  async function end(): Promise<void> {
    if (!call || call.over || endingIt) return;
    endingIt = true;
    show();
    await link.act(`click-to-call/${encodeURIComponent(call.sid)}/hang-up`, {});
    endingIt = false;
    show();
  }

  function show(): void {
    const busy = asking || (call !== null && !call.over);
    button.disabled = busy || !link.connected;
    const live = call !== null && !call.over;
    const focused = document.activeElement;
    hangUp.hidden = !live;
    hangUp.disabled = !link.connected;
    // Whoever works by keyboard goes on with the button that is of use now.
    if (live && byKeyboard) {
      hangUp.focus({ preventScroll: true });
      byKeyboard = false;
    } else if (!live && focused === hangUp) button.focus({ preventScroll: true });
    root.dataset.status = !link.connected
      ? "away"
      : call?.talking
        ? "in-progress"
        : asking || live
          ? "init"
          : "none";
    say(
      status,
      asking
        ? "asking the lab"
        : live && link.waiting
          ? link.waiting
          : call
            ? clickWords(call, agent, customer)
            : link.waiting || `${agent} rings first`,
    );
    trouble.show(link.trouble);
    const changed = [
      setTrait(model, "call_sid", call?.sid ?? ""),
      setTrait(model, "status", call?.agentStatus ?? ""),
    ];
    if (changed.includes(true)) model.save_changes();
  }

  const link: BoardLink = new BoardLink(model, watching(call), {
    event: (event) => {
      if (call?.hear(event)) show();
    },
    changed: () => {
      if (wanted && link.connected) {
        wanted = false;
        void click();
      }
      show();
    },
  });
  const hear = (content: unknown) => {
    const asked = readMessage(content)?.type;
    if (asked === "moved") call?.lost();
    if (asked === "hang-up") {
      wanted = false;
      void end();
    }
    if (asked !== "click") return;
    if (link.connected) void click();
    else wanted = true;
  };
  model.on("msg:custom", hear);
  const unfollow = followTheme(root, () => undefined);
  show();
  return () => {
    model.off("msg:custom", hear);
    unfollow();
    link.close();
  };
}

export default standing({ render });
