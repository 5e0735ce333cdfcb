import { span } from "../../clock.ts";

/** Pixels: where bars begin, and how wide the picture is. */
export const LABELS = 190;
export const WIDTH = 960;
const MARGIN = 24;

export interface Scale {
  /** What is drawn: the time of the plan and some of what is after it. */
  readonly totalMs: number;
  /** Colours go by revision, in order of appearance. */
  readonly revisions: readonly string[];
}

/** Some time after the end is drawn, so that what the end comes to is seen. */
export function drawnMs(elapsedMs: number): number {
  return elapsedMs + Math.max(1000, elapsedMs / 8);
}

/** Where a moment stands. */
export function xOf(ms: number, { totalMs }: Scale): number {
  return Math.round((LABELS + (ms / totalMs) * (WIDTH - LABELS - MARGIN)) * 10) / 10;
}

/** A round step that gives about eight ticks. */
function tickStep(total: number): number {
  const steps = [100, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 3_600_000, 86_400_000];
  return steps.find((step) => total / step <= 9) ?? 604_800_000;
}

/** The lines of time from `top` to `bottom`, with their moments above. */
export function axis(top: number, bottom: number, scale: Scale): string {
  const step = tickStep(scale.totalMs);
  const count = Math.floor(scale.totalMs / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = xOf(index * step, scale);
    const line = `<line class="tick" x1="${at}" y1="${top - 8}" x2="${at}" y2="${bottom}"/>`;
    return `${line}<text class="dim" x="${at}" y="${top - 14}">${span(index * step)}</text>`;
  }).join("");
}
