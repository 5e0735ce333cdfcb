import type { Plan, PodStep, Serving } from "../../../plan/model.ts";
import { span } from "../../clock.ts";
import type { Tone } from "../../tone.ts";
import { folded, type Room, type Row, type Section } from "./section.ts";
import { countedWithCommas, faultsText, inNamespace, nameOf } from "../words.ts";

const WORDS: Readonly<Record<PodStep["action"], string>> = {
  create: "create",
  replace: "replace",
  delete: "delete",
  lose: "unready",
};
const TONES: Readonly<Record<PodStep["action"], Tone>> = {
  create: "made",
  replace: "waiting",
  delete: "gone",
  lose: "gone",
};

function revisions({ action, from, to, workload }: PodStep): string {
  if (action === "replace" && from !== undefined && to !== undefined) {
    return from === to ? `rev ${to} again; ` : `rev ${from} → ${to}; `;
  }
  if (action === "create" && to !== undefined) return `rev ${to}; `;
  // Pods that are not replaced under their name: what goes is of one revision, what comes of another.
  if (action === "delete" && from !== undefined && workload?.kind !== "StatefulSet") return `rev ${from}; `;
  return "";
}

function whenText({ startsAfterMs, takesMs }: PodStep): string {
  return takesMs === undefined ? `at ${span(startsAfterMs)}` : `at ${span(startsAfterMs)} for ${span(takesMs)}`;
}

/** What a step waits for and comes to. A pod that is lost waits for nobody. */
function courseOf(step: PodStep): string {
  const { action, waitsFor, comesBackWhen, hangs } = step;
  if (action === "lose") return hangs ?? "until it is ready again";
  const waits = waitsFor === undefined ? "waits for nothing" : `waits until ${waitsFor}`;
  const back = comesBackWhen === undefined ? "" : `; made anew when ${comesBackWhen}`;
  const end = hangs === undefined ? "" : `; ${hangs}`;
  return `${revisions(step)}${waits}${back}${end}`;
}

function rowOf(step: PodStep): Row {
  const { number, pod, namespace, action, hangs } = step;
  return {
    cells: [String(number).padStart(3), inNamespace(namespace, pod), WORDS[action], courseOf(step)],
    tone: hangs === undefined ? TONES[action] : "gone",
    aside: whenText(step),
  };
}

function servingRow({ workload, before, after, least }: Serving): readonly Row[] {
  if (before.ready === 0) return [];
  const tone = least.ready === 0 ? "gone" : "dim";
  const isResized = after.wanted !== before.wanted && after.wanted > 0;
  const least0 = isResized
    ? `at least ${least.ready} serving at any moment (${before.wanted} → ${after.wanted} wanted)`
    : `at least ${least.ready} of ${before.wanted} serving at any moment`;
  return [{ cells: [`   ${nameOf(workload)}: ${least0}`], tone }];
}

/** What the estimate rests on, said once, as the flags that set it. */
function assumed({ assumptions }: Plan): string {
  const { pullTimeMs, startAfterMs, stopAfterMs, faults } = assumptions;
  const flags = `--pull-time=${span(pullTimeMs)} --start-after=${span(startAfterMs)} --stop-after=${span(stopAfterMs)}`;
  const times = `${flags}, probes as written`;
  return faults.length === 0 ? times : `${times}; under ${faultsText(faults)}`;
}

export function podSection(plan: Plan, room: Room): Section | undefined {
  const { steps, serving, elapsedMs, settled } = plan;
  if (steps.length === 0) return undefined;
  const end = settled ? `about ${span(elapsedMs)}` : `not at its end after ${span(elapsedMs)}`;
  const rows = folded(steps.map(rowOf), room.rows);
  const least = folded(serving.flatMap(servingRow), room.rows);
  const assumption: Row = { cells: [`   assumed: ${assumed(plan)}`], tone: "dim" };
  return {
    id: "pods",
    title: "PODS",
    note: `${countedWithCommas(steps.length, "step")}, ${end}`,
    rows: [...rows, ...least, assumption],
  };
}
