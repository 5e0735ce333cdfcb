import { podRequests } from "../../api/kinds/pod/requests.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { controllerOf, type KubeObject, namespaceOf } from "../../api/object.ts";
import { addQuantities, compareQuantities, parseQuantity, printQuantity, type Quantity } from "../../api/quantity.ts";
import type { ResourceQuota } from "../facts/checked-kinds.ts";
import { documents, EXAMPLE_MOUNT, exampleObject, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Project } from "../project.ts";
import { amountOf } from "../facts/quantities.ts";
import { hardOf } from "../facts/quotas.ts";
import type { Check, Rule } from "../rule.ts";
import type { Workload } from "../facts/workload.ts";

/** Kinds whose pods all run at the same time. */
const SCALED = new Set(["StatefulSet", "Deployment", "ReplicaSet", "Pod"]);

function replicasOf(object: KubeObject): number {
  return object.kind === "Pod" ? 1 : ((object as { readonly spec?: { replicas?: number } }).spec?.replicas ?? 1);
}

function times(count: number, amount: Quantity): Quantity {
  let [sum, power] = [parseQuantity("0"), amount];
  for (let left = count; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1 && sum.ok) sum = { ok: true, quantity: addQuantities(sum.quantity, power) };
    power = addQuantities(power, power);
  }
  return sum.ok ? sum.quantity : amount;
}

/** What one pod of a workload, its claims included, takes of a counted resource. */
function ofOnePod(name: string, { object, spec }: Workload): Quantity | undefined {
  if (name === "pods") return amountOf(1);
  const { volumeClaimTemplates = [] } = (object as StatefulSet).spec;
  if (name === "persistentvolumeclaims") return amountOf(volumeClaimTemplates.length);
  if (name !== "requests.storage") return podRequests(spec).get(name.replace(/^requests\./, ""));
  const sizes = volumeClaimTemplates.flatMap(
    (template) => amountOf(template.spec.resources?.requests?.["storage"]) ?? [],
  );
  return sizes.reduce<Quantity | undefined>(
    (sum, size) => (sum === undefined ? size : addQuantities(sum, size)),
    undefined,
  );
}

const COUNTED = new Set([
  "pods",
  "persistentvolumeclaims",
  "requests.storage",
  "requests.cpu",
  "requests.memory",
  "cpu",
  "memory",
]);

function sumOf(name: string, workloads: readonly Workload[]): Quantity | undefined {
  return workloads.reduce<Quantity | undefined>((sum, workload) => {
    const one = ofOnePod(name, workload);
    if (one === undefined) return sum;
    const all = times(replicasOf(workload.object), one);
    return sum === undefined ? all : addQuantities(sum, all);
  }, undefined);
}

function workloadsIn(quota: ResourceQuota, project: Project): readonly Workload[] {
  return project
    .workloads(namespaceOf(quota))
    .filter(({ object }) => SCALED.has(object.kind) && controllerOf(object) === undefined);
}

const check: Check<ResourceQuota> = (quota, project, report) => {
  const workloads = workloadsIn(quota, project);
  for (const [name, hard] of Object.entries(hardOf(quota))) {
    const [limit, sum] = COUNTED.has(name) ? [amountOf(hard), sumOf(name, workloads)] : [];
    if (limit === undefined || sum === undefined || compareQuantities(sum, limit) <= 0) continue;
    report(
      ["spec", "hard", { key: name }],
      `the workloads of the namespace need ${printQuantity(sum)} of ${name}, ${hard} are allowed`,
    );
  }
};

const QUOTA = (storage: string): string =>
  exampleObject("v1", "ResourceQuota", { body: `spec:\n  hard:\n    requests.storage: ${storage}` });
const SET = documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }));

export const quotaTooSmall: Rule = {
  id: "quota-too-small",
  code: "STS446",
  severity: "warning",
  summary: "A quota leaves room for all that the manifests want in its namespace.",
  why: "What goes beyond it is refused with exceeded quota: the last pods are never made, and a rollout stops at them.",
  fix: "raise the quota, or lower requests or replicas",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  passes: () => [documents(QUOTA("30Gi"), SET)],
  fails: () => [
    { manifest: documents(QUOTA("20Gi"), SET), findings: [{ path: "spec.hard[requests.storage]", at: "7:23" }] },
  ],
  checks: { ResourceQuota: check },
};
