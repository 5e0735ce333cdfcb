import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { ByName } from "./by-name.ts";
import type { HorizontalPodAutoscaler } from "./checked-kinds.ts";
import type { Project } from "../project.ts";

function autoscalersByTarget(project: Project): ByName<HorizontalPodAutoscaler> {
  const byTarget = new ByName<HorizontalPodAutoscaler>();
  for (const autoscaler of project.list("HorizontalPodAutoscaler.autoscaling")) {
    const { kind, name } = autoscaler.spec.scaleTargetRef;
    byTarget.add(namespaceOf(autoscaler), `${kind}/${name}`, autoscaler);
  }
  return byTarget;
}

/** The autoscalers whose target an object is. */
export function autoscalersOf(project: Project, object: KubeObject): readonly HorizontalPodAutoscaler[] {
  if (project.list("HorizontalPodAutoscaler.autoscaling").length === 0) return [];
  return project.index(autoscalersByTarget).get(namespaceOf(object), `${object.kind}/${object.metadata.name}`);
}

/** The ordinals that a set may have, also after its autoscaler has had its way. */
export interface Ordinals {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** How many pods a workload may have, also after its autoscaler has had its way. */
export function mostReplicasOf(project: Project, object: KubeObject): number {
  const { replicas = 1 } = (object as KubeObject & { readonly spec: { readonly replicas?: number } }).spec;
  return Math.max(replicas, ...autoscalersOf(project, object).map(({ spec }) => spec.maxReplicas));
}

export function ordinalsOf(project: Project, set: StatefulSet): Ordinals {
  const count = mostReplicasOf(project, set);
  const first = set.spec.ordinals?.start ?? 0;
  return { first, last: first + count - 1, count };
}

export function hasOrdinal({ first, last }: Ordinals, ordinal: number): boolean {
  return ordinal >= first && ordinal <= last;
}

/** `web-0 to web-2`: the pods of a set in a message. */
export function printPods(set: KubeObject, { first, last, count }: Ordinals): string {
  const { name } = set.metadata;
  if (count === 0) return "no pods";
  return count === 1 ? `${name}-${first}` : `${name}-${first} to ${name}-${last}`;
}

/** `web-0.web.shop.svc`: the name in DNS that the first pod of a set ought to have. */
export function dnsNameOf(set: StatefulSet): string {
  const { serviceName = "", ordinals } = set.spec;
  return `${set.metadata.name}-${ordinals?.start ?? 0}.${serviceName}.${namespaceOf(set)}.svc`;
}

/** Set name and ordinal that a name like `web-0` is made of. */
export function splitOrdinal(name: string): { readonly base: string; readonly ordinal: number } | undefined {
  const match = /^(.+)-(0|[1-9]\d{0,9})$/.exec(name);
  return match === null ? undefined : { base: match[1] ?? "", ordinal: Number(match[2]) };
}
