import { filled, replaced } from "../api/defaulting.ts";
import type { Pod, PodSpec, Toleration } from "../api/kinds/pod/types.ts";
import { forbidden, type ApiStatus } from "../api/status.ts";

const NOT_READY: Toleration = {
  key: "node.kubernetes.io/not-ready",
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: 300,
};
const UNREACHABLE: Toleration = { ...NOT_READY, key: "node.kubernetes.io/unreachable" };
const DEFAULT_TOLERATIONS: readonly Toleration[] = [NOT_READY, UNREACHABLE];
const NO_TOLERATIONS: readonly Toleration[] = [];

function tolerates(toleration: Toleration, key: string): boolean {
  const keyMatches = toleration.key === key || (toleration.key === undefined && toleration.operator === "Exists");
  const effectMatches =
    toleration.effect === undefined || toleration.effect === "NoExecute" || toleration.effect === "";
  return keyMatches && effectMatches;
}

/** @see plugin/pkg/admission/defaulttolerationseconds/admission.go, `Admit` (1.36) */
function podTolerations(tolerations: readonly Toleration[]): readonly Toleration[] {
  if (tolerations.length === 0) return DEFAULT_TOLERATIONS;
  const missing = DEFAULT_TOLERATIONS.filter(
    (added) => !tolerations.some((toleration) => tolerates(toleration, added.key ?? "")),
  );
  return missing.length === 0 ? tolerations : [...tolerations, ...missing];
}

/** No class, and the two that every cluster has. @see pkg/apis/scheduling/v1/helpers.go, `SystemPriorityClasses` (1.36) */
const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ["", 0],
  ["system-node-critical", 2000001000],
  ["system-cluster-critical", 2000000000],
]);
const POLICY = "PreemptLowerPriority";

function notYours(computed: number | string): string {
  return `must not be provided in pod spec; priority admission controller computed ${computed} from the given PriorityClass name`;
}

/**
 * What a new pod may not ask for itself. Classes other than the system's are unknown here, and what pods of such classes
 * ask for is believed.
 * @see plugin/pkg/admission/priority/admission.go, `admitPod` (1.36)
 */
function priorityFlaw(spec: PodSpec): string | undefined {
  const computed = PRIORITIES.get(spec.priorityClassName ?? "");
  if (computed === undefined) return undefined;
  const { priority = computed, preemptionPolicy = POLICY } = spec;
  if (priority !== computed) return `the integer value of priority (${priority}) ${notYours(computed)}`;
  if (preemptionPolicy !== POLICY)
    return `the string value of PreemptionPolicy (${preemptionPolicy}) ${notYours(POLICY)}`;
  return undefined;
}

/** Why a pod is refused before it is looked at closely. */
export function priorityRefusal({ spec }: Pod, name: string): ApiStatus | undefined {
  const flaw = priorityFlaw(spec);
  return flaw === undefined ? undefined : forbidden({ group: "", plural: "pods" }, name, flaw);
}

/**
 * Why a valid pod is refused. Classes of runtimes are unknown here.
 * @see plugin/pkg/admission/runtimeclass/admission.go, `validateOverhead` (1.36)
 */
export function overheadRefusal({ metadata, spec }: Pod): ApiStatus | undefined {
  if (spec.runtimeClassName !== undefined || Object.keys(spec.overhead ?? {}).length === 0) return undefined;
  const why = "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead";
  return forbidden({ group: "", plural: "pods" }, metadata.name ?? "", why);
}

export function admitNewPod(pod: Pod): Pod {
  const tolerations = podTolerations(pod.spec.tolerations ?? NO_TOLERATIONS);
  const priority = pod.spec.priority ?? PRIORITIES.get(pod.spec.priorityClassName ?? "") ?? 0;
  const preemptionPolicy = pod.spec.preemptionPolicy ?? POLICY;
  return { ...pod, spec: { ...pod.spec, tolerations, priority, preemptionPolicy } };
}

function withPriorityOf(spec: PodSpec, { priority, preemptionPolicy }: PodSpec): PodSpec {
  return filled(spec, {
    ...(priority === undefined ? {} : { priority }),
    ...(preemptionPolicy === undefined ? {} : { preemptionPolicy }),
  });
}

/** A changed pod keeps the priority that it was created with, where the change does not speak of it. */
export function admitChangedPod(pod: Pod, old: Pod): Pod {
  if (pod.spec === old.spec) return pod;
  const spec = withPriorityOf(pod.spec, old.spec);
  const isSame = spec.tolerations === old.spec.tolerations;
  const tolerated = isSame ? spec : { ...spec, tolerations: podTolerations(spec.tolerations ?? NO_TOLERATIONS) };
  return replaced(pod, "spec", tolerated);
}
