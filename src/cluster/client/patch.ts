import { fieldSchemaOfKind } from "../../api/patch/field-schema.ts";
import { applyMergePatch } from "../../api/patch/json-merge.ts";
import { applyJsonPatch } from "../../api/patch/json-patch.ts";
import type { Patched } from "../../api/patch/refusal.ts";
import { applyStrategicPatch } from "../../api/patch/strategic.ts";
import type { KubeObject } from "../../api/object.ts";
import type { ApiStatus } from "../../api/status.ts";
import { sameJson, type JsonObject } from "../../base/json.ts";
import { scaleOf } from "../scale.ts";
import { placed } from "./identity.ts";
import type { Request } from "./request.ts";
import { NO_SUCH_RESOURCE, SCALE } from "./scale.ts";
import { keyOfTarget, writeOptions, type Session } from "./session.ts";
import type { Target } from "./target.ts";

type PatchRequest = Extract<Request, { verb: "patch" }>;

const NO_STRATEGIC: ApiStatus = {
  code: 415,
  reason: "UnsupportedMediaType",
  message:
    "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, " +
    "application/merge-patch+json, application/apply-patch+yaml",
};

const PATCHED = ["status", "scale"] as const;

type Found = Target & { readonly object: KubeObject };

function isUnchanged(before: KubeObject, after: KubeObject): boolean {
  const { managedFields: _before, ...old } = before.metadata;
  const { managedFields: _after, ...now } = after.metadata;
  return sameJson({ ...before, metadata: old }, { ...after, metadata: now });
}

/** What a client dry run shows: the object with the patch applied to it, and nothing that a server would add. */
export function patchedLocally(
  object: KubeObject,
  { type, body }: { readonly type: PatchRequest["type"]; readonly body: unknown },
): Patched {
  const original = object as unknown as JsonObject;
  if (type === "json") return applyJsonPatch(original, body);
  if (type === "merge") return applyMergePatch(original, body);
  return applyStrategicPatch(original, body, fieldSchemaOfKind(object.apiVersion, object.kind));
}

/**
 * The result line never says that it was a dry run. What the server answers is compared with what was named: a file's
 * manifest is never the same.
 */
function report(session: Session, request: PatchRequest, target: Found, after: KubeObject): void {
  const isScale = request.subresource === "scale";
  const [old, now] = isScale ? [scaleOf(target.object), scaleOf(after)] : [target.object, after];
  const resource = isScale ? SCALE : target.resource;
  const isCompared = request.dryRun === "client" || target.source === undefined;
  session.done({ resource }, now, isCompared && isUnchanged(old, now) ? "patched (no change)" : "patched");
}

function patchOne(session: Session, request: PatchRequest, target: Found): void {
  const { resource, object } = target;
  const { type, validate } = request;
  const subresource = PATCHED.find((one) => one === request.subresource && resource.subresources.includes(one));
  if (subresource !== request.subresource) {
    session.failed(NO_SUCH_RESOURCE, target);
    return;
  }
  const schema = fieldSchemaOfKind(object.apiVersion, object.kind);
  if (type === "strategic" && schema === undefined) {
    session.failed(NO_STRATEGIC, target);
    return;
  }
  if (request.dryRun === "client") {
    const patched = patchedLocally(object, { type, body: request.patch });
    if (patched.ok) report(session, request, target, patched.value as KubeObject);
    else session.refused(patched.status.message, target);
    return;
  }
  const options = writeOptions(request.dryRun, session.manager("kubectl-patch"), {
    fieldValidation: validate === "strict" ? "Strict" : "Warn",
    ...(subresource === undefined ? {} : { subresource }),
  });
  const answer = session.heard(session.cluster.patch(keyOfTarget(target), { type, body: request.patch }, options));
  if (answer.ok) report(session, request, target, answer.object);
  else session.failed(answer.status, target);
}

/** Of a file a client dry run patches what is written there, and asks for no object. */
function withManifest(target: Target): Target {
  const { source, namespace } = target;
  if (source === undefined) return target;
  return { ...target, object: placed(source.object, namespace) as unknown as KubeObject };
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/patch/patch.go (1.36) */
export function patch(session: Session, request: PatchRequest): void {
  const { targets } = session.resolve(request.targets);
  const asWritten = request.dryRun === "client" ? targets.map(withManifest) : targets;
  for (const target of session.fetchAll(asWritten)) patchOne(session, request, target);
  if (targets.length === 0 && session.failures.length === 0) session.refused("no objects passed to patch");
}
