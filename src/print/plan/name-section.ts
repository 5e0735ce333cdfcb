import type { NameChange, NameFate, Plan } from "../../plan/model.ts";
import { folded, type Row, type Section, type Tone } from "./section.ts";
import { counted, span } from "./words.ts";

const SIGNS: Readonly<Record<NameFate, string>> = { appears: "+", vanishes: "-", changes: "~", interrupted: "~" };
const TONES: Readonly<Record<NameFate, Tone>> = {
  appears: "made",
  vanishes: "gone",
  changes: "waiting",
  interrupted: "waiting",
};

function gap(ms: number): string {
  return ms === 0 ? "" : `unanswered for about ${span(ms)}, then `;
}

function fateText({ fate, before, after, unansweredMs }: NameChange): string {
  switch (fate) {
    case "appears":
      return after.length === 0 ? "answered" : `answered with ${after.join(", ")}`;
    case "vanishes":
      return "gone";
    case "changes":
      return `${gap(unansweredMs)}${before.join(", ")} → ${after.join(", ")}`;
    case "interrupted":
      return `${gap(unansweredMs)}as before`;
  }
}

function rowOf(change: NameChange): Row {
  return { cells: [`  ${SIGNS[change.fate]} ${change.name}`, fateText(change)], tone: TONES[change.fate] };
}

/** Seconds for which resolvers keep an answer, or that there is none. @see RFC 2308; CoreDNS, plugin `kubernetes`, `ttl` */
const TTL_MS = 30_000;

function cacheRow(names: readonly NameChange[]): readonly Row[] {
  const longest = Math.max(
    0,
    ...names.filter(({ fate }) => fate !== "appears" && fate !== "vanishes").map((one) => one.unansweredMs),
  );
  const moved = names.some(({ fate }) => fate === "changes");
  const parts = [
    ...(longest > 0
      ? [`who asks in a gap and caches that keeps hearing NXDOMAIN for up to ${span(longest + TTL_MS)}`]
      : []),
    ...(moved ? [`who has the old address cached tries it for up to ${span(TTL_MS)}`] : []),
  ];
  return parts.length === 0
    ? []
    : [{ cells: [`   with caches of ${span(TTL_MS)} (TTL and SOA minimum): ${parts.join("; ")}`], tone: "dim" }];
}

export function nameSection({ names }: Plan): Section | undefined {
  if (names.length === 0) return undefined;
  const rows = [...folded(names.map(rowOf)), ...cacheRow(names)];
  return { id: "names", title: "NAMES", note: counted(names.length, "name"), rows };
}
