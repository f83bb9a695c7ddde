/** `call.scope`: the last ten seconds of a call, both ways, with the verbs that ran. */

import { CallWatch } from "./call_watch.ts";
import { adoptStyles, h, say } from "./dom.ts";
import { duration } from "./duration.ts";
import type { RenderContext } from "./host.ts";
import { paints } from "./paints.ts";
import scopeCss from "./scope.css";
import { SCOPE_COLORS, type ScopeColors, ScopePicture, SECONDS } from "./scope_picture.ts";
import { withPicture } from "./standing.ts";
import { followTheme } from "./theme.ts";
import { shortSid } from "./timeline_layout.ts";
import tokensCss from "./tokens.css";
import { Animation, Picture } from "./waveform.ts";

interface ScopeTraits extends Record<string, unknown> {
  standing: string;
  call_sid: string;
}

/** The picture runs this far behind, so that a late envelope is still in time. */
const BEHIND = 0.18;

function render({ model, el }: RenderContext<ScopeTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "scope", scopeCss);
  const sid = model.get("call_sid");
  const who = h("span", { class: "vl-soft vl-ellipsis" });
  const timer = h("span", { class: "vl-timer" });
  const canvas = h("canvas", {
    role: "img",
    "aria-label": `Sound of the last ${SECONDS} seconds of the call`,
  });
  const root = h(
    "div",
    { class: "vl vl-card vl-scope", role: "group", "aria-label": `Scope of call ${sid}` },
    h("div", { class: "vl-scope-top" }, h("b", { title: sid }, shortSid(sid)), who, timer),
    canvas,
  );
  el.append(root);

  let colors: ScopeColors | null = null;
  const watch = new CallWatch(model, sid, (other) => {
    if (other) say(who, watch ? aboutCall(watch) : "");
    animation?.wake();
  });
  const picture = new Picture(canvas, () => animation?.wake());
  const scope = new ScopePicture(picture);
  const animation: Animation = new Animation(canvas, (now) => {
    if (!colors || !picture.width) return !colors;
    const story = watch.story;
    const time = story.time(now);
    say(timer, story.status ? duration(time) : "");
    scope.draw(story, time - (story.endedAt === null ? BEHIND : 0), colors);
    return story.status !== "" && story.endedAt === null;
  });
  const unfollow = followTheme(root, () => {
    colors = paints(root, SCOPE_COLORS);
    animation.wake();
  });
  say(who, watch.waiting);
  return () => {
    unfollow();
    animation.close();
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

export default { render: withPicture(render) };
