import { templateOf } from "../../api/kinds/controllerrevision/template-patch.ts";
import { REVISION_LABEL } from "../../api/kinds/controllerrevision/types.ts";
import { HASH_LABEL } from "../../api/kinds/deployment/types.ts";
import type { Pod, PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { ObjectKey } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";
import { replicaSetsOf } from "../../rollout/replicasets.ts";
import { isServing } from "../../rollout/slots.ts";
import { revisionsOf } from "../../rollout/revisions.ts";
import type { PodStep } from "../model.ts";
import { keyText, podsBefore, type Ends } from "../workloads.ts";

/** A rolling update that the plan carries out. */
export interface Rollout {
  readonly workload: ObjectKey;
  /** What its new pods bear as their revision. @see revisionLabel */
  readonly revision: string;
  /** The one image that is new. */
  readonly image?: string;
}

/**
 * The label that tells the revisions of a workload's pods apart: its value is the name of a StatefulSet's revision, and
 * the hash in the name of a Deployment's ReplicaSet or a DaemonSet's revision.
 */
export function revisionLabel({ kind }: ObjectKey): string {
  return kind === "Deployment" ? HASH_LABEL : REVISION_LABEL;
}

export function revisionIn(pod: Pod, workload: ObjectKey): string {
  return pod.metadata.labels?.[revisionLabel(workload)] ?? "";
}

/** The revision of a workload's present template. */
function newest(view: View, workload: ObjectKey): string | undefined {
  const { kind, namespace, name } = workload;
  if (kind === "StatefulSet") return view.get("StatefulSet", namespace, name)?.status?.updateRevision;
  const label = revisionLabel(workload);
  if (kind === "Deployment") {
    const deployment = view.get("Deployment", namespace, name);
    return deployment && replicaSetsOf(deployment, view).current?.metadata.labels?.[label];
  }
  const daemon = view.get("DaemonSet", namespace, name);
  return daemon && revisionsOf(view, daemon).at(-1)?.metadata.labels?.[label];
}

function images({ spec }: PodTemplateSpec): readonly string[] {
  return [...spec.containers, ...(spec.initContainers ?? [])].map(({ image = "" }) => image);
}

function templateIn(object: unknown): PodTemplateSpec | undefined {
  return (object as { readonly spec?: { readonly template?: PodTemplateSpec } } | undefined)?.spec?.template;
}

/** The template that a workload's pods were to have before; of a StatefulSet that of its revision, whatever its spec says. */
function formerTemplate({ before }: Ends, { kind, namespace, name }: ObjectKey): PodTemplateSpec | undefined {
  const was = before.get(kind, namespace, name);
  const update = kind === "StatefulSet" ? (was as StatefulSet | undefined)?.status?.updateRevision : undefined;
  const revision = update === undefined ? undefined : before.get("ControllerRevision", namespace, update);
  return revision === undefined ? templateIn(was) : templateOf(revision);
}

/** The one image that is new; undefined where there are several, or none. */
function freshImage(ends: Ends, workload: ObjectKey): string | undefined {
  const old = formerTemplate(ends, workload);
  const is = templateIn(ends.after.get(workload.kind, workload.namespace, workload.name));
  const known = new Set(old === undefined ? [] : images(old));
  const fresh = [...new Set((is === undefined ? [] : images(is)).filter((image) => !known.has(image)))];
  return fresh.length === 1 ? fresh[0] : undefined;
}

/** Whether a step puts a pod of another revision in the place of one. Pods of other kinds change their names on the way. */
function renews({ action, workload, from, to }: PodStep): boolean {
  return workload?.kind === "StatefulSet" ? action === "replace" && from !== to : action === "create";
}

/** The workloads whose pods are replaced by pods of another revision, if one of them serves: else nothing is at stake. */
export function rolloutsIn(steps: readonly PodStep[], ends: Ends): readonly Rollout[] {
  const touched = new Map(
    steps.flatMap((step) => (step.workload && renews(step) ? [[keyText(step.workload), step.workload]] : [])),
  );
  const pods = podsBefore(ends, touched);
  return [...touched].flatMap(([id, workload]): readonly Rollout[] => {
    const revision = newest(ends.after, workload);
    const isStake = (pod: Pod): boolean => revisionIn(pod, workload) !== revision && isServing(pod);
    if (revision === undefined || pods.get(id)?.some(isStake) !== true) return [];
    const image = freshImage(ends, workload);
    return [{ workload, revision, ...(image === undefined ? {} : { image }) }];
  });
}
