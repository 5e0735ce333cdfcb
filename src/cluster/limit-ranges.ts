import { filled, mapped, replaced } from "../api/defaulting.ts";
import type { LimitRange, LimitRangeItem } from "../api/kinds/limitrange/defaults.ts";
import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import type { Container, Pod } from "../api/kinds/pod/types.ts";
import { namespaceOf, type KubeObject } from "../api/object.ts";
import { forbidden, type ApiStatus } from "../api/status.ts";
import { aboveMaximum, beyondRatio, belowMinimum, podTotals, type Amounts, type Resources } from "./limits.ts";
import type { View } from "./view.ts";

/** The ranges of an object's namespace, by name. @see plugin/pkg/admission/limitranger/admission.go (1.36); also below */
const rangesOf = (object: KubeObject, view: View): readonly LimitRange[] =>
  view.list("LimitRange", namespaceOf(object));

const itemsOf = (range: LimitRange, type: string): readonly LimitRangeItem[] =>
  (range.spec?.limits ?? []).filter((item) => item.type === type);

type Given = Required<Pick<Resources, "requests" | "limits">>;

/** What a container gets that says nothing; where several items of a range give an amount, the last does. */
function givenBy(range: LimitRange): Given {
  const items = itemsOf(range, "Container");
  return {
    requests: items.reduce<Amounts>((all, item) => ({ ...all, ...item.defaultRequest }), {}),
    limits: items.reduce<Amounts>((all, item) => ({ ...all, ...item.default }), {}),
  };
}

const unlessEmpty = (name: string, list: Amounts): object => (Object.keys(list).length === 0 ? {} : { [name]: list });

function withDefaults(container: Container, given: Given): Container {
  const { resources = {} } = container;
  const requests = filled(resources.requests ?? {}, given.requests);
  const limits = filled(resources.limits ?? {}, given.limits);
  if (requests === resources.requests && limits === resources.limits) return container;
  return replaced(container, "resources", {
    ...resources,
    ...unlessEmpty("requests", requests),
    ...unlessEmpty("limits", limits),
  });
}

/** Which amounts a container gets, in the words of the annotation that tells it. */
function told(kind: string, { name, resources = {} }: Container, given: Given): readonly string[] {
  return (["requests", "limits"] as const).flatMap((list) => {
    const missing = Object.keys(given[list]).filter((resource) => resources[list]?.[resource] === undefined);
    const what = list === "requests" ? "request" : "limit";
    return missing.length === 0 ? [] : `${missing.sort().join(", ")} ${what} for ${kind} ${name}`;
  });
}

const ANNOTATION = "kubernetes.io/limit-ranger";

function limited(pod: Pod, range: LimitRange): Pod {
  const given = givenBy(range);
  const { containers, initContainers = [] } = pod.spec;
  const set = [
    ...containers.flatMap((container) => told("container", container, given)),
    ...initContainers.flatMap((container) => told("init container", container, given)),
  ];
  if (set.length === 0) return pod;
  const all = (list: readonly Container[]): readonly Container[] => mapped(list, (one) => withDefaults(one, given));
  const annotations = {
    ...pod.metadata.annotations,
    [ANNOTATION]: `LimitRanger plugin set: ${set.join("; ")}`,
  };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: {
      ...pod.spec,
      containers: all(containers),
      ...(pod.spec.initContainers === undefined ? {} : { initContainers: all(initContainers) }),
    },
  };
}

/** A new pod whose containers ask for, and may have, what the ranges of its namespace give to those that do not say. */
export function limitedPod(pod: Pod, view: View): Pod {
  return rangesOf(pod, view).reduce(limited, pod);
}

const flawsOf = (item: LimitRangeItem, resources: Resources): readonly string[] => [
  ...belowMinimum(item, resources),
  ...aboveMaximum(item, resources),
  ...beyondRatio(item, resources),
];

function podFlaws(pod: Pod, range: LimitRange): readonly string[] {
  const { containers, initContainers = [] } = pod.spec;
  return (range.spec?.limits ?? []).flatMap((item) => {
    if (item.type === "Pod") return flawsOf(item, podTotals(pod.spec));
    if (item.type !== "Container") return [];
    return [...containers, ...initContainers].flatMap(({ resources = {} }) => flawsOf(item, resources));
  });
}

/** Claims have no limits: what they ask for is what they may have. */
function claimFlaws({ spec }: PersistentVolumeClaim, range: LimitRange): readonly string[] {
  const { requests = {} } = spec.resources ?? {};
  return itemsOf(range, "PersistentVolumeClaim").flatMap((item) => [
    ...belowMinimum(item, { requests }),
    ...aboveMaximum(item, { requests, limits: requests }, "request"),
  ]);
}

/** One refusal for all that one range has against an object; the next range is not asked. */
function refusalBy<T extends KubeObject>(
  plural: string,
  flaws: (object: T, range: LimitRange) => readonly string[],
): (object: T, view: View) => ApiStatus | undefined {
  return (object, view) => {
    for (const range of rangesOf(object, view)) {
      const found = [...new Set(flaws(object, range))];
      const why = found.length > 1 ? `[${found.join(", ")}]` : found[0];
      if (why !== undefined) return forbidden({ group: "", plural }, object.metadata.name ?? "", why);
    }
    return undefined;
  };
}

/** Why a new pod is refused. */
export const podLimitRefusal = refusalBy("pods", podFlaws);

/** Why a claim is refused, new or changed. */
export const claimLimitRefusal = refusalBy("persistentvolumeclaims", claimFlaws);
