import type { KubeObject } from "../../api/object.ts";
import type { ResourceKind } from "../../api/kinds.ts";
import type { Answer, ApiStatus } from "../../api/status.ts";
import { scaleOf, withScale } from "../scale.ts";
import { clientFailure, refuse, statusFailure } from "./refused.ts";
import type { Failure, Request } from "./request.ts";
import { dryRunSuffix, keyOfTarget, writeOptions, type Session } from "./session.ts";
import type { Target } from "./target.ts";

type ScaleRequest = Extract<Request, { verb: "scale" }>;

/** The kind of what the scale subresource answers with. */
export const SCALE: ResourceKind = {
  key: "Scale.autoscaling",
  group: "autoscaling",
  version: "v1",
  kind: "Scale",
  plural: "scales",
  singular: "scale",
  shortNames: [],
  namespaced: true,
  inAll: false,
  subresources: [],
};

/** What the server answers to a path that it does not serve. */
export const NO_SUCH_RESOURCE: ApiStatus = {
  code: 404,
  reason: "NotFound",
  message: "the server could not find the requested resource",
  details: {},
};

/** @see staging/src/k8s.io/kubectl/pkg/scale/scale.go, `ScalePrecondition.validate` (1.36) */
function unmetPrecondition(request: ScaleRequest, live: KubeObject): string | undefined {
  const scale = scaleOf(live);
  const replicas = scale.spec.replicas ?? 0;
  if (request.currentReplicas !== undefined && request.currentReplicas >= 0 && replicas !== request.currentReplicas) {
    return `Expected replicas to be ${request.currentReplicas}, was ${replicas}`;
  }
  const version = live.metadata.resourceVersion ?? "";
  if (request.resourceVersion !== undefined && request.resourceVersion !== "" && version !== request.resourceVersion) {
    return `Expected resource version to be ${request.resourceVersion}, was ${version}`;
  }
  return undefined;
}

/** What is shown is the object as it was read, with the replicas asked for: kubectl does not read it again. */
function scaleOne(
  session: Session,
  request: ScaleRequest,
  target: Target & { object: KubeObject },
): Failure | undefined {
  const operation = `scaled${dryRunSuffix(request.dryRun)}`;
  const scaled = withScale(target.object, { spec: { replicas: request.replicas } });
  if (request.dryRun === "client") {
    session.done(target, scaled, operation);
    return undefined;
  }
  if (!target.resource.subresources.includes("scale")) return statusFailure(NO_SUCH_RESOURCE, "", target.source);
  const unmet = unmetPrecondition(request, target.object);
  if (unmet !== undefined) return clientFailure(unmet, target.source);
  const patch = { type: "merge", body: { spec: { replicas: request.replicas } } } as const;
  const options = writeOptions(request.dryRun, "kubectl", { subresource: "scale", fieldValidation: "Warn" });
  const answer: Answer = session.heard(session.cluster.patch(keyOfTarget(target), patch, options));
  if (!answer.ok) return statusFailure(answer.status, "", target.source);
  session.done(target, scaled, operation);
  return undefined;
}

/**
 * Scales one object after the other; the first that cannot be scaled ends it, one that is missing does not.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/scale/scale.go (1.36)
 */
export function scale(session: Session, request: ScaleRequest): void {
  if (request.replicas < 0) {
    refuse("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
  }
  const targets = session.fetchAll(session.resolve(request.targets, { namesGoBeforeAll: true }).targets);
  if ((request.resourceVersion ?? "") !== "" && targets.length > 1) {
    refuse("cannot use --resource-version with multiple resources");
  }
  if (targets.length === 0 && session.failures.length === 0) refuse("no objects passed to scale");
  for (const target of targets) {
    const failure = scaleOne(session, request, target);
    if (failure === undefined) continue;
    session.failures.splice(0, session.failures.length, failure);
    return;
  }
}
