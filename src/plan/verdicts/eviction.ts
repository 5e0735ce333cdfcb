import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { ObjectKey } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import type { Outcome, Request } from "../../cluster/client/request.ts";
import { command, listed } from "../../rollout/commands.ts";
import type { PlanVerdict } from "../model.ts";
import type { Ends } from "../workloads.ts";

type DrainRequest = Extract<Request, { verb: "drain" }>;

/** The command line of a drain, with other flags. */
function drainAgain({ targets }: DrainRequest, flags: string): string {
  return `stsctl drain ${targets.words.join(" ")} --ignore-daemonsets${flags}`;
}

/** The disruption budgets over a workload's pods, as they are before the plan. */
function budgetsOf({ before }: Ends, { kind, namespace, name }: ObjectKey): readonly PodDisruptionBudget[] {
  const object = before.get(kind, namespace, name) as StatefulSet | undefined;
  const labels = object?.spec.template.metadata?.labels ?? {};
  return before
    .list("PodDisruptionBudget")
    .filter(({ metadata, spec }) => metadata.namespace === namespace && selects(spec.selector, labels));
}

/** The command that makes a budget under which so many pods stay; undefined where no line of flags can name the pods. */
function newBudget({ before }: Ends, { kind, namespace, name }: ObjectKey, least: number): string | undefined {
  const { matchLabels = {}, matchExpressions = [] } =
    (before.get(kind, namespace, name) as StatefulSet | undefined)?.spec.selector ?? {};
  const labels = Object.entries(matchLabels).map(([label, value]) => `${label}=${value}`);
  if (labels.length === 0 || matchExpressions.length > 0) return undefined;
  return command(`create pdb ${name} --selector=${labels.join(",")} --min-available=${least}`, namespace);
}

/** What keeps nodes that are emptied from taking too many pods of a workload at once, and why. */
export interface Spared {
  readonly butNot: string;
  readonly commands: readonly string[];
}

/** `least`: so many pods are to stay. Undefined where it is no node that takes pods away. */
export function sparedByBudget(request: Request, ends: Ends, workload: ObjectKey, least: number): Spared | undefined {
  if (request.verb !== "drain") return undefined;
  const [budget, ...others] = budgetsOf(ends, workload);
  if (budget === undefined) {
    const made = newBudget(ends, workload, least);
    const butNot =
      "No disruption budget holds any of them back; with one a drain waits until enough of them are ready.";
    return { butNot, commands: made === undefined ? [] : [made] };
  }
  const { name, namespace = "" } = budget.metadata;
  if (request.disableEviction === true) {
    const butNot = `--disable-eviction asks no disruption budget, not even ${name}.`;
    return { butNot, commands: [drainAgain(request, "")] };
  }
  const patch = JSON.stringify({ spec: { minAvailable: least, maxUnavailable: null } });
  const commands = others.length > 0 ? [] : [command(`patch pdb ${name} --type=merge -p '${patch}'`, namespace)];
  return { butNot: `The disruption budget ${name} lets more of them go than can be spared.`, commands };
}

/** What a budget holds back in the end, after all tries. `frees`: what brings back pods that are away. */
export function evictionVerdict({ again, warnings }: Outcome, frees: readonly string[]): readonly PlanVerdict[] {
  if (again?.request.verb !== "drain" || again.request.under?.held.length === 0) return [];
  const pods = warnings.flatMap((line) => /when evicting pods\/"([^"]+)"/.exec(line)?.[1] ?? []);
  const budget = warnings.flatMap((line) => /disruption budget (\S+) needs/.exec(line)?.[1] ?? []).at(0);
  const by = budget === undefined ? "a disruption budget" : `the disruption budget ${budget}`;
  return [
    {
      word: "BLOCKED",
      sentence: `${by} keeps ${listed([...new Set(pods)])} on the node, and nothing more happens by itself`,
      butNot: "Trying again does not help as long as no other pod of the budget becomes ready.",
      commands: frees.length > 0 ? frees : [drainAgain(again.request, " --disable-eviction")],
    },
  ];
}
