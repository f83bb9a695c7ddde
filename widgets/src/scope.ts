/** `call.scope`: the last ten seconds of a call, both ways, with the verbs that ran. */

import { CallWatch } from "./call_watch.ts";
import { adoptStyles, h, say } from "./dom.ts";
import { duration } from "./duration.ts";
import type { RenderContext } from "./host.ts";
import { type paints as Paints, paints } from "./paints.ts";
import scopeCss from "./scope.css";
import { type Story, verbWords } from "./story.ts";
import { followTheme } from "./theme.ts";
import { shortSid, ticks } from "./timeline_layout.ts";
import tokensCss from "./tokens.css";
import { Animation, drawLane, Picture } from "./waveform.ts";

interface ScopeTraits extends Record<string, unknown> {
  call_sid: string;
}

const SECONDS = 10;
const BEHIND = 0.18;
const COLORS = ["you", "lab", "line", "soft", "text", "chip", "chip-text", "head"] as const;
const LEFT = 40;
const VERBS = 24;
const FONT = '11px "DejaVu Sans", system-ui, sans-serif';

type Colors = ReturnType<typeof Paints<(typeof COLORS)[number]>>;

function render({ model, el }: RenderContext<ScopeTraits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "scope", scopeCss);
  const sid = model.get("call_sid");
  const who = h("span", { class: "vl-soft vl-ellipsis" });
  const timer = h("span", { class: "vl-timer" });
  const canvas = h("canvas", { role: "img", "aria-label": "Sound of the last 10 seconds of the call" });
  const root = h(
    "div",
    { class: "vl vl-card vl-scope", role: "group", "aria-label": `Scope of call ${sid}` },
    h("div", { class: "vl-scope-top" }, h("b", { title: sid }, shortSid(sid)), who, timer),
    canvas,
  );
  el.append(root);

  let colors: Colors | null = null;
  const watch = new CallWatch(model, sid, (other) => {
    if (other) say(who, watch ? aboutCall(watch) : "");
    animation?.wake();
  });
  const picture = new Picture(canvas, () => animation?.wake());
  const animation: Animation = new Animation(canvas, (now) => {
    if (!colors || !picture.width) return !colors;
    const story = watch.story;
    const time = story.time(now);
    say(timer, story.status ? duration(time) : "");
    drawScope(picture, story, time - (story.endedAt === null ? BEHIND : 0), colors);
    return story.status !== "" && story.endedAt === null;
  });
  const unfollow = followTheme(root, () => {
    colors = paints(root, COLORS);
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

function drawScope(
  { context, width, height, clear }: Picture,
  story: Story,
  end: number,
  colors: Colors,
): void {
  clear();
  const from = end - SECONDS;
  const across = width - LEFT;
  const x = (time: number) => LEFT + ((time - from) / SECONDS) * across;
  const lane = (height - VERBS - 16) / 2;
  context.font = FONT;
  context.textBaseline = "middle";
  context.save();
  context.beginPath();
  context.rect(LEFT, 0, across, height);
  context.clip();
  for (const tick of ticks(from, end, across)) {
    if (tick < 0) continue;
    context.fillStyle = colors.line;
    context.fillRect(x(tick), VERBS, 1, height - VERBS - 16);
    context.fillStyle = colors.soft;
    context.fillText(`${Math.round(tick)} s`, x(tick) + 3, height - 7);
  }
  for (const verb of story.verbs) {
    const stop = verb.end ?? end;
    if (stop < from || verb.start > end) continue;
    const left = Math.max(x(verb.start), LEFT - 8);
    const right = Math.min(x(stop), width + 8);
    context.fillStyle = colors.chip;
    context.beginPath();
    context.roundRect(left + 1, 1, Math.max(3, right - left - 2), VERBS - 6, 5);
    context.fill();
    context.save();
    context.clip();
    context.fillStyle = colors["chip-text"];
    context.fillText(`${verb.verb} ${verbWords(verb)}`, Math.max(left, LEFT) + 7, VERBS / 2 - 2);
    context.restore();
    context.fillStyle = colors.soft;
    context.fillRect(x(verb.start), VERBS - 4, 1, height - VERBS - 12);
  }
  for (const { at, digit } of story.digits) {
    if (at < from || at > end) continue;
    context.fillStyle = colors.you;
    context.fillText(digit, x(at) - 3, VERBS + 6);
  }
  context.restore();
  const names: [string, typeof story.inbound, string][] = [
    ["you", story.inbound, colors.you],
    ["lab", story.outbound, colors.lab],
  ];
  names.forEach(([name, envelope, color], index) => {
    const middle = VERBS + lane * (index + 0.5);
    drawLane(context, { envelope, middle, reach: lane / 2 - 5, color }, LEFT, across, from, SECONDS);
    context.fillStyle = colors.soft;
    context.fillText(name, 0, middle);
  });
}

export default { render };
