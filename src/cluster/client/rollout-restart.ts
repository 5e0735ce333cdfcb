import type { KubeObject } from "../../api/object.ts";
import { wholeSecond, timestamp } from "../../base/instant.ts";
import { isJsonObject } from "../../base/json.ts";
import type { Request } from "./request.ts";
import { isRolloutKind } from "./rollout-kinds.ts";
import { keyOfTarget, quotedName, writeOptions, type Session } from "./session.ts";
import type { Target } from "./target.ts";

const RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
const RESTARTABLE: readonly string[] = ["Deployment", "DaemonSet", "StatefulSet"];

const TOO_SOON =
  "if restart has already been triggered within the past second, please wait before attempting to trigger another";

export function isPaused(object: KubeObject): boolean {
  return (object as { spec?: { paused?: boolean } }).spec?.paused === true;
}

function restartedAt(object: KubeObject): string | undefined {
  const { spec } = object as { spec?: { template?: { metadata?: { annotations?: unknown } } } };
  const annotations = spec?.template?.metadata?.annotations;
  const value = isJsonObject(annotations) ? annotations[RESTARTED_AT] : undefined;
  return typeof value === "string" ? value : undefined;
}

function restartOne(session: Session, target: Target & { readonly object: KubeObject }): void {
  const { cluster } = session;
  if (!isRolloutKind(target, RESTARTABLE)) {
    session.refused(`error: ${quotedName(target)} restarting is not supported`, target);
    return;
  }
  if (isPaused(target.object)) {
    const why = "can't restart paused deployment (run rollout resume first)";
    session.refused(`error: ${quotedName(target)} ${why}`, target);
    return;
  }
  const now = timestamp(wholeSecond(cluster.now));
  if (restartedAt(target.object) === now) {
    session.refused(`failed to create patch for ${target.name}: ${TOO_SOON}`, target);
    return;
  }
  const body = { spec: { template: { metadata: { annotations: { [RESTARTED_AT]: now } } } } };
  const options = writeOptions("none", session.manager("kubectl-rollout"), { fieldValidation: "Warn" });
  const answer = session.heard(cluster.patch(keyOfTarget(target), { type: "strategic", body }, options));
  if (answer.ok) session.done(target, answer.object, "restarted");
  else session.refused(`failed to patch: ${answer.status.message}`, target);
}

/** @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/objectrestarter.go (1.36) */
export function restart(session: Session, request: Extract<Request, { verb: "rollout-restart" }>): void {
  const { targets } = session.resolve(request.targets, {
    listsTypes: true,
    ...(request.selector === undefined ? {} : { selector: request.selector }),
  });
  session.warnOfNothing(targets);
  for (const target of session.fetchAll(targets)) restartOne(session, target);
}
