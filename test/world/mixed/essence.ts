import type { KubeObject } from "../../../src/api/object.ts";
import { controllerOf } from "../../../src/api/object.ts";
import { isPodReady, type Pod } from "../../../src/api/kinds/pod/types.ts";
import type { Snapshot } from "../../../src/cluster/snapshot.ts";

const WORKLOADS: ReadonlySet<string> = new Set([
  "StatefulSet",
  "Deployment",
  "DaemonSet",
  "ReplicaSet",
  "PodDisruptionBudget",
]);

/** Names that controllers make up depend on the moment. */
function nameOf(object: KubeObject): string {
  const kind = controllerOf(object)?.kind;
  const isMadeUp =
    object.kind === "Pod" &&
    (kind === "ReplicaSet" ||
      kind === "DaemonSet" ||
      (kind === undefined && object.metadata.generateName !== undefined));
  return isMadeUp ? `${object.metadata.generateName ?? ""}…` : object.metadata.name;
}

const ownersOf = ({ metadata }: KubeObject): readonly string[] =>
  (metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`);

function statusOf(object: KubeObject): unknown {
  const { status = {} } = object as { status?: Record<string, unknown> };
  const { conditions: _times, disruptedPods: _names, observedGeneration: _count, ...rest } = status;
  return rest;
}

function essenceOf(object: KubeObject): unknown {
  const base = {
    name: nameOf(object),
    owners: ownersOf(object),
    leaves: object.metadata.deletionTimestamp !== undefined,
  };
  if (WORKLOADS.has(object.kind)) {
    const { spec } = object as { spec?: unknown };
    return { ...base, spec, status: statusOf(object) };
  }
  if (object.kind === "Pod") {
    const pod = object as Pod;
    return { ...base, app: pod.metadata.labels?.["app"], phase: pod.status?.phase, ready: isPodReady(pod) };
  }
  return base;
}

const KINDS = [...WORKLOADS, "Pod", "PersistentVolumeClaim", "ControllerRevision"];

/** What an end state comes to, without what depends on the moment and order of each step. */
export function essence(snapshot: Snapshot): string {
  const parts = KINDS.map((kind) => {
    const objects = snapshot.objects.filter((one) => one.kind === kind);
    return [kind, objects.map((one) => JSON.stringify(essenceOf(one))).toSorted()];
  });
  return JSON.stringify(Object.fromEntries(parts));
}
