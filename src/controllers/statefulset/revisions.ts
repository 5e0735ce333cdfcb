import { revisionHash, revisionName } from "../../api/kinds/controllerrevision/revision-hash.ts";
import { revisionText, templateOf, templatePatch } from "../../api/kinds/controllerrevision/template-patch.ts";
import type { ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { controllerOf, namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { strategyFor } from "../../api/strategies.ts";
import { byBytes } from "../../base/json.ts";
import type { View } from "../../cluster/view.ts";
import type { StepContext } from "../controller.ts";
import { takenBy } from "../owned-pods.ts";
import { ownerReferenceTo } from "./identity.ts";
import type { Failed } from "./pod-control.ts";

/** The revisions of a set: finding, making, adopting and truncating them. Rules REV-1 to REV-16. */

const HASH_LABEL = "controller.kubernetes.io/hash";

/** REV-7's order. @see pkg/controller/history/controller_history.go, `byRevision` (1.36) */
function byNumber(a: ControllerRevision, b: ControllerRevision): number {
  return (
    a.revision - b.revision ||
    byBytes(a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? "") ||
    byBytes(a.metadata.name, b.metadata.name)
  );
}

/** REV-7: those the selector matches that are the set's or nobody's. @see the same file, `ListControllerRevisions` */
function revisionsOf(set: StatefulSet, view: View): readonly ControllerRevision[] {
  const own = view.indexed("ControllerRevision", "controller", set.metadata.uid ?? "");
  const orphans = view.indexed("ControllerRevision", "controller", `orphan:${namespaceOf(set)}`);
  const all = orphans.length === 0 ? own : [...own, ...orphans];
  const list = all.filter((one) => selects(set.spec.selector, one.metadata.labels));
  return list.length < 2 ? list : list.sort(byNumber);
}

/**
 * REV-13: takes over revisions without a controller, after a live look at the set.
 * @see pkg/controller/statefulset/stateful_set.go, `adoptOrphanRevisions` (1.36)
 */
export function adoptRevisions(set: StatefulSet, { view, api }: StepContext): Failed {
  if (view.count("ControllerRevision", "controller", `orphan:${namespaceOf(set)}`) === 0) return undefined;
  const orphans = revisionsOf(set, view).filter((revision) => controllerOf(revision) === undefined);
  if (orphans.length === 0) return undefined;
  const { namespace = "", name, uid } = set.metadata;
  const fresh = api.live({ kind: "StatefulSet", namespace, name });
  if (fresh?.metadata.uid !== uid) {
    return `can't adopt ControllerRevisions: original StatefulSet ${namespace}/${name} is gone: got uid ${fresh?.metadata.uid ?? ""}, wanted ${uid ?? ""}`;
  }
  if (fresh?.metadata.deletionTimestamp !== undefined) {
    return `can't adopt ControllerRevisions: ${namespace}/${name} has just been deleted at ${fresh.metadata.deletionTimestamp}`;
  }
  for (const revision of orphans) {
    const answer = api.update(takenBy(revision, ownerReferenceTo(set)));
    if (!answer.ok) return answer.status.message;
  }
  return undefined;
}

/** What the revisions of one set were last found to be, and in what: looked at again once that has changed. */
export class KnownRevisions {
  #version = -1;
  #selector: StatefulSet["spec"]["selector"] | undefined;
  #list: readonly ControllerRevision[] = [];
  #asked: readonly unknown[] = [];
  #pair: RevisionPair | undefined;

  /** @see revisionsOf */
  list(set: StatefulSet, view: View): readonly ControllerRevision[] {
    const version = view.version("ControllerRevision");
    if (version === this.#version && set.spec.selector === this.#selector) return this.#list;
    this.#version = version;
    this.#selector = set.spec.selector;
    this.#pair = undefined;
    this.#list = revisionsOf(set, view);
    return this.#list;
  }

  /** @see revisionPair */
  pair(set: StatefulSet, context: StepContext): RevisionPair | string {
    const list = this.list(set, context.view);
    const { spec, status } = set;
    const asked = [spec.template, status?.currentRevision, status?.collisionCount, context.world.settings];
    if (this.#pair !== undefined && this.#asked.every((part, at) => part === asked[at])) return this.#pair;
    const pair = revisionPair(set, list, context);
    this.#asked = asked;
    this.#pair = typeof pair !== "string" && pair.update === list.at(-1) ? pair : undefined;
    return pair;
  }
}

/** The revision that the live template asks for. REV-1, REV-2, REV-5. @see pkg/controller/statefulset/stateful_set_utils.go, `newRevision` */
export function wantedRevision(set: StatefulSet, revision: number, collisionCount: number): ControllerRevision {
  const { data, text } = templatePatch(set.spec.template);
  const hash = revisionHash(text, collisionCount);
  const { annotations } = set.metadata;
  return {
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name: revisionName(set.metadata.name, hash),
      namespace: namespaceOf(set),
      labels: { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [ownerReferenceTo(set)],
    },
    data,
    revision,
  };
}

/**
 * REV-9: whether a revision, applied to the set and defaulted as today, gives the set's template.
 * @see the same file, `isRevisionSemanticallyEqual`
 */
function meansTheSame(set: StatefulSet, revision: ControllerRevision, context: StepContext): boolean {
  const gates = context.world.settings.featureGates;
  const template = templateOf(revision);
  if (!gates.StatefulSetSemanticRevisionComparison || template === undefined) return false;
  const applied = strategyFor("StatefulSet").defaults({ ...set, spec: { ...set.spec, template } } as StatefulSet, {
    gates,
  });
  return templatePatch((applied as StatefulSet).spec.template).text === templatePatch(set.spec.template).text;
}

/** The revisions that a pass works with. */
export interface RevisionPair {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** REV-8: stores the revision under the first free name of its hash. @see controller_history.go, `CreateControllerRevision` */
function createRevision(
  set: StatefulSet,
  wanted: ControllerRevision,
  { api }: StepContext,
): { readonly update: ControllerRevision; readonly collisionCount: number } | string {
  const { text } = templatePatch(set.spec.template);
  for (let collisionCount = set.status?.collisionCount ?? 0; ; collisionCount++) {
    const name = revisionName(set.metadata.name, revisionHash(text, collisionCount));
    const answer = api.create({ ...wanted, metadata: { ...wanted.metadata, name } });
    if (answer.ok) return { update: answer.object, collisionCount };
    if (answer.status.reason !== "AlreadyExists") return answer.status.message;
    const key = { kind: "ControllerRevision", namespace: namespaceOf(set), name };
    const existing = api.live(key) as ControllerRevision | undefined;
    if (existing !== undefined && revisionText(existing) === text) return { update: existing, collisionCount };
  }
}

/**
 * Section 2.3: the current and the update revision, the latter found, renumbered or made.
 * @see pkg/controller/statefulset/stateful_set_control.go, `getStatefulSetRevisions` (1.36)
 */
function revisionPair(
  set: StatefulSet,
  list: readonly ControllerRevision[],
  context: StepContext,
): RevisionPair | string {
  const { data, text } = templatePatch(set.spec.template);
  const last = list.at(-1);
  const equal = list.findLast((revision) => revision.data === data || revisionText(revision) === text);
  let collisionCount = set.status?.collisionCount ?? 0;
  let update: ControllerRevision;
  if (equal !== undefined && equal === last) update = last;
  else if (equal !== undefined && last !== undefined) {
    const answer = context.api.update({ ...equal, revision: last.revision + 1 });
    if (!answer.ok) return answer.status.message;
    update = answer.object;
  } else if (last !== undefined && meansTheSame(set, last, context)) update = last;
  else {
    const made = createRevision(set, wantedRevision(set, (last?.revision ?? 0) + 1, collisionCount), context);
    if (typeof made === "string") return made;
    ({ update, collisionCount } = made);
  }
  const current = list.find((revision) => revision.metadata.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount };
}

/** Whether there are more revisions than the set wants to keep. */
export function isBeyondLimit({ spec }: StatefulSet, list: readonly ControllerRevision[]): boolean {
  const limit = spec.revisionHistoryLimit ?? 10;
  return limit >= 0 && list.length > limit;
}

/**
 * REV-14, REV-15: deletes the oldest revisions that nothing uses, beyond the limit.
 * @see the same file, `truncateHistory`
 */
export function truncateHistory(
  set: StatefulSet,
  list: readonly ControllerRevision[],
  isLive: (name: string) => boolean,
  { api }: StepContext,
): Failed {
  if (!isBeyondLimit(set, list)) return undefined;
  const limit = set.spec.revisionHistoryLimit ?? 10;
  const history = list.filter((revision) => !isLive(revision.metadata.name));
  for (const revision of history.slice(0, Math.max(0, history.length - limit))) {
    const key = { kind: "ControllerRevision", namespace: namespaceOf(revision), name: revision.metadata.name };
    const answer = api.delete(key);
    if (!answer.ok && answer.status.reason !== "NotFound") return answer.status.message;
  }
  return undefined;
}
