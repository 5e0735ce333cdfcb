import { fieldSchemaOfKind } from "../../api/patch/field-schema.ts";
import { applyStrategicPatch } from "../../api/patch/strategic.ts";
import { chooseRollback } from "../../api/kinds/controllerrevision/rollback.ts";
import type { ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import { writtenRevision } from "../../api/kinds/deployment/revision.ts";
import { OWN_ANNOTATIONS } from "../../api/kinds/deployment/own-annotations.ts";
import { HASH_LABEL } from "../../api/kinds/deployment/types.ts";
import { selects, type LabelSelector } from "../../api/selector.ts";
import { LAST_APPLIED, namespaceOf, type KubeObject } from "../../api/object.ts";
import { isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import type { Patch } from "../cluster.ts";
import type { View } from "../view.ts";
import { lastAppliedText } from "./last-applied.ts";
import type { Request } from "./request.ts";
import { isRolloutKind, noRoleFor } from "./rollout-kinds.ts";
import { isPaused } from "./rollout-restart.ts";
import { dryRunSuffix, keyOfTarget, objectName, writeOptions, type Session } from "./session.ts";
import type { Target } from "./target.ts";

type UndoRequest = Extract<Request, { verb: "rollout-undo" }>;
type Found = Target & { readonly object: KubeObject };

interface Workload extends KubeObject {
  readonly spec: { readonly selector?: LabelSelector; readonly template?: JsonObject };
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

/** A version that a workload can go back to, and how. */
interface Rollback {
  readonly number: number;
  readonly patch: Patch;
  /** The template that it brings back; a Deployment's carries the label of its replica set. */
  readonly template: JsonObject;
}

function ofReplicaSet(deployment: KubeObject, set: KubeObject): readonly Rollback[] {
  const number = writtenRevision(set);
  if (typeof number === "string") return [];
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => OWN_ANNOTATIONS.has(name));
  const kept = Object.entries(set.metadata.annotations ?? {}).filter(([name]) => !OWN_ANNOTATIONS.has(name));
  const template = templateOf(set);
  const body = [
    { op: "replace", path: "/spec/template", value: withoutHash(template) },
    { op: "replace", path: "/metadata/annotations", value: Object.fromEntries([...own, ...kept]) },
  ];
  return [{ number, patch: { type: "json", body }, template }];
}

function ofRevision(workload: KubeObject, { revision, data }: ControllerRevision): Rollback {
  const schema = fieldSchemaOfKind(workload.apiVersion, workload.kind);
  const patched = applyStrategicPatch(workload as unknown as JsonObject, data, schema);
  const template = templateOf(patched.ok ? (patched.value as KubeObject) : workload);
  return { number: revision, patch: { type: "strategic", body: data }, template };
}

/** @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go (1.36) */
function historyOf(view: View, workload: KubeObject): readonly Rollback[] {
  const namespace = namespaceOf(workload);
  if (workload.kind === "Deployment") {
    const owned = view.list("ReplicaSet", namespace).filter((set) => isOwned(set, workload));
    return owned.flatMap((set) => ofReplicaSet(workload, set));
  }
  const owned = view.list("ControllerRevision", namespace).filter((revision) => isOwned(revision, workload));
  return owned.map((revision) => ofRevision(workload, revision));
}

/** The version to go back to, or why there is none. */
function chosenFor(view: View, workload: KubeObject, toRevision: number): Rollback | string {
  const history = historyOf(view, workload);
  if (workload.kind === "Deployment" && toRevision === 0 && history.length <= 1) {
    return `no rollout history found for deployment ${JSON.stringify(workload.metadata.name)}`;
  }
  return chooseRollback(history, toRevision);
}

const BEFORE = "was previously managed with 'kubectl apply'. Rolling back will not update the";
const AFTER =
  "annotation, which may cause unexpected behavior on future 'kubectl apply' operations. " +
  "Consider using 'kubectl apply' with your previous configuration file instead.";

function undoOne(session: Session, request: UndoRequest, target: Found): void {
  const { object } = target;
  if (lastAppliedText(object) !== undefined) {
    session.warn(`Warning: resource ${objectName(target)} ${BEFORE} ${LAST_APPLIED} ${AFTER}`);
  }
  if (!isRolloutKind(target, ["Deployment", "DaemonSet", "StatefulSet"])) {
    session.refused(noRoleFor(target.resource, "rollbacker"), target);
    return;
  }
  const chosen = chosenFor(session.cluster.view(), object, request.toRevision);
  if (typeof chosen === "string") session.refused(chosen, target);
  else if (isPaused(object) && request.dryRun !== "client") {
    const how = "resume it first with 'kubectl rollout resume' and try again";
    session.refused(`you cannot rollback a paused deployment; ${how}`, target);
  } else rollBack(session, request, target, chosen);
}

function rollBack(session: Session, request: UndoRequest, target: Found, { patch, template }: Rollback): void {
  const { toRevision, dryRun } = request;
  if (dryRun === "client") {
    const { resource, object } = target;
    session.results.push({ resource, object, operation: "will roll back", preview: template });
    return;
  }
  if (sameJson(withoutHash(template), withoutHash(templateOf(target.object)))) {
    const line = `skipped rollback (current template already matches revision ${toRevision})`;
    session.done(target, target.object, line);
    return;
  }
  const options = writeOptions(dryRun, "kubectl");
  const answer = session.heard(session.cluster.patch(keyOfTarget(target), patch, options));
  if (answer.ok) session.done(target, target.object, `rolled back${dryRunSuffix(dryRun)}`);
  else session.refused(`failed restoring revision ${toRevision}: ${answer.status.message}`, target);
}

/**
 * Sends the template of an earlier revision back; which revision that makes is the controller's business.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollback.go (1.36)
 */
export function undo(session: Session, request: UndoRequest): void {
  const { targets } = session.resolve(request.targets, { listsTypes: true });
  for (const target of session.fetchAll(targets)) undoOne(session, request, target);
}
