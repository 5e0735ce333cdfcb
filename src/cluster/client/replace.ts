import type { KubeObject } from "../../api/object.ts";
import type { JsonObject } from "../../base/json.ts";
import { manifested, refuseNothing, type Manifested } from "./manifested.ts";
import { deletedLine } from "./delete.ts";
import { forcedDeletion } from "./forced.ts";
import { nameFlaw } from "./identity.ts";
import { withLastApplied } from "./last-applied.ts";
import type { Outcome, Request } from "./request.ts";
import { dryRunSuffix, fieldValidation, keyOfTarget, writeOptions, type Session } from "./session.ts";

type ReplaceRequest = Extract<Request, { verb: "replace" }>;

function optionsOf(session: Session, request: ReplaceRequest): ReturnType<typeof writeOptions> {
  return writeOptions(request.dryRun, session.manager("kubectl-replace"), {
    fieldValidation: fieldValidation(request.validate),
  });
}

function bodyOf(request: ReplaceRequest, manifest: JsonObject): JsonObject {
  return request.saveConfig === true ? withLastApplied(manifest) : manifest;
}

function replaceOne(session: Session, request: ReplaceRequest, { target, manifest }: Manifested): void {
  const body = bodyOf(request, manifest);
  const operation = `replaced${dryRunSuffix(request.dryRun)}`;
  if (request.dryRun === "client") {
    session.done(target, body as unknown as KubeObject, operation);
    return;
  }
  const context = `error when replacing ${JSON.stringify(target.source.file)}: `;
  const flaw = nameFlaw(target.name);
  if (flaw !== undefined) return session.refused(`${context}${flaw}`, target);
  const answer = session.heard(session.cluster.update(keyOfTarget(target), body, optionsOf(session, request)));
  if (answer.ok) session.done(target, answer.object, operation);
  else session.failed(answer.status, target, context);
}

/** Deletes what is there; an object that is not is no trouble. */
function deleteAll(session: Session, request: ReplaceRequest, items: readonly Manifested[]): void {
  const options = forcedDeletion(request);
  for (const { target } of items) {
    const live = session.cluster.get(keyOfTarget(target));
    if (!live.ok) continue;
    const answer = session.heard(session.cluster.delete(keyOfTarget(target), options));
    if (!answer.ok && answer.status.reason !== "NotFound") {
      session.failed(answer.status, target);
      continue;
    }
    const line = deletedLine(target, "deleted", "none");
    session.results.push({ resource: target.resource, object: live.object, operation: "deleted", line });
  }
}

/** kubectl looks so often whether all is gone, and gives up after so long unless told otherwise. */
const POLL_SECONDS = 1;
const GIVES_UP_SECONDS = 300;

/**
 * Deletes all objects, waits until no object has their names, and makes them anew.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go, `forceReplace` (1.36)
 */
function forceReplace(session: Session, request: ReplaceRequest, items: readonly Manifested[]): Outcome {
  const { waitedSeconds } = request;
  if (waitedSeconds === undefined) deleteAll(session, request, items);
  if (session.failures.length > 0) return session.outcome();
  if (items.some(({ target }) => session.cluster.get(keyOfTarget(target)).ok)) {
    if ((waitedSeconds ?? 0) >= (request.timeoutSeconds ?? GIVES_UP_SECONDS)) {
      session.refused("timed out waiting for the condition");
      return session.outcome();
    }
    const afterSeconds = waitedSeconds === undefined ? 0 : POLL_SECONDS;
    const rest = { ...request, waitedSeconds: (waitedSeconds ?? 0) + afterSeconds };
    return { ...session.outcome(), again: { afterSeconds, request: rest } };
  }
  for (const { target, manifest } of items) {
    const body = bodyOf(request, manifest);
    const answer = session.heard(session.cluster.create(body, target.namespace, optionsOf(session, request)));
    if (answer.ok) session.done(target, answer.object, "replaced");
    else session.failed(answer.status, target);
  }
  return session.outcome();
}

/**
 * Replaces objects as a whole; the last writer wins unless the manifest names a resourceVersion. With `--force` all of
 * them are deleted and made anew; what is not gone yet is left to `Outcome.again`.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go (1.36)
 */
export function replace(session: Session, request: ReplaceRequest): Outcome {
  const items = manifested(session, request.manifests, undefined);
  if (request.force === true) {
    if (items.length === 0 && session.failures.length === 0) session.notes.push("No resources found");
    refuseNothing(session, items, "replace");
    return forceReplace(session, request, items);
  }
  for (const item of items) replaceOne(session, request, item);
  return session.outcome();
}
