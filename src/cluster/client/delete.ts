import { apiVersionOf } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import { qualifiedSingular } from "./result-line.ts";
import type { DeleteOptions, PropagationPolicy } from "../cluster.ts";
import { nameFlaw } from "./identity.ts";
import { refuse } from "./refused.ts";
import type { DryRun, Request } from "./request.ts";
import { dryRunSuffix, keyOfTarget, type Session } from "./session.ts";
import type { Target } from "./target.ts";

type DeleteRequest = Extract<Request, { verb: "delete" }>;

export const POLICY: Readonly<Record<NonNullable<DeleteRequest["cascade"]>, PropagationPolicy>> = {
  background: "Background",
  foreground: "Foreground",
  orphan: "Orphan",
};

const IMMEDIATE =
  "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. " +
  "The resource may continue to run on the cluster indefinitely.";

/** `statefulset.apps "web" deleted from default namespace`. */
export function deletedLine(target: Target, operation: string, dryRun: DryRun): string {
  const place = target.namespace === "" ? "" : ` from ${target.namespace} namespace`;
  return `${qualifiedSingular(target.resource)} ${JSON.stringify(target.name)} ${operation}${place}${dryRunSuffix(dryRun)}`;
}

const FORCE_IS_AT_ONCE = "--force and --grace-period greater than 0 cannot be specified together";

/** Seconds; undefined: the object's own. Zero takes `--force`, else it means one. */
function graceOf({ gracePeriodSeconds, force, now }: DeleteRequest): number | undefined {
  if (now === true) {
    if (gracePeriodSeconds !== undefined) refuse("--now and --grace-period cannot be specified together");
    if (force === true) refuse(FORCE_IS_AT_ONCE);
    return 1;
  }
  if (force === true) {
    if ((gracePeriodSeconds ?? 0) > 0) {
      refuse(FORCE_IS_AT_ONCE);
    }
    return 0;
  }
  return gracePeriodSeconds === 0 ? 1 : gracePeriodSeconds;
}

function nameOnly({ resource, namespace, name }: Target): KubeObject {
  const metadata = { name, ...(namespace === "" ? {} : { namespace }) };
  return { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata };
}

function deleted(session: Session, request: DeleteRequest, target: Target, object: KubeObject): void {
  const operation = graceOf(request) === 0 ? "force deleted" : "deleted";
  const line = deletedLine(target, operation, request.dryRun);
  session.results.push({ resource: target.resource, object, operation, line });
}

/**
 * A client dry run asks the server nothing, and so tells of objects that are not there.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go, `DeleteResult` (1.36)
 */
export function deleteObjects(session: Session, request: DeleteRequest): void {
  const grace = graceOf(request);
  const { targets, by } = session.resolve(request.targets);
  if (request.force === true) session.warn(IMMEDIATE);
  const forgives = request.ignoreNotFound ?? by === "lists";
  const options: DeleteOptions = {
    propagationPolicy: POLICY[request.cascade ?? "background"],
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    ...(request.dryRun === "server" ? { dryRun: true } : {}),
  };
  for (const target of targets) {
    if (request.dryRun === "client") {
      deleted(session, request, target, target.object ?? nameOnly(target));
      continue;
    }
    const file = target.source?.file;
    const context = file === undefined ? "" : `error when deleting ${JSON.stringify(file)}: `;
    const flaw = nameFlaw(target.name);
    if (flaw !== undefined) {
      session.refused(`${context}${flaw}`, target);
      continue;
    }
    const answer = session.cluster.delete(keyOfTarget(target), options);
    if (answer.ok) deleted(session, request, target, answer.object);
    else if (answer.status.reason !== "NotFound" || !forgives) session.failed(answer.status, target, context);
  }
  if (targets.length === 0 && session.failures.length === 0 && by !== "names") session.notes.push("No resources found");
}
