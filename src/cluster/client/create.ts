import type { KubeObject } from "../../api/object.ts";
import { manifested, refuseNothing } from "./manifested.ts";
import { withLastApplied } from "./last-applied.ts";
import type { Request } from "./request.ts";
import { dryRunSuffix, fieldValidation, writeOptions, type Session } from "./session.ts";

/** @see staging/src/k8s.io/kubectl/pkg/cmd/create/create.go (1.36) */
export function create(session: Session, request: Extract<Request, { verb: "create" }>): void {
  const items = manifested(session, request.manifests, request.selector);
  refuseNothing(session, items, "create");
  const options = writeOptions(request.dryRun, session.manager("kubectl-create"), {
    fieldValidation: fieldValidation(request.validate),
  });
  const operation = `created${dryRunSuffix(request.dryRun)}`;
  for (const { target, manifest } of items) {
    const body = request.saveConfig === true ? withLastApplied(manifest) : manifest;
    if (request.dryRun === "client") {
      const shown = request.generated === undefined ? body : target.source.object;
      session.done(target, shown as unknown as KubeObject, operation);
      continue;
    }
    const answer = session.heard(session.cluster.create(body, target.namespace, options));
    if (answer.ok) session.done(target, answer.object, operation);
    else if (request.generated !== undefined && request.generated.failure !== "")
      session.refused(`${request.generated.failure}${answer.status.message}`, target);
    else if (request.generated !== undefined) session.failed(answer.status, target);
    else session.failed(answer.status, target, `error when creating ${JSON.stringify(target.source.file)}: `);
  }
}
