import { LAST_APPLIED } from "../../api/object.ts";
import { clientSideAppliers, upgradedManagers } from "../../api/patch/upgrade-managers.ts";
import type { Answer } from "../../api/status.ts";
import { goJson } from "../../base/json.ts";
import type { ApplyRequest, Manifested } from "./manifested.ts";
import { lastAppliedText } from "./last-applied.ts";
import { dryRunSuffix, fieldValidation, keyOfTarget, writeOptions, type Session } from "./session.ts";

const ADVICE = [
  "Please review the fields above--they currently have other managers. Here",
  "are the ways you can resolve this warning:",
  "* If you intend to manage all of these fields, please re-run the apply",
  "  command with the `--force-conflicts` flag.",
  "* If you do not intend to manage all of the fields, please edit your",
  "  manifest to remove references to the fields that should keep their",
  "  current managers.",
  "* You may co-own fields by updating your manifest to match the existing",
  "  value; in this case, you'll become the manager if the other manager(s)",
  "  stop managing the field (remove it from their configuration).",
  "See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts",
].join("\n");

const NOT_AGAIN =
  "Warning: failed to re-apply configuration after performing Server-Side Apply migration. " +
  "This is non-fatal and will be retried next time you apply.";

/** An object that client-side apply knows keeps its annotation true, for a manager of its own. */
function keepAnnotation(session: Session, { target, manifest }: Manifested): void {
  const key = keyOfTarget(target);
  const live = session.cluster.get(key);
  if (!live.ok || lastAppliedText(live.object) === undefined) return;
  const metadata = { name: target.name, annotations: { [LAST_APPLIED]: `${goJson(manifest)}\n` } };
  const { apiVersion, kind } = live.object;
  const body = { apiVersion, kind, metadata };
  session.cluster.patch(key, { type: "apply", body, force: true }, writeOptions("none", "kubectl-last-applied"));
}

/** Takes over what client-side apply owned. */
function migrate(session: Session, { target }: Manifested, from: readonly string[], manager: string): void {
  const key = keyOfTarget(target);
  const live = session.cluster.get(key);
  if (!live.ok) return;
  const managedFields = upgradedManagers(live.object.metadata.managedFields, from, manager);
  session.cluster.patch(key, { type: "merge", body: { metadata: { managedFields } } });
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go, `applyOneObject` with server-side apply (1.36) */
export function applyOnServer(session: Session, request: ApplyRequest, item: Manifested): void {
  const { target, manifest } = item;
  const manager = request.fieldManager ?? "kubectl";
  const options = writeOptions(request.dryRun, manager, { fieldValidation: fieldValidation(request.validate) });
  const patch = { type: "apply", body: manifest, force: request.forceConflicts === true } as const;
  const send = (): Answer => session.heard(session.cluster.patch(keyOfTarget(target), patch, options));
  let answer = send();
  if (answer.ok && request.dryRun === "none") {
    const from = clientSideAppliers(answer.object.metadata.managedFields);
    if (manager === "kubectl") keepAnnotation(session, item);
    if (from.length > 0) {
      migrate(session, item, from, manager);
      const again = send();
      if (again.ok) answer = again;
      else session.warn(`${NOT_AGAIN} Error: ${again.status.message}`);
    }
  }
  if (answer.ok) session.done(target, answer.object, `serverside-applied${dryRunSuffix(request.dryRun)}`);
  else if (answer.status.reason === "Conflict" && request.annotate !== false)
    session.refused(`${answer.status.message}\n${ADVICE}`, target);
  else session.failed(answer.status, target);
}
