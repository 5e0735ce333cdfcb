import { span } from "../../clock.ts";
import { escapeMarkup } from "../../markup.ts";
import type { Bar } from "./lane.ts";
import { xOf, type Scale } from "./scale.ts";

const COLOURS = 6;
const CHARACTER = 7;

/** The class of a revision's colour. */
export function colourOf(revision: string, { revisions }: Scale): string {
  return `r${Math.max(0, revisions.indexOf(revision)) % COLOURS}`;
}

function word({ state, revision, why }: Bar): string {
  switch (state) {
    case "ready":
      return revision === "" ? "ready" : `rev ${revision}`;
    case "not-ready":
      return why === "starting" || why === "" ? "not ready" : why;
    case "terminating":
      return "terminating";
    case "unanswered":
      return "no answer";
    default:
      return why;
  }
}

function isOfPod({ state }: Bar): boolean {
  return state === "ready" || state === "not-ready" || state === "terminating";
}

function titleOf(bar: Bar): string {
  const { state, revision, fromMs, toMs } = bar;
  const said = state === "ready" ? "ready" : state === "answered" ? `answered with ${bar.why}` : word(bar);
  const when = toMs === undefined ? `from ${span(fromMs)} on` : `${span(fromMs)} to ${span(toMs)}`;
  return `${said}${revision === "" ? "" : `, revision ${revision}`}: ${when}`;
}

/** Bars that are filled take light letters, hollow ones those of the page. */
const FILLED: ReadonlySet<Bar["state"]> = new Set(["ready", "terminating", "answered", "there"]);

export function barSvg(bar: Bar, y: number, height: number, scale: Scale): string {
  const left = xOf(bar.fromMs, scale);
  const width = Math.max(2, Math.round((xOf(bar.toMs ?? scale.totalMs, scale) - left) * 10) / 10);
  const at = `x="${left}" y="${y}" width="${width}" height="${height}" rx="3"`;
  const colour = isOfPod(bar) ? `${colourOf(bar.revision, scale)} ` : "";
  const text = word(bar);
  const fits = text !== "" && text.length * CHARACTER + 8 <= width;
  const tone = FILLED.has(bar.state) ? "on" : "ink";
  const label = fits
    ? `<text class="${tone}" x="${left + 5}" y="${y + Math.round(height / 2) + 4}">${escapeMarkup(text)}</text>`
    : "";
  const hatch = bar.state === "not-ready" ? `<rect fill="url(#wait)" ${at}/>` : "";
  return `<g><title>${escapeMarkup(titleOf(bar))}</title><rect class="${colour}${bar.state}" ${at}/>${hatch}${label}</g>`;
}
