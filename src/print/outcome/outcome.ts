import { thousands } from "../../base/thousands.ts";
import { counted } from "../../base/counted.ts";
import { elapsed } from "../clock.ts";
import { Chalk } from "chalk";
import type { Diagnosis } from "../../rollout/diagnosis.ts";
import { visible } from "../visible.ts";
import { wrap } from "../wrap.ts";
import type { Style } from "../printer.ts";

/** How a command ended, for the lines after its timeline. */
export interface Outcome {
  /** Virtual time since the command began, in milliseconds. */
  readonly elapsedMs: number;
  /** Nothing more happens by itself. */
  readonly settled: boolean;
  /** Of the workloads that the command touched, or of all. */
  readonly diagnoses: readonly Diagnosis[];
  /** Claims and DNS names of each set, where known: its key is `namespace/name`. */
  readonly counts: ReadonlyMap<string, { readonly claims: number; readonly names: number }>;
  /** What data is gone, with claims or with pods; sentences without a full stop. */
  readonly losses: readonly string[];
}

const WORD = { stuck: "STUCK", "waiting-for-user": "WAITING", progressing: "NOT YET", settled: "" } as const;

const MOST_COMMANDS = 5;
const NARROWEST = 40;

/** `9s`, `1.5s`, `3m05s`. */
function duration(ms: number): string {
  return elapsed(ms).replace(/\.0s$/, "s");
}

function summary({ object, serving, revisions }: Diagnosis, counts: Outcome["counts"]): string {
  const parts = [`${object.name} ${serving.ready}/${serving.desired} ready`];
  if (revisions.update !== "") parts[0] += ` at revision ${revisions.update}`;
  const more = counts.get(`${object.namespace}/${object.name}`);
  if (more !== undefined && more.claims > 0) parts.push(counted(more.claims, "claim"));
  if (more !== undefined && more.names > 0) parts.push(counted(more.names, "name"));
  return parts.join(", ");
}

/** Commands below each other; of many the first ones. */
function commands(lead: string, list: readonly string[]): readonly string[] {
  const shown = list.length > MOST_COMMANDS ? list.slice(0, MOST_COMMANDS - 1) : list;
  const rest = list.length - shown.length;
  const lines = [...shown.map(visible), ...(rest === 0 ? [] : [`… and ${thousands(rest)} more like these`])];
  return lines.map((command, index) => `  ${(index === 0 ? lead : "").padEnd(lead.length)}  ${command}`);
}

/** A sentence in as many lines as it needs; all but the first, and all of an indented one, begin with two spaces. */
function paragraph(text: string, { width }: Style): readonly string[] {
  const indent = text.startsWith("  ") ? "  " : "";
  const [first = "", ...more] = wrap(text.trimStart(), Math.max(NARROWEST, width - 2));
  return [`${indent}${first}`, ...more.map((line) => `  ${line}`)];
}

/** The lines about one workload that is not as its spec asks. */
function openLines(diagnosis: Diagnosis, style: Style): readonly string[] {
  const { yellow, red } = new Chalk({ level: style.color ? 1 : 0 });
  const word = WORD[diagnosis.verdict];
  const paint = diagnosis.verdict === "stuck" ? red : yellow;
  const { name } = diagnosis.object;
  const sentence = visible(diagnosis.sentence);
  const text = sentence.startsWith(name) ? sentence : `${name}: ${sentence}`;
  const [first = "", ...more] = paragraph(`${word}: ${text}.`, style);
  const lines = [first.replace(`${word}:`, paint(`${word}:`)), ...more];
  if (diagnosis.butNot !== undefined) lines.push(...paragraph(`  ${diagnosis.butNot}`, style));
  const lead = diagnosis.verdict === "waiting-for-user" ? "To go on:" : "To free it:";
  lines.push(...commands(lead, diagnosis.frees));
  if (diagnosis.recovers.length > 0) lines.push(...commands("Or end the fault:", diagnosis.recovers));
  return lines;
}

function lossLines(sentence: string, style: Style): readonly string[] {
  const { red } = new Chalk({ level: style.color ? 1 : 0 });
  const [first = "", ...more] = paragraph(`DATA LOSS: ${visible(sentence)}.`, style);
  return [first.replace("DATA LOSS:", red("DATA LOSS:")), ...more];
}

/** The last lines after a command: what the workloads came to, what is lost, and what frees those that are stuck. */
export function outcomeText({ elapsedMs, settled, diagnoses, counts, losses }: Outcome, style: Style): string {
  const done = diagnoses.filter(({ verdict }) => verdict === "settled");
  const open = diagnoses.filter(({ verdict }) => verdict !== "settled");
  const after = `${settled ? "Settled" : "Not settled"} after ${duration(elapsedMs)}`;
  const lines: string[] = [];
  const settledText = `${after}: ${done.map((each) => summary(each, counts)).join("; ")}.`;
  if (done.length > 0) lines.push(...paragraph(settledText, style));
  else if (open.length === 0) lines.push(`${after}.`);
  for (const sentence of losses) lines.push(...lossLines(sentence, style));
  for (const diagnosis of open) lines.push(...openLines(diagnosis, style));
  const goesOn = open.some(({ verdict }) => verdict === "progressing");
  if (goesOn) lines.push(...commands("To let it go on:", ["stsctl sim run"]));
  return `${lines.join("\n")}\n`;
}
