import { escapeMarkup } from "../timeline/markup.ts";
import type { Bar, PodLane } from "./lanes.ts";
import { span } from "./words.ts";

const LABELS = 170;
const WIDTH = 960;
const LANE = 28;
const BAR = 18;
const TOP = 40;
const MOST_LANES = 80;
const COLOURS = 6;

interface Scale {
  readonly totalMs: number;
  /** Colours go by revision, in order of appearance. */
  readonly revisions: readonly string[];
}

function x(ms: number, { totalMs }: Scale): number {
  return Math.round((LABELS + (ms / totalMs) * (WIDTH - LABELS - 16)) * 10) / 10;
}

function word({ state, revision, why }: Bar): string {
  if (state === "ready") return revision === "" ? "ready" : `rev ${revision}`;
  if (state === "terminating") return "terminating";
  return why === "starting" || why === "" ? "not ready" : why;
}

function barSvg(bar: Bar, row: number, scale: Scale): string {
  const left = x(bar.fromMs, scale);
  const width = Math.max(2, Math.round((x(bar.toMs, scale) - left) * 10) / 10);
  const y = TOP + row * LANE;
  const colour = Math.max(0, scale.revisions.indexOf(bar.revision)) % COLOURS;
  const text = word(bar);
  const label =
    text.length * 7 + 8 <= width
      ? `<text class="${bar.state === "not-ready" ? "ink" : "on"}" x="${left + 5}" y="${y + 13}">${escapeMarkup(text)}</text>`
      : "";
  const revision = bar.revision === "" ? "" : `, revision ${bar.revision}`;
  const title = `${bar.state === "ready" ? "ready" : text}${revision}: ${span(bar.fromMs)} to ${span(bar.toMs)}`;
  const box = `<rect class="r${colour} ${bar.state}" x="${left}" y="${y}" width="${width}" height="${BAR}" rx="3"/>`;
  const hatch =
    bar.state === "not-ready"
      ? `<rect fill="url(#wait)" x="${left}" y="${y}" width="${width}" height="${BAR}" rx="3"/>`
      : "";
  return `<g><title>${escapeMarkup(title)}</title>${box}${hatch}${label}</g>`;
}

function lane({ pod, bars }: PodLane, row: number, scale: Scale): string {
  const name = pod.length > 21 ? `${pod.slice(0, 9)}…${pod.slice(-11)}` : pod;
  const text = `<text x="8" y="${TOP + row * LANE + 13}">${escapeMarkup(name)}</text>`;
  return `${text}${bars.map((bar) => barSvg(bar, row, scale)).join("")}`;
}

/** A round step that gives about eight ticks. */
function tickStep(total: number): number {
  const steps = [100, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 3_600_000, 86_400_000];
  return steps.find((step) => total / step <= 9) ?? 604_800_000;
}

function axis(rows: number, scale: Scale): string {
  const step = tickStep(scale.totalMs);
  const count = Math.floor(scale.totalMs / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = x(index * step, scale);
    const line = `<line class="tick" x1="${at}" y1="${TOP - 8}" x2="${at}" y2="${TOP + rows * LANE}"/>`;
    return `${line}<text class="dim" x="${at}" y="${TOP - 14}">${span(index * step)}</text>`;
  }).join("");
}

function legend(scale: Scale, y: number): string {
  const items = scale.revisions.filter((revision) => revision !== "").slice(0, COLOURS);
  const boxes = items.map((revision, index) => {
    const left = LABELS + index * 110;
    return `<rect class="r${scale.revisions.indexOf(revision) % COLOURS} ready" x="${left}" y="${y}" width="14" height="12" rx="2"/><text class="dim" x="${left + 20}" y="${y + 11}">revision ${escapeMarkup(revision)}</text>`;
  });
  const left = LABELS + items.length * 110;
  const wait = `<rect class="r0 not-ready" x="${left}" y="${y}" width="14" height="12" rx="2"/><rect fill="url(#wait)" x="${left}" y="${y}" width="14" height="12" rx="2"/><text class="dim" x="${left + 20}" y="${y + 11}">not ready</text>`;
  const end = `<rect class="r0 terminating" x="${left + 110}" y="${y}" width="14" height="12" rx="2"/><text class="dim" x="${left + 130}" y="${y + 11}">terminating</text>`;
  return [...boxes, wait, end].join("");
}

export const CHART_STYLE = `
svg{width:100%;height:auto;display:block}svg text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:var(--ink)}
svg .dim{fill:var(--dim)}svg .on{fill:#fff}svg .ink{fill:var(--ink)}.tick{stroke:var(--line);stroke-width:1}
.r0{fill:#1f6feb}.r1{fill:#1a7f37}.r2{fill:#8250df}.r3{fill:#bc4c00}.r4{fill:#0a7c8c}.r5{fill:#bf3989}
.not-ready{opacity:.55}.terminating{fill:#8c959f;opacity:.8}`;

const HATCH =
  '<defs><pattern id="wait" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2.5" height="6" fill="#fff" fill-opacity=".55"/></pattern></defs>';

/** The rollout over time: a row for each pod, a colour for each revision, hatched where it is not ready. */
export function rolloutChart(lanes: readonly PodLane[], elapsedMs: number): string {
  const shown = lanes.slice(0, MOST_LANES);
  const revisions = [...new Set(lanes.flatMap(({ bars }) => bars.map(({ revision }) => revision)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  const scale: Scale = { totalMs: Math.max(1, elapsedMs), revisions };
  const more = lanes.length - shown.length;
  const rows = shown.length + (more > 0 ? 1 : 0);
  const bottom = TOP + rows * LANE;
  const rest =
    more === 0
      ? ""
      : `<text class="dim" x="8" y="${TOP + shown.length * LANE + 13}">… ${more.toLocaleString("en-US")} more pods</text>`;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 28}" role="img" aria-label="The rollout over time">`;
  const drawn = shown.map((one, row) => lane(one, row, scale)).join("\n");
  return `${open}${HATCH}${axis(rows, scale)}\n${drawn}${rest}${legend(scale, bottom + 8)}</svg>`;
}
