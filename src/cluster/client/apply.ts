import { fieldSchemaOfKind } from "../../api/patch/field-schema.ts";
import { threeWayPatch } from "../../api/patch/three-way.ts";
import { LAST_APPLIED, type KubeObject } from "../../api/object.ts";
import type { Answer, ApiStatus } from "../../api/status.ts";
import { goJson, type JsonObject } from "../../base/json.ts";
import { applyOnServer } from "./apply-server-side.ts";
import { forcedDeletion } from "./forced.ts";
import { fullIdentity, metadataOf, nameFlaw } from "./identity.ts";
import { lastApplied, lastAppliedText, withLastApplied, withoutLastApplied } from "./last-applied.ts";
import { manifested, refuseNothing, type ApplyRequest, type Manifested } from "./manifested.ts";
import { patchedLocally } from "./patch.ts";
import { prune, prunedKinds } from "./prune.ts";
import type { Outcome } from "./request.ts";
import { dryRunSuffix, fieldValidation, keyOfTarget, objectName, writeOptions, type Session } from "./session.ts";
import type { Target } from "./target.ts";

const MANAGER = "kubectl-client-side-apply";

function options(request: ApplyRequest): ReturnType<typeof writeOptions> {
  const manager = request.fieldManager ?? MANAGER;
  return writeOptions(request.dryRun, manager, { fieldValidation: fieldValidation(request.validate) });
}

function create(session: Session, request: ApplyRequest, { target, manifest }: Manifested): void {
  const modified = request.annotate === false ? manifest : withLastApplied(manifest);
  const operation = `created${dryRunSuffix(request.dryRun)}`;
  if (request.dryRun === "client") {
    session.done(target, modified as unknown as KubeObject, operation);
    return;
  }
  const answer = session.heard(session.cluster.create(modified, target.namespace, options(request)));
  if (answer.ok) session.done(target, answer.object, operation);
  else session.failed(answer.status, target, `error when creating ${JSON.stringify(target.source.file)}: `);
}

const MISSING =
  "annotation which is required by kubectl apply. kubectl apply should only be used on resources created " +
  "declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched " +
  "automatically.";

function warnIfDeleting(session: Session, target: Target, object: KubeObject): void {
  if (object.metadata.deletionTimestamp === undefined) return;
  session.warn(`Warning: Detected changes to resource ${target.name} which is currently being deleted.`);
}

/** What stands before the server's answer to a patch. */
function patchContext(target: Manifested["target"], patch: string): string {
  const file = JSON.stringify(target.source.file);
  return `error when applying patch:\n${patch}\nto:\n${fullIdentity(target)}\nfor: ${file}: `;
}

interface Update extends Manifested {
  readonly live: KubeObject;
}

function mayBeForced(status: ApiStatus): boolean {
  return status.reason === "Invalid" || status.reason === "Conflict";
}

/** Undefined: all is done with the object. Else its deletion is to be waited for, after this patch was refused. */
type Applied = { readonly patch: string } | undefined;

function patchLive(session: Session, request: ApplyRequest, update: Update): Applied {
  const { target, manifest, live } = update;
  if (lastAppliedText(live) === undefined && request.annotate !== false) {
    session.warn(`Warning: resource ${objectName(target)} is missing the ${LAST_APPLIED} ${MISSING}`);
  }
  const file = JSON.stringify(target.source.file);
  const modified = request.annotate === false ? withoutLastApplied(manifest) : withLastApplied(manifest);
  const result = threeWayPatch({
    original: lastApplied(live),
    modified,
    current: live as unknown as JsonObject,
    schema: fieldSchemaOfKind(live.apiVersion, live.kind),
    ...(request.overwrite === undefined ? {} : { overwrite: request.overwrite }),
  });
  if (!result.ok) {
    const states = `original:\n${lastAppliedText(live) ?? ""}\nmodified:\n${goJson(modified)}\ncurrent:\n${goJson(live)}`;
    const context = `error when creating patch with:\n${states}\nfor: ${file}: `;
    session.refused(`${patchContext(target, "")}${context}${result.message}`, target);
    return undefined;
  }
  const suffix = dryRunSuffix(request.dryRun);
  const text = goJson(result.patch);
  if (text === "{}") {
    warnIfDeleting(session, target, live);
    session.done(target, live, `unchanged${suffix}`);
    return undefined;
  }
  const patch = { type: result.type, body: result.patch } as const;
  if (request.dryRun === "client") {
    warnIfDeleting(session, target, live);
    const patched = patchedLocally(live, patch);
    session.done(target, patched.ok ? (patched.value as KubeObject) : live, `configured${suffix}`);
    return undefined;
  }
  const answer = session.heard(session.cluster.patch(keyOfTarget(target), patch, options(request)));
  if (!answer.ok && request.force === true && mayBeForced(answer.status))
    return makeWay(session, request, update, text);
  configured(session, request, update, { answer, patch: text });
  return undefined;
}

