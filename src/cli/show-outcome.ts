import { claimNames } from "../api/kinds/pod/claims.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { namespacedName, namespaceOf, type ObjectKey } from "../api/object.ts";
import type { Happening } from "../cluster/happening.ts";
import type { Snapshot } from "../cluster/snapshot.ts";
import type { View } from "../cluster/view.ts";
import { outcomeText } from "../print/outcome/outcome.ts";
import { forgottenText } from "../print/timeline/forgotten.ts";
import { timelineRows } from "../print/timeline/rows.ts";
import type { RevisionNumbers } from "../print/timeline/scene.ts";
import { timelineTable } from "../print/timeline/table.ts";
import { diagnoseAll } from "../rollout/diagnose.ts";
import type { Diagnosis } from "../rollout/diagnosis.ts";
import type { Simulation } from "../sim/simulation.ts";
import type { Call } from "./command.ts";
import type { Changed } from "./session.ts";

type Kept = NonNullable<Changed<unknown>["kept"]>;

/** Claims that a set's pods mount, and names of pods that its Service answers for. */
function countsOf(view: View, set: StatefulSet): { claims: number; names: number } {
  const namespace = namespaceOf(set);
  const pods = view.indexed("Pod", "controller", set.metadata.uid ?? "");
  const claims = new Set(pods.flatMap(claimNames));
  const slices = view.indexed("EndpointSlice", "service", `${namespace}/${set.spec.serviceName ?? ""}`);
  const endpoints = slices.flatMap((slice) => slice.endpoints ?? []);
  const named = new Set(
    endpoints.flatMap(({ hostname, conditions }) => (conditions?.ready === true ? (hostname ?? []) : [])),
  );
  return { claims: claims.size, names: pods.filter(({ metadata }) => named.has(metadata.name)).length };
}

function numbersIn(view: View): RevisionNumbers {
  return new Map(view.list("ControllerRevision").map(({ metadata, revision }) => [metadata.name, revision]));
}

/** What the names of a workload's pods have behind its own. */
const POD_TAILS: Readonly<Record<string, RegExp>> = {
  StatefulSet: /^-\d+$/,
  Deployment: /^-[a-z0-9]+-[a-z0-9]{5}$/,
  DaemonSet: /^-[a-z0-9]{5}$/,
};

/** Whether a happening is about a workload: what has its name, or a pod that its name tells to be its own. */
function isAbout(happening: Happening, { kind, namespace, name }: ObjectKey): boolean {
  if (happening.namespace !== namespace || !happening.name.startsWith(name)) return false;
  const tail = happening.name.slice(name.length);
  return tail === "" || POD_TAILS[kind]?.test(tail) === true;
}

/** The workloads that something happened to since the command began, and those that do not come on. */
function concerned(simulation: Simulation, diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const { happenings, lastCommand } = simulation.history();
  const recent = happenings.filter(({ seq }) => seq >= lastCommand);
  return diagnoses.filter(({ verdict, object }) => verdict !== "settled" || recent.some((one) => isAbout(one, object)));
}

/** What is lost with claims and pods that are gone since the command began. */
async function lossesIn({ simulation }: Kept, before: Snapshot): Promise<readonly string[]> {
  const { happenings, lastCommand } = simulation.history();
  const removed = happenings.filter(({ seq, effect }) => seq >= lastCommand && effect === "remove");
  if (removed.length === 0) return [];
  const { lossesOf } = await import("../plan/losses.ts");
  return lossesOf(removed, before, simulation.cluster.view());
}

/** After the result lines: what the controllers did, and how the workloads stand. */
export async function showOutcome(
  call: Call,
  { kept, report, before }: Pick<Changed<unknown>, "kept" | "report" | "before">,
): Promise<void> {
  if (kept === undefined || report === undefined) return;
  const { simulation } = kept;
  const { cluster } = simulation;
  const view = cluster.view();
  const { happenings, lastCommand, dropped } = simulation.history();
  const start = cluster.now - report.elapsedMs;
  const rows = timelineTable(timelineRows(happenings, lastCommand, numbersIn(view)), start, call.style);
  const table = rows === "" ? "" : `${forgottenText({ dropped }, lastCommand)}${rows}`;
  const context = { view, now: cluster.now, world: cluster.world, settled: report.settled };
  const sets = view.list("StatefulSet");
  const diagnoses = concerned(simulation, diagnoseAll(context));
  const counts = new Map(sets.map((set) => [namespacedName(set), countsOf(view, set)]));
  const losses = await lossesIn(kept, before);
  const { elapsedMs, settled } = report;
  const closing = outcomeText({ elapsedMs, settled, diagnoses, counts, losses }, call.style);
  const parts = [table, table === "" && diagnoses.length === 0 ? "" : closing].filter((text) => text !== "");
  if (parts.length > 0) call.io.stdout.write(`\n${parts.join("\n")}`);
}
