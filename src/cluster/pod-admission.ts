import { filled, replaced } from "../api/defaulting.ts";
import type { Pod, PodSpec, Toleration } from "../api/kinds/pod/types.ts";
import { controllerOf, type KubeObject } from "../api/object.ts";
import { forbidden, type ApiStatus } from "../api/status.ts";
import { limitedPod, podLimitRefusal } from "./limit-ranges.ts";
import type { View } from "./view.ts";

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

export const PRIORITY_CLASS = "PriorityClass.scheduling.k8s.io";
const RUNTIME_CLASS = "RuntimeClass.node.k8s.io";
export const INGRESS_CLASS = "IngressClass.networking.k8s.io";

/** Kinds that are only stored, and that others are admitted by. */
export const ADMISSION_KINDS: ReadonlySet<string> = new Set([
  INGRESS_CLASS,
  "LimitRange",
  PRIORITY_CLASS,
  "ResourceQuota",
  RUNTIME_CLASS,
]);

const POLICY = "PreemptLowerPriority";

/** What a class of priority gives to a pod. @see pkg/apis/scheduling/v1/defaults.go, `SetDefaults_PriorityClass` (1.36) */
interface Priority {
  readonly priority: number;
  readonly preemptionPolicy: string;
}

/** Stored as it was sent, without defaults. */
interface PriorityClass extends KubeObject {
  readonly value?: number;
  readonly globalDefault?: boolean;
  readonly preemptionPolicy?: string;
}

/** The classes that every cluster has. @see pkg/apis/scheduling/v1/helpers.go, `SystemPriorityClasses` (1.36) */
const SYSTEM_CLASSES: ReadonlyMap<string, number> = new Map([
  ["system-node-critical", 2000001000],
  ["system-cluster-critical", 2000000000],
]);

function givenBy({ value = 0, preemptionPolicy = POLICY }: Partial<PriorityClass>): Priority {
  return { priority: value, preemptionPolicy };
}

/** The lowest of the classes that are marked as the default. @see `getDefaultPriorityClass` in the plugin */
function defaultClass(view: View): PriorityClass | undefined {
  const classes: readonly PriorityClass[] = view.list(PRIORITY_CLASS);
  const marked = classes.filter(({ globalDefault }) => globalDefault === true);
  return marked.length < 2 ? marked[0] : [...marked].sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
}

/**
 * Why a class may not be marked as the default: another one is.
 * @see plugin/pkg/admission/priority/admission.go, `validatePriorityClass` (1.36)
 */
export function defaultClassRefusal(priorityClass: PriorityClass, view: View): ApiStatus | undefined {
  const { name } = priorityClass.metadata;
  const known = defaultClass(view)?.metadata.name;
  if (priorityClass.globalDefault !== true || known === undefined || known === name) return undefined;
  const why = `PriorityClass ${known} is already marked as default. Only one default can exist`;
  return forbidden({ group: "scheduling.k8s.io", plural: "priorityclasses" }, name, why);
}

/** The class that a pod names, or gets; undefined where there is none of that name. */
function priorityOf(className: string, view: View): Priority | undefined {
  const system = SYSTEM_CLASSES.get(className);
  if (system !== undefined) return { priority: system, preemptionPolicy: POLICY };
  if (className === "") return givenBy(defaultClass(view) ?? {});
  const found = view.get(PRIORITY_CLASS, "", className);
  return found === undefined ? undefined : givenBy(found);
}

function notYours(computed: number | string): string {
  return `must not be provided in pod spec; priority admission controller computed ${computed} from the given PriorityClass name`;
}

/**
 * Whether a missing class may exist all the same, in the cluster that is rehearsed: administrators make classes, and
 * the sets that name them are rehearsed without them. Who sends a pod is told what a server without the class says.
 */
function isBelieved(pod: Pod): boolean {
  return controllerOf(pod) !== undefined;
}

/** @see plugin/pkg/admission/priority/admission.go, `admitPod` (1.36) */
function priorityFlaw(pod: Pod, view: View): string | undefined {
  const className = pod.spec.priorityClassName ?? "";
  const computed = priorityOf(className, view);
  if (computed === undefined) return isBelieved(pod) ? undefined : `no PriorityClass with name ${className} was found`;
  const { priority = computed.priority, preemptionPolicy = computed.preemptionPolicy } = pod.spec;
  if (priority !== computed.priority)
    return `the integer value of priority (${priority}) ${notYours(computed.priority)}`;
  if (preemptionPolicy !== computed.preemptionPolicy)
    return `the string value of PreemptionPolicy (${preemptionPolicy}) ${notYours(computed.preemptionPolicy)}`;
  return undefined;
}

/** @see plugin/pkg/admission/runtimeclass/admission.go, `prepareObjects` (1.36) */
function runtimeFlaw(pod: Pod, view: View): string | undefined {
  const className = pod.spec.runtimeClassName ?? "";
  if (className === "" || isBelieved(pod)) return undefined;
  if (view.get(RUNTIME_CLASS, "", className) !== undefined) return undefined;
  return `pod rejected: RuntimeClass "${className}" not found`;
}

/** Why a pod is refused for the classes it names, before it is looked at closely. */
export function classRefusal(pod: Pod, name: string, view: View): ApiStatus | undefined {
  const flaw = priorityFlaw(pod, view) ?? runtimeFlaw(pod, view);
  return flaw === undefined ? undefined : forbidden({ group: "", plural: "pods" }, name, flaw);
}

/**
 * What classes of runtimes define is not looked at.
 * @see plugin/pkg/admission/runtimeclass/admission.go, `validateOverhead` (1.36)
 */
function overheadRefusal({ metadata, spec }: Pod): ApiStatus | undefined {
  if (spec.runtimeClassName !== undefined || Object.keys(spec.overhead ?? {}).length === 0) return undefined;
  const why = "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead";
  return forbidden({ group: "", plural: "pods" }, metadata.name ?? "", why);
}

/** Why a valid pod is refused. */
export function newPodRefusal(pod: Pod, view: View): ApiStatus | undefined {
  return podLimitRefusal(pod, view) ?? overheadRefusal(pod);
}

export function admitNewPod(sent: Pod, view: View): Pod {
  const pod = limitedPod(sent, view);
  const { spec } = pod;
  const tolerations = podTolerations(spec.tolerations ?? NO_TOLERATIONS);
  const named = spec.priorityClassName ?? "";
  const priorityClassName = named === "" ? (defaultClass(view)?.metadata.name ?? named) : named;
  const computed = priorityOf(named, view) ?? { priority: 0, preemptionPolicy: POLICY };
  const priority = spec.priority ?? computed.priority;
  const preemptionPolicy = spec.preemptionPolicy ?? computed.preemptionPolicy;
  return {
    ...pod,
    spec: {
      ...spec,
      tolerations,
      priority,
      preemptionPolicy,
      ...(priorityClassName === "" ? {} : { priorityClassName }),
    },
  };
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
