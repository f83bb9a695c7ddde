/** `call.scope`: the last ten seconds of a call, both ways, with the verbs that ran. */

import { CallWatch } from "./call_watch.ts";
import { adoptStyles, h, say } from "./dom.ts";
import { duration } from "./duration.ts";
import type { RenderContext } from "./host.ts";
import { paints } from "./paints.ts";
import { Pulse } from "./pulse.ts";
import scopeCss from "./scope.css";
import { SCOPE_COLORS, type ScopeColors, ScopePicture } from "./scope_picture.ts";
import { standing } from "./standing.ts";
import { followTheme } from "./theme.ts";
import { shortSid } from "./timeline_layout.ts";
import tokensCss from "./tokens.css";

interface ScopeTraits extends Record<string, unknown> {
  standing: string;
  call_sid: string;
}

/** The picture runs this far behind, so that sound that comes late, and waits to be drawn, is still in time. */
const BEHIND = 0.34;
/** Seconds of sound that come, and are drawn, at a time. Between two such drawings the strip moves by itself. */
const PAUSE = 0.25;
/** Milliseconds after which the clock is looked at though nothing came. */
const BEAT = 500;

function render({ model, el }: RenderContext<ScopeTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "scope", scopeCss);
  const sid = model.get("call_sid");
  const who = h("span", { class: "vl-soft vl-ellipsis" });
  const timer = h("span", { class: "vl-timer" });
  const picture = new ScopePicture(() => pulse?.wake());
  const root = h(
    "div",
    { class: "vl vl-card vl-scope", role: "group", "aria-label": `Scope of call ${sid}` },
    h("div", { class: "vl-scope-top" }, h("b", { title: sid }, shortSid(sid)), who, timer),
    picture.root,
  );
  el.append(root);

  let colors: ScopeColors | null = null;
  const changed = (other: boolean) => {
    if (other) say(who, watch ? aboutCall(watch) : "");
    pulse?.wake();
  };
  const watch = new CallWatch(model, sid, changed, PAUSE);
  const draw = () => {
    if (!colors) return true;
    const { story } = watch;
    const time = story.time(performance.now() / 1000);
    const live = story.status !== "" && story.endedAt === null;
    say(timer, story.status ? duration(time) : "");
    picture.show(story, time - (live ? BEHIND : 0), live, colors);
    return live;
  };
  const pulse: Pulse = new Pulse(root, BEAT, draw, () => picture.stop());
  const unfollow = followTheme(root, () => {
    colors = paints(root, SCOPE_COLORS);
    pulse.wake();
  });
  say(who, watch.waiting);
  return () => {
    unfollow();
    pulse.close();
    picture.close();
    watch.close();
  };
}

function aboutCall(watch: CallWatch): string {
  if (watch.trouble) return `${watch.trouble.message} ${watch.trouble.cure}`;
  const { from, to, status } = watch.story;
  return status
    ? `${from} → ${to || "the application"} · ${status}`
    : watch.waiting || "waiting for the call";
}

export default standing({ render });
