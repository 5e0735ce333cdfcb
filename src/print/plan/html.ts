import type { Plan } from "../../plan/model.ts";
import { escapeMarkup } from "../markup.ts";
import { CHART_STYLE, rolloutChart } from "./chart/chart.ts";
import { HEADINGS, type Row, type Section } from "./sections/section.ts";
import { sectionsOf } from "./sections/sections.ts";
import { originText, summaryText } from "./summary.ts";

const PAGE = { rows: 500 };

const STYLE = `
:root{color-scheme:light dark;--ink:#1f2328;--dim:#59636e;--line:#d0d7de;--page:#fff;--made:#1a7f37;--gone:#cf222e;--waiting:#9a6700;--code:#f6f8fa}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9198a1;--line:#3d444d;--page:#0d1117;--made:#3fb950;--gone:#f85149;--waiting:#d29922;--code:#161b22}}
body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:var(--ink);background:var(--page)}
h1{font-size:1.4rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}h2 small{font-weight:400;color:var(--dim)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font:12px/1.6 ui-monospace,Menlo,Consolas,monospace}
td{padding:.15rem .6rem .15rem 0;border-bottom:1px solid var(--line);vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}
td.short{white-space:pre}td.aside{text-align:right;color:var(--dim);white-space:nowrap}td.command{background:var(--code)}
.made{color:var(--made)}.gone{color:var(--gone)}.waiting{color:var(--waiting)}.dim{color:var(--dim)}
footer{color:var(--dim);margin-top:2rem}${CHART_STYLE}`;

/** Letters of a cell that is never broken. */
const MOST_UNBROKEN = 12;

/** Cells in `columns` columns and one more at the right, into which the last goes on where nothing stands there. */
function rowHtml({ cells, tone, aside }: Row, columns: number): string {
  const last = cells.length - 1;
  const isCommand = (cells[last] ?? "").trimStart().startsWith("stsctl ");
  const width = columns - last + (aside === undefined ? 1 : 0);
  const body = cells.map((cell, index) => {
    const wide = index === last && width > 1 ? ` colspan="${width}"` : "";
    const kind = isCommand && index === last ? "command" : cell.length <= MOST_UNBROKEN && index < last ? "short" : "";
    return `<td${kind === "" ? "" : ` class="${kind}"`}${wide}>${escapeMarkup(cell)}</td>`;
  });
  const beside = aside === undefined ? "" : `<td class="aside">${escapeMarkup(aside)}</td>`;
  return `<tr class="${tone}">${body.join("")}${beside}</tr>`;
}

function sectionHtml({ id, note, rows }: Section): string {
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const beside = note === undefined ? "" : ` <small>${escapeMarkup(note)}</small>`;
  const body = rows.map((row) => rowHtml(row, columns)).join("\n");
  return `<section id="${id}"><h2>${HEADINGS[id]}${beside}</h2><div class="scroll"><table><tbody>\n${body}\n</tbody></table></div></section>`;
}

/** What matters most stands above the picture. */
const ABOVE: ReadonlySet<Section["id"]> = new Set(["verdicts", "refused"]);

/** The plan as one page that needs nothing from outside: the rollout drawn over time, and every part beneath. */
export function planHtml(plan: Plan): string {
  const sections = sectionsOf(plan, PAGE);
  const picture = rolloutChart(plan);
  const chart =
    picture === ""
      ? ""
      : `<section id="rollout"><h2>Rollout over time</h2><div class="scroll">${picture}</div></section>`;
  const above = sections.filter(({ id }) => ABOVE.has(id)).map(sectionHtml);
  const below = sections.filter(({ id }) => !ABOVE.has(id)).map(sectionHtml);
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Plan: ${escapeMarkup(summaryText(plan))}</title><style>${STYLE}</style></head><body>`,
    `<h1>Plan: ${escapeMarkup(summaryText(plan))}</h1>`,
    ...above,
    chart,
    ...below,
    `<footer>${escapeMarkup(originText(plan))}</footer>`,
    "</body></html>",
    "",
  ].join("\n");
}
