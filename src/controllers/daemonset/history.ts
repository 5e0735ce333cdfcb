import { revisionHash, revisionName } from "../../api/kinds/controllerrevision/revision-hash.ts";
import { revisionText, templatePatch } from "../../api/kinds/controllerrevision/template-patch.ts";
import { REVISION_LABEL, type ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { StepContext } from "../controller.ts";
import { claimOwned, controllerReference } from "../owned-pods.ts";

export interface History {
  readonly current: ControllerRevision;
  readonly old: readonly ControllerRevision[];
}

export type HistoryOutcome =
  | { readonly ok: true; readonly history: History }
  | { readonly ok: false; readonly error: string };

/** @see pkg/controller/daemon/update.go, `snapshot` (1.36) */
function snapshot(set: DaemonSet, revision: number): ControllerRevision {
  const { template } = set.spec;
  const { data, text } = templatePatch(template);
  const hash = revisionHash(text, set.status?.collisionCount ?? 0);
  const { annotations, name } = set.metadata;
  return {
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name: revisionName(name, hash),
      namespace: namespaceOf(set),
      labels: { ...template.metadata?.labels, [REVISION_LABEL]: hash },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(set)],
    },
    data,
    revision,
  };
}

/**
 * Finds the revision with the set's template, or makes it; gives it the highest number.
 * @see pkg/controller/daemon/update.go, `constructHistory` (1.36)
 */
export function constructHistory(set: DaemonSet, context: StepContext): HistoryOutcome {
  const { api } = context;
  const claim = { owner: set, selector: set.spec.selector, looksAt: () => true };
  const { objects: all, error } = claimOwned("ControllerRevision", claim, context);
  if (error !== undefined) return { ok: false, error };
  const { text } = templatePatch(set.spec.template);
  const equal = all.filter((revision) => revisionText(revision) === text).sort((a, b) => b.revision - a.revision);
  const old = all.filter((revision) => !equal.includes(revision));
  const number = Math.max(0, ...old.map((revision) => revision.revision)) + 1;
  const [found] = equal;
  if (found !== undefined && found.revision >= number) return { ok: true, history: { current: found, old } };
  if (found === undefined) return made(snapshot(set, number), set, { old, text }, context);
  const answer = api.update({ ...found, revision: number });
  return answer.ok
    ? { ok: true, history: { current: answer.object, old } }
    : { ok: false, error: answer.status.message };
}

/**
 * The new revision. Under its name there may be one of the same template, of a set of that name before this one: that
 * is taken for it. Another takes the name away, and the set counts a collision.
 * @see pkg/controller/daemon/update.go, `snapshot` (1.36)
 */
function made(
  revision: ControllerRevision,
  set: DaemonSet,
  { old, text }: { readonly old: readonly ControllerRevision[]; readonly text: string },
  { api }: StepContext,
): HistoryOutcome {
  const answer = api.create(revision);
  if (answer.ok) return { ok: true, history: { current: answer.object, old } };
  if (answer.status.reason === "AlreadyExists") {
    const { name, namespace = "" } = revision.metadata;
    const there = api.live({ kind: "ControllerRevision", namespace, name }) as ControllerRevision | undefined;
    if (there !== undefined && revisionText(there) === text) return { ok: true, history: { current: there, old } };
    const { resourceVersion: _version, ...metadata } = set.metadata;
    const counts = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
    const status = { ...counts, ...set.status, collisionCount: (set.status?.collisionCount ?? 0) + 1 };
    api.updateStatus({ ...set, metadata, status });
  }
  return { ok: false, error: answer.status.message };
}

/**
 * Revisions beyond the history's limit that no pod has go, the oldest first. The first that cannot go ends it, and its
 * error is returned.
 * @see pkg/controller/daemon/update.go, `cleanupHistory` (1.36)
 */
export function trimHistory(
  set: DaemonSet,
  { old, current, pods }: History & { readonly pods: readonly Pod[] },
  { api }: StepContext,
): string | undefined {
  const surplus = old.length - (set.spec.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return undefined;
  const live = new Set(pods.map((pod) => pod.metadata.labels?.[REVISION_LABEL]));
  live.add(current.metadata.labels?.[REVISION_LABEL]);
  const dead = [...old]
    .sort((a, b) => a.revision - b.revision)
    .filter((revision) => !live.has(revision.metadata.labels?.[REVISION_LABEL]));
  for (const { metadata } of dead.slice(0, surplus)) {
    const key = { kind: "ControllerRevision", namespace: metadata.namespace ?? "", name: metadata.name };
    const answer = api.delete(key);
    if (!answer.ok) return answer.status.message;
  }
  return undefined;
}
