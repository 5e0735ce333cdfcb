import type { Instant } from "../../base/instant.ts";
import { elapsed } from "../clock.ts";
import { textOf } from "./cell.ts";
import { escapeMarkup } from "../markup.ts";
import type { TimelineRow } from "./rows.ts";
import type { Lane } from "./spans.ts";
import { timelineSvg } from "./svg.ts";

const STYLE = `
:root{color-scheme:light dark}
body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1f2328;background:#fff}
svg{width:100%;height:auto}
table{border-collapse:collapse;width:100%;font:12px/1.6 ui-monospace,Menlo,Consolas,monospace}
th,td{text-align:left;padding:.1rem .6rem;border-bottom:1px solid #d0d7de;vertical-align:top}
td:first-child{text-align:right;white-space:nowrap}
.made{color:#1a7f37}.gone{color:#cf222e}.waiting{color:#9a6700}
@media (prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#3d444d}
.made{color:#3fb950}.gone{color:#f85149}.waiting{color:#d29922}}`;

const TITLES = ["Time", "Pod", "What happened", "Claim", "Name in DNS"];

function rowHtml({ at, pod, what, claim, name, tone, continues }: TimelineRow, start: Instant): string {
  const cells = [continues ? "" : elapsed(at - start), pod, ...[what, claim, name].map(textOf)];
  return `<tr class="${tone}">${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("")}</tr>`;
}

export interface TimelinePage {
  readonly rows: readonly TimelineRow[];
  readonly lanes: readonly Lane[];
  readonly start: Instant;
  readonly until: Instant;
}

/** The timeline as one HTML page without anything from outside: the picture, then every row. */
export function timelineHtml({ rows, lanes, start, until }: TimelinePage): string {
  const head = TITLES.map((title) => `<th scope="col">${title}</th>`).join("");
  const body = rows.map((row) => rowHtml(row, start)).join("\n");
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Timeline</title><style>${STYLE}</style></head><body>`,
    "<h1>Timeline</h1>",
    timelineSvg(lanes, start, until).trimEnd(),
    `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`,
    "</body></html>",
    "",
  ].join("\n");
}
