import type { Plan, WhatIf } from "../../plan/model.ts";
import { folded, type Row, type Section } from "./section.ts";
import { nameOf } from "./words.ts";

function rowsOf({
  workload,
  subject,
  stopsAt,
  step,
  serving,
  goingBackFrees,
  commands,
  isVerified,
}: WhatIf): readonly Row[] {
  const total = serving.old + serving.new;
  const where =
    stopsAt === undefined
      ? "nothing is replaced"
      : `it stops at ${step === undefined ? stopsAt : `step ${step} (${stopsAt})`}`;
  const mix =
    serving.new === 0
      ? `${total} of ${serving.wanted} serving, all old`
      : `${total} of ${serving.wanted} serving, ${serving.new} of them new`;
  const back = goingBackFrees ? "Going back alone frees it:" : "Going back alone does not free it; both are needed:";
  const unsure = isVerified
    ? []
    : [{ cells: ["  No commands were found that bring every pod back."], tone: "gone" } satisfies Row];
  return [
    {
      cells: [`  ${nameOf(workload)}, if ${subject} never becomes ready: ${where} with ${mix}.`],
      tone: total === 0 ? "gone" : "plain",
    },
    ...(commands.length === 0 || !isVerified ? [] : [{ cells: [`  ${back}`], tone: "plain" } satisfies Row]),
    ...(isVerified ? commands.map((line): Row => ({ cells: [`      ${line}`], tone: "plain" })) : unsure),
  ];
}

export function whatIfSection({ whatIf }: Plan): Section | undefined {
  if (whatIf.length === 0) return undefined;
  return { id: "what-if", title: "IF IT NEVER BECOMES READY", rows: folded(whatIf.flatMap(rowsOf)) };
}
