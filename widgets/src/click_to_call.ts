/** Click-to-call: one button; the lab rings the agent, then the customer; the page watches both calls. */

import { BoardLink } from "./board_link.ts";
import { keepKeys, nameOf, TroubleLine } from "./board_parts.ts";
import boardCss from "./boards.css";
import { ClickedCall, clickWords } from "./clicked_call.ts";
import { adoptStyles, h, icon, say } from "./dom.ts";
import { type RenderContext, readMessage, setTrait } from "./host.ts";
import { HANDSET } from "./icons.ts";
import partsCss from "./parts.css";
import { withPicture } from "./standing.ts";
import { followTheme } from "./theme.ts";
import tokensCss from "./tokens.css";

interface ClickTraits extends Record<string, unknown> {
  standing: string;
  customer: string;
  agent: string;
  call_sid: string;
  status: string;
}

function render({ model, el }: RenderContext<ClickTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "parts", partsCss);
  adoptStyles(el, "boards", boardCss);
  const customer = nameOf(model.get("customer"));
  const agent = nameOf(model.get("agent"));
  let call: ClickedCall | null = null;
  let asking = false;
  let wanted = false;

  const button = h(
    "button",
    { type: "button", class: "vl-go vl-click", onclick: () => void click() },
    icon(HANDSET),
    `Call ${customer}`,
  );
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
    h("div", { class: "vl-board-top" }, button, status),
    trouble.root,
  );
  el.append(root);

  async function click(): Promise<void> {
    if (asking || (call && !call.over)) return;
    asking = true;
    show();
    const placed = await link.act("click-to-call", {});
    asking = false;
    if (placed) {
      call = new ClickedCall(String(placed.sid));
      link.look({ calls: "all", history: true, envelope: false });
    }
    show();
  }

  function show(): void {
    const busy = asking || (call !== null && !call.over);
    button.disabled = busy || !link.connected;
    say(
      status,
      asking
        ? "asking the lab"
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

  const link: BoardLink = new BoardLink(
    model,
    { calls: [], history: false, envelope: false },
    {
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
    },
  );
  const hear = (content: unknown) => {
    if (readMessage(content)?.type !== "click") return;
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

export default { render: withPicture(render) };
