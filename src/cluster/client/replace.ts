import type { KubeObject } from "../../api/object.ts";
import { manifested, refuseNothing, type Manifested } from "./apply.ts";
import { deletedLine } from "./delete.ts";
import { withLastApplied } from "./last-applied.ts";
import { recreate } from "./recreate.ts";
import type { Request } from "./request.ts";
import { dryRunSuffix, fieldValidation, keyOfTarget, writeOptions, type Session } from "./session.ts";

type ReplaceRequest = Extract<Request, { verb: "replace" }>;

function optionsOf(request: ReplaceRequest): ReturnType<typeof writeOptions> {
  return writeOptions(request.dryRun, "kubectl-replace", { fieldValidation: fieldValidation(request.validate) });
}

function replaceOne(session: Session, request: ReplaceRequest, { target, manifest }: Manifested): void {
  const body = request.saveConfig === true ? withLastApplied(manifest) : manifest;
  const operation = `replaced${dryRunSuffix(request.dryRun)}`;
  if (request.dryRun === "client") {
    session.done(target, body as unknown as KubeObject, operation);
    return;
  }
  const answer = session.heard(
    request.force === true
      ? recreate(session.cluster, target, body, optionsOf(request))
      : session.cluster.update(keyOfTarget(target), body, optionsOf(request)),
  );
  if (answer.ok) session.done(target, answer.object, operation);
  else session.failed(answer.status, target, `error when replacing ${JSON.stringify(target.source.file)}: `);
}

/**
 * Replaces objects as a whole; the last writer wins unless the manifest names a resourceVersion. With `--force` all of
 * them are deleted and made anew.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go (1.36)
 */
export function replace(session: Session, request: ReplaceRequest): void {
  const items = manifested(session, request.manifests, undefined);
  refuseNothing(session, items, "replace");
  if (request.force === true) {
    for (const { target } of items) {
      const live = session.cluster.get(keyOfTarget(target));
      if (!live.ok) continue;
      const line = deletedLine(target, "deleted", request.dryRun);
      session.results.push({ resource: target.resource, object: live.object, operation: "deleted", line });
    }
  }
  for (const item of items) replaceOne(session, request, item);
}
