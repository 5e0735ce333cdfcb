import { replicaSetOf } from "../../api/kinds/deployment/own-replica-set.ts";
import { HASH_LABEL, type Deployment } from "../../api/kinds/deployment/types.ts";
import { OWN_ANNOTATIONS } from "../../api/kinds/deployment/own-annotations.ts";
import { revisionHash } from "../../api/kinds/controllerrevision/revision-hash.ts";
import { DESIRED_REPLICAS, MAX_REPLICAS, REVISION } from "../../api/kinds/deployment/revision.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { isNamespaceTerminating, type ApiStatus } from "../../api/status.ts";
import { goJson, sameJson } from "../../base/json.ts";
import type { StepContext } from "../controller.ts";
import { controllerReference } from "../owned-pods.ts";
import { boundsOf } from "./bounds.ts";
import { creationFailed, replicaSetNoted } from "./progress.ts";
import { revisionOf, sumOf, wantedReplicas, type ReplicaSets } from "./replica-sets.ts";

const REVISION_HISTORY = "deployment.kubernetes.io/revision-history";

export function sizeAnnotations(deployment: Deployment): Readonly<Record<string, string>> {
  const replicas = deployment.spec.replicas ?? 1;
  return { [DESIRED_REPLICAS]: String(replicas), [MAX_REPLICAS]: String(replicas + boundsOf(deployment).maxSurge) };
}

function passedOn(deployment: Deployment): Readonly<Record<string, string>> {
  const annotations = Object.entries(deployment.metadata.annotations ?? {});
  return Object.fromEntries(annotations.filter(([name]) => !OWN_ANNOTATIONS.has(name)));
}

/** The annotations of the replica set that is current now: its old revisions are remembered. */
function annotationsFor(
  deployment: Deployment,
  revision: number,
  old: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const before = Number(old[REVISION] ?? 0) || 0;
  if (before >= revision) return { ...old, ...passedOn(deployment) };
  const history = [...(old[REVISION_HISTORY]?.split(",") ?? []), ...(before === 0 ? [] : [String(before)])];
  return {
    ...old,
    ...passedOn(deployment),
    [REVISION]: String(revision),
    ...(history.length === 0 ? {} : { [REVISION_HISTORY]: history.join(",") }),
  };
}

/** How many pods the current replica set may have now. @see the same file, `NewRSNewReplicas` (1.36) */
export function currentSize(deployment: Deployment, { current, old }: ReplicaSets): number {
  const replicas = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type === "Recreate") return replicas;
  const own = current === undefined ? 0 : wantedReplicas(current);
  const room = replicas + boundsOf(deployment).maxSurge - own - sumOf(old, wantedReplicas);
  return room <= 0 ? own : own + Math.min(room, replicas - own);
}

function newReplicaSet(deployment: Deployment, revision: number, replicas: number): ReplicaSet {
  const { selector, template, minReadySeconds = 0 } = deployment.spec;
  const hash = revisionHash(goJson(template), deployment.status?.collisionCount ?? 0);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: namespaceOf(deployment),
      labels,
      annotations: { ...annotationsFor(deployment, revision), ...sizeAnnotations(deployment) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** Keeps the current replica set's annotations and minReadySeconds as the Deployment has them. */
function refreshed(deployment: Deployment, set: ReplicaSet, revision: number, { api }: StepContext): ReplicaSet {
  const annotations = annotationsFor(deployment, Math.max(revision, revisionOf(set)), set.metadata.annotations);
  const { minReadySeconds: old = 0, ...spec } = set.spec;
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  if (old === minReadySeconds && sameJson(annotations, set.metadata.annotations ?? {})) return set;
  const next = { ...spec, ...(minReadySeconds === 0 ? {} : { minReadySeconds }) };
  const answer = api.update({ ...set, metadata: { ...set.metadata, annotations }, spec: next });
  return answer.ok ? answer.object : set;
}

/**
 * Notes the current replica set on the Deployment: its revision, and that it was found or made. Both go in a status
 * update: other updates of annotations count as a generation.
 */
function noted(deployment: Deployment, set: ReplicaSet, how: "found" | "made", { api, now }: StepContext): Deployment {
  const revision = set.metadata.annotations?.[REVISION] ?? "";
  const conditions = replicaSetNoted(deployment, how, set.metadata.name, now);
  if (deployment.metadata.annotations?.[REVISION] === revision && conditions === undefined) return deployment;
  const annotations = { ...deployment.metadata.annotations, [REVISION]: revision };
  const status = conditions === undefined ? deployment.status : { ...deployment.status, conditions };
  const answer = api.updateStatus({
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    ...(status === undefined ? {} : { status }),
  });
  return answer.ok ? answer.object : deployment;
}

/**
 * Tells of a replica set that could not be made. Where there is one of that name already, the next attempt gives it
 * another.
 * @returns the error
 */
function failed(deployment: Deployment, name: string, refusal: ApiStatus, { api, now }: StepContext): string {
  const { message } = refusal;
  if (refusal.reason === "AlreadyExists") {
    const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
    api.updateStatus({ ...deployment, status: { ...deployment.status, collisionCount } });
  } else if (!isNamespaceTerminating(refusal)) {
    const text = `Failed to create new replica set "${name}": ${message}`;
    const conditions = creationFailed(deployment, text, now);
    if (conditions !== undefined) api.updateStatus({ ...deployment, status: { ...deployment.status, conditions } });
    api.event(deployment, "Warning", "ReplicaSetCreateError", text);
  }
  return message;
}

/** The outcome of finding or making the current replica set. */
export type Revisions =
  | { readonly ok: true; readonly deployment: Deployment; readonly sets: ReplicaSets }
  | { readonly ok: false; readonly error: string };

/**
 * Finds the replica set with the Deployment's template, or makes it when asked to, and gives it the next number.
 * @see pkg/controller/deployment/sync.go, `getAllReplicaSetsAndSyncRevision`, `getNewReplicaSet` (1.36)
 */
export function syncRevision(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  context: StepContext,
  create: boolean,
): Revisions {
  const { api } = context;
  const found = replicaSetOf(deployment, all);
  const old = all.filter((set) => set.metadata.uid !== found?.metadata.uid);
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  if (found !== undefined) {
    const current = refreshed(deployment, found, revision, context);
    const known = current === found ? noted(deployment, current, "found", context) : deployment;
    return { ok: true, deployment: known, sets: { current, old } };
  }
  if (!create) return { ok: true, deployment, sets: { current: undefined, old } };
  const replicas = currentSize(deployment, { current: undefined, old });
  const wanted = newReplicaSet(deployment, revision, replicas);
  const answer = api.create(wanted);
  if (!answer.ok) return { ok: false, error: failed(deployment, wanted.metadata.name, answer.status, context) };
  const { name } = answer.object.metadata;
  if (replicas > 0) {
    api.event(deployment, "Normal", "ScalingReplicaSet", `Scaled up replica set ${name} from 0 to ${replicas}`);
  }
  return {
    ok: true,
    deployment: noted(deployment, answer.object, "made", context),
    sets: { current: answer.object, old },
  };
}
