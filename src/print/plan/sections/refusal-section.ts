import type { Place, Plan, Refusal, WayRound } from "../../../plan/model.ts";
import { folded, type Room, type Row, type Section } from "./section.ts";
import { changeText, countedWithCommas } from "../words.ts";

function exactly({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** The lines of a message without the listings of Go's structures that some have: the fields say it better. */
function sentences(message: string): readonly string[] {
  const lines = message.replace(/"map\[[^]*\]"/, '"…"').split("\n");
  const listing = lines.findIndex((line) => line.startsWith("@@ "));
  return listing < 0 ? lines : lines.slice(0, listing);
}

function rowsOf({ name, at, message, fields }: Refusal): readonly Row[] {
  const head = at === undefined || fields.some((change) => change.at !== undefined) ? {} : { aside: exactly(at) };
  const rows: Row[] = [{ cells: [`! ${name} is refused`], tone: "gone", ...head }];
  for (const change of fields) {
    const aside = change.at === undefined ? {} : { aside: exactly(change.at) };
    rows.push({ cells: [`    ${change.field}`, changeText(change)], tone: "gone", ...aside });
  }
  rows.push(...sentences(message).map((line): Row => ({ cells: [`    ${line}`], tone: "plain" })));
  return rows;
}

function wayRows({ sentence, cautions, commands }: WayRound, room: Room): readonly Row[] {
  return [
    { cells: [`    The way round, rehearsed to its end: ${sentence}.`], tone: "plain" },
    ...cautions.map((text): Row => ({ cells: [`    ${text}`], tone: "waiting" })),
    ...folded(
      commands.map((line): Row => ({ cells: [`      ${line}`], tone: "plain" })),
      room.rows,
    ),
  ];
}

/** The rows of all refusals; a way round that several share stands below the last of them. */
function allRows(refusals: readonly Refusal[], room: Room): readonly Row[] {
  const texts = refusals.map(({ wayRound }) => wayRound?.commands.join("\n") ?? "");
  return refusals.flatMap((refusal, index) => {
    const { wayRound } = refusal;
    const isLast = texts.lastIndexOf(texts[index] ?? "") === index;
    return [...rowsOf(refusal), ...(wayRound === undefined || !isLast ? [] : wayRows(wayRound, room))];
  });
}

/** Whether what is not refused goes through all the same: kubectl goes on after a refusal, verb by verb. */
function completeness({ objects, refusals, verb }: Plan): string {
  const taken = objects.filter(({ action }) => action !== "unchanged");
  if (taken.length === 0) return "nothing is changed at all";
  const names = taken
    .slice(0, 3)
    .map(({ name }) => name)
    .join(", ");
  const more = taken.length > 3 ? ` and ${taken.length - 3} more` : "";
  return `not all or nothing: ${verb} changes ${names}${more} and leaves out ${countedWithCommas(refusals.length, "object")}`;
}

export function refusalSection(plan: Plan, room: Room): Section | undefined {
  if (plan.refusals.length === 0) return undefined;
  return { id: "refused", title: "REFUSED", note: completeness(plan), rows: allRows(plan.refusals, room) };
}