function configured(
  session: Session,
  { dryRun }: ApplyRequest,
  { target }: Manifested,
  { answer, patch }: { readonly answer: Answer; readonly patch: string },
): void {
  if (!answer.ok) {
    const context = `${patchContext(target, patch)}error when patching ${JSON.stringify(target.source.file)}: `;
    session.failed(answer.status, target, context);
    return;
  }
  warnIfDeleting(session, target, answer.object);
  session.done(target, answer.object, `configured${dryRunSuffix(dryRun)}`);
}

/** With `--force` an object that cannot be patched is deleted and made anew. */
function makeWay(session: Session, request: ApplyRequest, item: Manifested, patch: string): Applied {
  const answer = session.heard(session.cluster.delete(keyOfTarget(item.target), forcedDeletion(request)));
  if (answer.ok || answer.status.reason === "NotFound") return makeAnew(session, request, item, patch);
  configured(session, request, item, { answer, patch });
  return undefined;
}

/** Makes what was deleted, once it is gone. */
function makeAnew(session: Session, request: ApplyRequest, item: Manifested, patch: string): Applied {
  const { target, manifest } = item;
  if (session.cluster.get(keyOfTarget(target)).ok) {
    const { timeoutSeconds = Infinity, under } = request;
    if ((under?.waitedSeconds ?? 0) < timeoutSeconds) return { patch };
    session.refused(`${patchContext(target, patch)}timed out waiting for the condition`, target);
    return undefined;
  }
  const body = withLastApplied(manifest);
  const answer = session.heard(session.cluster.create(body, target.namespace, options(request)));
  configured(session, request, item, { answer, patch });
  return undefined;
}

/** What the server answers when it is asked for an object in a version: of custom resources only that is another. */
function inVersion(live: KubeObject, { apiVersion }: Manifested["manifest"]): KubeObject {
  const isCustom = fieldSchemaOfKind(live.apiVersion, live.kind) === undefined;
  return isCustom && typeof apiVersion === "string" ? { ...live, apiVersion } : live;
}

function applyOne(session: Session, request: ApplyRequest, item: Manifested): Applied {
  const { target, manifest } = item;
  const { generateName } = metadataOf(manifest);
  if (target.name === "" && typeof generateName === "string" && generateName !== "") {
    session.refused(`from ${generateName}: cannot use generate name with apply`, target);
    return undefined;
  }
  const file = JSON.stringify(target.source.file);
  const flaw = nameFlaw(target.name);
  if (flaw !== undefined) {
    const where = `error when retrieving current configuration of:\n${fullIdentity(target)}\nfrom server for: ${file}`;
    session.refused(`${where}: ${flaw}`, target);
    return undefined;
  }
  if (request.serverSide === true) {
    applyOnServer(session, request, item);
    return undefined;
  }
  const live = session.cluster.get(keyOfTarget(target));
  if (live.ok) return patchLive(session, request, { ...item, live: inVersion(live.object, manifest) });
  create(session, request, item);
  return undefined;
}

/**
 * Applies manifests one after the other, in their order; a failure does not stop the rest. Where a forced deletion takes
 * time, the rest is left to `Outcome.again`.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go (1.36)
 */
export function apply(session: Session, request: ApplyRequest): Outcome {
  const pruned = prunedKinds(request);
  const items = manifested(session, request.manifests, request.selector);
  refuseNothing(session, items, "apply");
  const { under, ...fresh } = request;
  for (const [index, item] of items.entries()) {
    if (index < (under?.index ?? 0)) continue;
    const goesOn = index === under?.index;
    const left = goesOn ? makeAnew(session, request, item, under.patch) : applyOne(session, fresh, item);
    if (left === undefined) continue;
    const afterSeconds = goesOn ? 1 : 0;
    const waited =
      request.timeoutSeconds === undefined
        ? {}
        : { waitedSeconds: (goesOn ? (under.waitedSeconds ?? 0) : 0) + afterSeconds };
    return {
      ...session.outcome(),
      again: { afterSeconds, request: { ...request, under: { index, ...left, ...waited } } },
    };
  }
  if (request.prune !== undefined && session.failures.length === 0) prune(session, request, items, pruned);
  return session.outcome();
}
