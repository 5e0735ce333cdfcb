import { LAST_APPLIED, type KubeObject } from "../../api/object.ts";
import { goJson } from "../../base/json.ts";
import { manifested, refuseNothing, type Manifested } from "./manifested.ts";
import { lastAppliedText } from "./last-applied.ts";
import type { Request } from "./request.ts";
import { dryRunSuffix, keyOfTarget, writeOptions, type Session } from "./session.ts";

type SetLastAppliedRequest = Extract<Request, { verb: "apply-set-last-applied" }>;

/** What the annotation of an object is to be. */
interface Wanted extends Manifested {
  readonly text: string;
}

/** Looks at all objects before one is changed; the first that cannot be ends it. */
function wantedFor(session: Session, request: SetLastAppliedRequest, item: Manifested): readonly Wanted[] {
  const { target, manifest } = item;
  const live = session.fetch(target);
  if (live === undefined) return [];
  const before = lastAppliedText(live);
  if (before === undefined && request.createAnnotation !== true) {
    const how = "to create the annotation, run the command with --create-annotation";
    session.refused(`no last-applied-configuration annotation found on resource: ${target.name}, ${how}`, target);
    return [];
  }
  const text = `${goJson(manifest)}\n`;
  if (before !== text) return [{ ...item, text }];
  session.notes.push(`set-last-applied ${target.name}: no changes required.`);
  return [];
}

/**
 * Writes manifests as what was applied last, and changes nothing else.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/apply/apply_set_last_applied.go (1.36)
 */
export function setLastApplied(session: Session, request: SetLastAppliedRequest): void {
  const items = manifested(session, request.manifests, undefined);
  refuseNothing(session, items, "set-last-applied");
  const all: Wanted[] = [];
  for (const item of items) {
    all.push(...wantedFor(session, request, item));
    if (session.failures.length > 0) return;
  }
  const operation = `configured${dryRunSuffix(request.dryRun)}`;
  for (const { target, manifest, text } of all) {
    if (request.dryRun === "client") {
      session.done(target, manifest as unknown as KubeObject, operation);
      continue;
    }
    const body = { metadata: { annotations: { [LAST_APPLIED]: text } } };
    const options = writeOptions(request.dryRun, "kubectl", { fieldValidation: "Warn" });
    const answer = session.heard(session.cluster.patch(keyOfTarget(target), { type: "merge", body }, options));
    if (answer.ok) session.done(target, answer.object, operation);
    else session.failed(answer.status, target);
  }
}
