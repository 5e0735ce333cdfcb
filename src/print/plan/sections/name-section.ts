import type { NameChange, NameFate, Plan } from "../../../plan/model.ts";
import { MISS_CACHED_MS } from "../../../plan/name-record.ts";
import { span } from "../../clock.ts";
import type { Tone } from "../../tone.ts";
import { folded, type Room, type Row, type Section } from "./section.ts";
import { countedWithCommas, shortName } from "../words.ts";

const SIGNS: Readonly<Record<NameFate, string>> = {
  appears: "+",
  vanishes: "-",
  unanswered: "!",
  changes: "~",
  interrupted: "~",
};
const TONES: Readonly<Record<NameFate, Tone>> = {
  appears: "made",
  vanishes: "gone",
  unanswered: "gone",
  changes: "waiting",
  interrupted: "waiting",
};

function gap({ unansweredMs, cachedMs }: NameChange): string {
  return unansweredMs === 0 ? "no gap" : `unanswered ${span(unansweredMs)}, cached ${span(cachedMs)}`;
}

function cellsOf(change: NameChange): readonly string[] {
  const { fate, before, after } = change;
  switch (fate) {
    case "appears":
      return [after.length === 0 ? "answered" : `answered with ${after.join(", ")}`];
    case "vanishes":
      return ["gone"];
    case "unanswered":
      return ["no answer: what it names is there, but not ready"];
    case "changes":
      return [gap(change), `${before.join(", ")} → ${after.join(", ")}`];
    case "interrupted":
      return [gap(change), "then as before"];
  }
}

function rowOf(change: NameChange): Row {
  return { cells: [`  ${SIGNS[change.fate]} ${shortName(change.name)}`, ...cellsOf(change)], tone: TONES[change.fate] };
}

/** What clients see that do not ask the cluster's DNS each time. */
function cacheRow(names: readonly NameChange[]): readonly Row[] {
  const any = (...fates: readonly NameFate[]): boolean => names.some(({ fate }) => fates.includes(fate));
  const kept = span(MISS_CACHED_MS);
  const parts = [
    ...(names.some(({ unansweredMs }) => unansweredMs > 0)
      ? [`cached: how long NXDOMAIN may last where misses are cached (SOA minimum ${kept})`]
      : []),
    ...(any("appears") ? [`who asked for a new name before it was there may hear NXDOMAIN for ${kept} more`] : []),
    ...(any("changes", "vanishes", "unanswered") ? [`an old address may stay cached for ${kept} (TTL)`] : []),
  ];
  return parts.length === 0 ? [] : [{ cells: [`   ${parts.join("; ")}`], tone: "dim" }];
}

export function nameSection({ names }: Plan, room: Room): Section | undefined {
  if (names.length === 0) return undefined;
  const rows = [...folded(names.map(rowOf), room.rows), ...cacheRow(names)];
  return { id: "names", title: "NAMES", note: countedWithCommas(names.length, "name"), rows };
}
