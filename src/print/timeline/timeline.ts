import type { Instant } from "../../base/instant.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { History } from "../../cluster/snapshot.ts";
import type { Style } from "../printer.ts";
import { timelineJson } from "./effects.ts";
import { timelineHtml } from "./html.ts";
import { timelineRows } from "./rows.ts";
import { forgottenText } from "./forgotten.ts";
import { lanes } from "./spans.ts";
import { timelineSvg } from "./svg.ts";
import { timelineTable } from "./table.ts";

export interface TimelineRequest {
  readonly history: History;
  /** Where the clock stands. */
  readonly now: Instant;
  readonly format: "text" | "json" | "html" | "svg";
  /** Only what the last command caused. */
  readonly last: boolean;
  /** Only what happened in the last so many milliseconds. */
  readonly sinceMs?: number;
}

/** The happenings asked for, oldest first. */
function chosen({ history, now, last, sinceMs }: TimelineRequest): readonly Happening[] {
  const from = last ? history.lastCommand : 0;
  const earliest = sinceMs === undefined ? Number.NEGATIVE_INFINITY : now - sinceMs;
  return history.happenings.filter(({ seq, at }) => seq >= from && at >= earliest);
}

/** The text of `stsctl timeline`; times count from the first happening shown. */
export function timelineText(request: TimelineRequest, style: Style): string {
  const { history, now, format } = request;
  const list = chosen(request);
  if (format === "json") return timelineJson(list);
  const [first] = list;
  const start = first?.at ?? now;
  const until = Math.max(now, list.at(-1)?.at ?? now);
  if (format === "svg") return timelineSvg(lanes(list, until), start, until);
  const rows = timelineRows(history.happenings, first?.seq ?? Number.POSITIVE_INFINITY);
  if (format === "html") return timelineHtml({ rows, lanes: lanes(list, until), start, until });
  const from = request.last ? history.lastCommand : 1;
  const note = request.sinceMs === undefined ? forgottenText(history, from) : "";
  return `${note}${timelineTable(rows, start, style)}`;
}
