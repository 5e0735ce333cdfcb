import type { Instant } from "../../base/instant.ts";
import { elapsed } from "../clock.ts";
import { escapeMarkup } from "../markup.ts";
import type { Lane, Span } from "./spans.ts";

const LABELS = 150;
const WIDTH = 960;
const LANE = 26;
const BAR = 16;
const TOP = 44;
const MOST_LANES = 60;

const STYLE = `
text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#1f2328}
.axis,.tick{stroke:#d0d7de;stroke-width:1}.dim{fill:#59636e}
.starting{fill:#bf8700}.ready{fill:#1a7f37}.waiting{fill:#d4a72c}.terminating{fill:#8c959f}.failed{fill:#cf222e}
.back{fill:#fff}.on{fill:#fff}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.axis,.tick{stroke:#3d444d}.dim{fill:#9198a1}.back{fill:#0d1117}
.starting{fill:#9e6a03}.ready{fill:#238636}.waiting{fill:#bb8009}.terminating{fill:#656c76}.failed{fill:#da3633}.on{fill:#fff}}`;

interface Scale {
  readonly start: Instant;
  /** Milliseconds from the left edge to the right; at least one. */
  readonly span: number;
}

function x(at: Instant, { start, span }: Scale): number {
  return Math.round((LABELS + ((at - start) / span) * (WIDTH - LABELS - 20)) * 10) / 10;
}

function bar({ state, from, to, label }: Span, row: number, scale: Scale): string {
  const left = x(from, scale);
  const width = Math.max(2, Math.round((x(to, scale) - left) * 10) / 10);
  const y = TOP + row * LANE;
  const title = `${state}${label === "" ? "" : ` (${label})`}: ${elapsed(from - scale.start)} to ${elapsed(to - scale.start)}`;
  const word = state.length * 7.5 + 8 <= width ? `<text class="on" x="${left + 4}" y="${y + 12}">${state}</text>` : "";
  const box = `<rect class="${state}" x="${left}" y="${y}" width="${width}" height="${BAR}" rx="2"/>`;
  return `<g><title>${escapeMarkup(title)}</title>${box}${word}</g>`;
}

function lane({ pod, spans }: Lane, row: number, scale: Scale): string {
  const name = pod.length > 19 ? `${pod.slice(0, 8)}…${pod.slice(-10)}` : pod;
  const text = `<text x="8" y="${TOP + row * LANE + 12}">${escapeMarkup(name)}</text>`;
  return `${text}${spans.map((span) => bar(span, row, scale)).join("")}`;
}

/** A round step that gives about eight ticks. */
function tickStep(span: number): number {
  const steps = [100, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 3_600_000, 86_400_000];
  return steps.find((step) => span / step <= 8) ?? 604_800_000;
}

function axis(rows: number, scale: Scale): string {
  const step = tickStep(scale.span);
  const count = Math.floor(scale.span / step) + 1;
  const bottom = TOP + rows * LANE;
  return Array.from({ length: count }, (_, index) => {
    const at = x(scale.start + index * step, scale);
    const line = `<line class="tick" x1="${at}" y1="${TOP - 8}" x2="${at}" y2="${bottom}"/>`;
    return `${line}<text class="dim" x="${at}" y="${TOP - 14}">${elapsed(index * step)}</text>`;
  }).join("");
}

/** A picture of the pods over time, complete in itself, for light and dark surroundings. */
export function timelineSvg(all: readonly Lane[], start: Instant, until: Instant): string {
  const shown = all.slice(0, MOST_LANES);
  const scale: Scale = { start, span: Math.max(1, until - start) };
  const rows = shown.length + (all.length > shown.length ? 1 : 0);
  const height = TOP + rows * LANE + 12;
  const more = all.length - shown.length;
  const rest =
    more === 0 ? "" : `<text class="dim" x="8" y="${TOP + shown.length * LANE + 12}">… ${more} more pods</text>`;
  const lanes = shown.map((item, row) => lane(item, row, scale)).join("\n");
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Pods over time">`;
  const body = `<style>${STYLE}</style><rect class="back" width="${WIDTH}" height="${height}"/>${axis(rows, scale)}`;
  return `${head}\n${body}\n${lanes}${rest}\n</svg>\n`;
}
