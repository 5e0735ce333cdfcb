import { fieldSchemaOfKind } from "../../api/patch/field-schema.ts";
import { applyStrategicPatch } from "../../api/patch/strategic.ts";
import { chooseRollback, type Rollback } from "../../api/kinds/controllerrevision/rollback.ts";
import { selects, type LabelSelector } from "../../api/selector.ts";
import { namespaceOf, type KubeObject } from "../../api/object.ts";
import { isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import type { View } from "../view.ts";
import { LAST_APPLIED, lastAppliedText } from "./last-applied.ts";
import type { Request } from "./request.ts";
import { isPaused, isRolloutKind } from "./rollout-restart.ts";
import { dryRunSuffix, keyOfTarget, objectName, type Session } from "./session.ts";
import type { Target } from "./targets.ts";

type UndoRequest = Extract<Request, { verb: "rollout-undo" }>;
type Found = Target & { readonly object: KubeObject };

interface Workload extends KubeObject {
  readonly spec: { readonly selector?: LabelSelector; readonly template?: JsonObject };
}

const HASH_LABEL = "pod-template-hash";
const NUMBER = "deployment.kubernetes.io/revision";

/** The template as a patch that replaces it, the form in which ControllerRevisions keep it. */
function replacing(template: JsonObject): JsonObject {
  return { spec: { template: { ...template, $patch: "replace" } } };
}

function templateOf(workload: KubeObject): JsonObject {
  return (workload as Workload).spec.template ?? {};
}

function withoutHash(template: JsonObject): JsonObject {
  const metadata = isJsonObject(template["metadata"]) ? template["metadata"] : {};
  const labels = isJsonObject(metadata["labels"]) ? metadata["labels"] : {};
  const { [HASH_LABEL]: _hash, ...kept } = labels;
  return { ...template, metadata: { ...metadata, labels: kept } };
}

function isOwned(object: KubeObject, workload: KubeObject): boolean {
  const owned = object.metadata.ownerReferences?.some(
    (one) => one.controller === true && one.uid === workload.metadata.uid,
  );
  return owned === true && selects((workload as Workload).spec.selector, object.metadata.labels);
}

/** @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go (1.36) */
function historyOf(view: View, workload: KubeObject): readonly Rollback[] {
  const namespace = namespaceOf(workload);
  if (workload.kind === "Deployment") {
    const owned = view.list("ReplicaSet", namespace).filter((set) => isOwned(set, workload));
    return owned.map((set) => ({
      number: Number(set.metadata.annotations?.[NUMBER] ?? 0),
      patch: replacing(withoutHash(templateOf(set))),
    }));
  }
  const owned = view.list("ControllerRevision", namespace).filter((revision) => isOwned(revision, workload));
  return owned.map(({ revision, data }) => ({ number: revision, patch: data }));
}

function rolledBack(workload: KubeObject, patch: unknown): KubeObject {
  const schema = fieldSchemaOfKind(workload.apiVersion, workload.kind);
  const patched = applyStrategicPatch(workload as unknown as JsonObject, patch, schema);
  return patched.ok ? (patched.value as KubeObject) : workload;
}

const BEFORE = "was previously managed with 'kubectl apply'. Rolling back will not update the";
const AFTER =
  "annotation, which may cause unexpected behavior on future 'kubectl apply' operations. " +
  "Consider using 'kubectl apply' with your previous configuration file instead.";

function undoOne(session: Session, request: UndoRequest, target: Found): void {
  const { object } = target;
  if (!isRolloutKind(target, ["Deployment", "DaemonSet", "StatefulSet"])) {
    session.refused(`no rollbacker has been implemented for ${JSON.stringify(target.resource.kind)}`, target);
    return;
  }
  if (lastAppliedText(object) !== undefined) {
    session.warn(`Warning: resource ${objectName(target)} ${BEFORE} ${LAST_APPLIED} ${AFTER}`);
  }
  const chosen = chooseRollback(historyOf(session.cluster.view(), object), request.toRevision);
  if (typeof chosen === "string") session.refused(chosen, target);
  else if (isPaused(object) && request.dryRun !== "client") {
    const how = "resume it first with 'kubectl rollout resume' and try again";
    session.refused(`you cannot rollback a paused deployment; ${how}`, target);
  } else rollBack(session, request, target, chosen);
}

function rollBack(session: Session, request: UndoRequest, target: Found, { number, patch }: Rollback): void {
  const after = rolledBack(target.object, patch);
  if (request.dryRun === "client") {
    session.results.push({
      resource: target.resource,
      object: after,
      operation: "will roll back",
      isPreview: true,
    });
    return;
  }
  if (sameJson(templateOf(after), templateOf(target.object))) {
    session.done(target, target.object, `skipped rollback (current template already matches revision ${number})`);
    return;
  }
  const options = request.dryRun === "server" ? { dryRun: true } : {};
  const answer = session.heard(session.cluster.patch(keyOfTarget(target), { type: "strategic", body: patch }, options));
  if (answer.ok) session.done(target, answer.object, `rolled back${dryRunSuffix(request.dryRun)}`);
  else session.refused(`failed restoring revision ${number}: ${answer.status.message}`, target);
}

/**
 * Sends the template of an earlier revision back; which revision that makes is the controller's business.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollback.go (1.36)
 */
export function undo(session: Session, request: UndoRequest): void {
  const { targets } = session.resolve(request.targets, { listsTypes: true });
  for (const target of session.fetchAll(targets)) undoOne(session, request, target);
}
