import { apiVersionOf, type ResourceKind } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import { keyOf } from "../kind-of.ts";
import type { ApplyRequest, Manifested } from "./manifested.ts";
import { deprecations } from "./find.ts";
import { knownKinds } from "./known-kinds.ts";
import { lastAppliedText } from "./last-applied.ts";
import { refuse } from "./refused.ts";
import { dryRunSuffix, keyOfTarget, type Session } from "./session.ts";
import { labelFilter } from "./targets.ts";

/** What is pruned unless an allowlist says otherwise. @see staging/src/k8s.io/kubectl/pkg/util/prune/prune.go (1.36) */
const PRUNED = [
  "/v1/ConfigMap",
  "/v1/Endpoints",
  "/v1/PersistentVolumeClaim",
  "/v1/Pod",
  "/v1/ReplicationController",
  "/v1/Secret",
  "/v1/Service",
  "batch/v1/Job",
  "batch/v1/CronJob",
  "networking.k8s.io/v1/Ingress",
  "apps/v1/DaemonSet",
  "apps/v1/Deployment",
  "apps/v1/ReplicaSet",
  "apps/v1/StatefulSet",
  "/v1/Namespace",
  "/v1/PersistentVolume",
];

function kindNamed(name: string): ResourceKind {
  const [group = "", version = "", kind = "", ...more] = name.split("/");
  if (kind === "" || more.length > 0) {
    refuse(`invalid GroupVersionKind format: ${name}, please follow <group/version/kind>`);
  }
  const apiVersion = apiVersionOf({ group: group === "core" ? "" : group, version });
  const found = knownKinds().find((known) => known.kind === kind && apiVersionOf(known) === apiVersion);
  return found ?? refuse(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
}

/** The kinds of which objects are pruned. Refuses an allowlist that names none. */
export function prunedKinds(request: ApplyRequest): readonly ResourceKind[] {
  return request.prune === undefined ? [] : (request.prune.allowlist ?? PRUNED).map(kindNamed);
}

/**
 * Deletes what was applied once, matches the selector and is not in the input any more.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/apply/prune.go (1.36)
 */
export function prune(
  session: Session,
  request: ApplyRequest,
  items: readonly Manifested[],
  kinds: readonly ResourceKind[],
): void {
  const { cluster } = session;
  const kept = new Set(items.map(({ target }) => JSON.stringify(keyOfTarget(target))));
  const seen = items.map(({ target }) => target.namespace).filter((namespace) => namespace !== "");
  const namespaces = [...new Set(seen.length === 0 ? [session.scope.namespace] : seen)];
  const matches = labelFilter(request.selector);
  const isOver = (object: KubeObject): boolean =>
    lastAppliedText(object) !== undefined && matches(object.metadata.labels);
  session.warn(...deprecations(kinds));
  for (const kind of kinds) {
    const places = kind.namespaced ? namespaces : [undefined];
    const objects = places.flatMap((namespace) => cluster.view().list(kind.key, namespace)).filter(isOver);
    for (const object of objects) {
      const key = keyOf(kind, object);
      if (kept.has(JSON.stringify(key))) continue;
      const dryRun = request.dryRun === "server" ? { dryRun: true } : {};
      const answer = request.dryRun === "client" ? { ok: true as const } : cluster.delete(key, dryRun);
      if (answer.ok) session.done({ resource: kind }, object, `pruned${dryRunSuffix(request.dryRun)}`);
      else session.failed(answer.status, { resource: kind, ...key });
    }
  }
}
