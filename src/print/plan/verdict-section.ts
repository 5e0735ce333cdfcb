import type { Plan, PlanVerdict } from "../../plan/model.ts";
import { folded, type Row, type Section } from "./section.ts";

const MOST_COMMANDS = 5;

function commandRows({ commands, word }: PlanVerdict): readonly Row[] {
  const lead =
    word === "DATA LOSS"
      ? "To keep the data, before:"
      : word === "DOWNTIME" || word === "QUORUM"
        ? "To avoid it, before:"
        : "To free it:";
  const shown = commands.length > MOST_COMMANDS ? commands.slice(0, MOST_COMMANDS - 1) : commands;
  const left = commands.length - shown.length;
  if (shown.length === 0) return [];
  const rows = shown.map((line): Row => ({ cells: [`      ${line}`], tone: "plain" }));
  const more: readonly Row[] =
    left === 0 ? [] : [{ cells: [`      … and ${left.toLocaleString("en-US")} more like these`], tone: "dim" }];
  return [{ cells: [`  ${lead}`], tone: "plain" }, ...rows, ...more];
}

function rowsOf(verdict: PlanVerdict): readonly Row[] {
  const { word, sentence, butNot } = verdict;
  const end = sentence.endsWith(".") ? "" : ".";
  return [
    { cells: [`${word}: ${sentence}${end}`], tone: "gone" },
    ...(butNot === undefined ? [] : [{ cells: [`  ${butNot}`], tone: "plain" } satisfies Row]),
    ...commandRows(verdict),
  ];
}

export function verdictSection({ verdicts }: Plan): Section | undefined {
  if (verdicts.length === 0) return undefined;
  return { id: "verdicts", title: "", rows: folded(verdicts.flatMap(rowsOf), 60) };
}

export function noteSection({ notes }: Plan): Section | undefined {
  if (notes.length === 0) return undefined;
  return {
    id: "notes",
    title: "NOTES",
    rows: folded(notes.map((text): Row => ({ cells: [`  ${text}`], tone: "waiting" }))),
  };
}
