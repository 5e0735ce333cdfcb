import { thousands } from "../../../base/thousands.ts";
import type { Note, Plan, PlanVerdict } from "../../../plan/model.ts";
import { folded, type Room, type Row, type Section } from "./section.ts";

const MOST_COMMANDS = 5;

function commandRows(lead: string, commands: readonly string[]): readonly Row[] {
  const shown = commands.length > MOST_COMMANDS ? commands.slice(0, MOST_COMMANDS - 1) : commands;
  const left = commands.length - shown.length;
  if (shown.length === 0) return [];
  const rows = shown.map((line): Row => ({ cells: [`      ${line}`], tone: "plain" }));
  const more: readonly Row[] =
    left === 0 ? [] : [{ cells: [`      … and ${thousands(left)} more like these`], tone: "dim" }];
  return [{ cells: [`  ${lead}`], tone: "plain" }, ...rows, ...more];
}

function leadOf({ word }: PlanVerdict): string {
  if (word === "DATA LOSS") return "To keep the data, first:";
  return word === "DOWNTIME" || word === "QUORUM" ? "To avoid it:" : "To free it:";
}

function rowsOf(verdict: PlanVerdict): readonly Row[] {
  const { word, sentence, butNot } = verdict;
  const end = sentence.endsWith(".") ? "" : ".";
  return [
    { cells: [`${word}: ${sentence}${end}`], tone: "gone" },
    ...(butNot === undefined ? [] : [{ cells: [`  ${butNot}`], tone: "plain" } satisfies Row]),
    ...commandRows(leadOf(verdict), verdict.commands),
  ];
}

export function verdictSection({ verdicts }: Plan, room: Room): Section | undefined {
  if (verdicts.length === 0) return undefined;
  return { id: "verdicts", title: "", rows: folded(verdicts.flatMap(rowsOf), 5 * room.rows) };
}

function noteRows({ sentence, lead = "To go on", commands }: Note): readonly Row[] {
  return [{ cells: [`  ${sentence}.`], tone: "waiting" }, ...commandRows(`${lead}:`, commands)];
}

export function noteSection({ notes }: Plan, room: Room): Section | undefined {
  if (notes.length === 0) return undefined;
  return { id: "notes", title: "NOTES", rows: folded(notes.flatMap(noteRows), 2 * room.rows) };
}
