import type { Plan, WhatIf } from "../../../plan/model.ts";
import { folded, type Room, type Row, type Section } from "./section.ts";
import { shortDigests } from "../../../base/short-digests.ts";
import { faultsText, nameOf } from "../words.ts";

function servingText({ old, new: fresh, wanted }: WhatIf["serving"]): string {
  return `${old + fresh} of ${wanted} serving, ${fresh === 0 ? "all old" : `${old} old and ${fresh} new`}`;
}

function placeText({ stopsAt, step }: WhatIf): string {
  if (stopsAt === undefined) return "nothing is replaced";
  return `stops at ${step === undefined ? stopsAt : `step ${step} (${stopsAt})`}`;
}

/** Faults that are in force anyway may be what keeps pods away. */
function noWay({ assumptions: { faults } }: Plan): string {
  const under = faults.length === 0 ? "" : `, with ${faultsText(faults)} in force`;
  return `  No commands were found that bring every pod back${under}.`;
}

function rowsOf(whatIf: WhatIf, plan: Plan): readonly Row[] {
  const { workload, subject, serving, goingBackFrees, commands, isVerified } = whatIf;
  const isNone = serving.old + serving.new === 0;
  const sentence = `  ${nameOf(workload)} with ${shortDigests(subject)}: ${placeText(whatIf)} with ${isNone ? `none of ${serving.wanted} serving` : servingText(serving)}.`;
  const head: Row = { cells: [sentence], tone: isNone ? "gone" : "plain" };
  if (!isVerified) return [head, { cells: [noWay(plan)], tone: "gone" }];
  const back = goingBackFrees ? "Going back alone frees it:" : "Going back alone does not free it; all of this does:";
  return [
    head,
    ...(commands.length === 0 ? [] : [{ cells: [`  ${back}`], tone: "plain" } satisfies Row]),
    ...commands.map((line): Row => ({ cells: [`      ${line}`], tone: "plain" })),
  ];
}

/** Whether a verdict says the same of a rollout that does stop. */
function isSaid({ workload, commands }: WhatIf, { verdicts }: Plan): boolean {
  return verdicts.some((verdict) => {
    return verdict.object?.name === workload.name && verdict.commands.join("\n") === commands.join("\n");
  });
}

export function whatIfSection(plan: Plan, room: Room): Section | undefined {
  const whatIf = plan.whatIf.filter((one) => !isSaid(one, plan));
  if (whatIf.length === 0) return undefined;
  const note = "for its image, a crash or a probe";
  return {
    id: "what-if",
    title: "IF IT NEVER BECOMES READY",
    note,
    rows: folded(
      whatIf.flatMap((one) => rowsOf(one, plan)),
      2 * room.rows,
    ),
  };
}
