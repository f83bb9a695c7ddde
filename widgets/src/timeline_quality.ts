/** The lane of what the SDK measured: the mean opinion score of each second, 1 to 4.5, as a line of dots. */

import type { QualityMark } from "./story.ts";
import type { Span } from "./timeline_layout.ts";

/** Below this score the SDK itself warns. */
const POOR = 3.5;

export function drawQuality(
  context: CanvasRenderingContext2D,
  marks: readonly QualityMark[],
  lane: { top: number; height: number },
  span: Span,
  width: number,
  colors: { good: string; poor: string; line: string },
): void {
  let before: [number, number] | null = null;
  context.setLineDash([]);
  for (const { at, mos } of marks) {
    if (mos === null) continue;
    const part = (Math.min(4.5, Math.max(1, mos)) - 1) / 3.5;
    const x = span.x(at, width);
    const y = lane.top + lane.height - 6 - part * (lane.height - 12);
    if (before && x > -20 && before[0] < width + 20) {
      context.strokeStyle = colors.line;
      context.beginPath();
      context.moveTo(...before);
      context.lineTo(x, y);
      context.stroke();
    }
    before = [x, y];
    if (x < -4 || x > width + 4) continue;
    context.fillStyle = mos < POOR ? colors.poor : colors.good;
    context.beginPath();
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
    context.fill();
  }
}
