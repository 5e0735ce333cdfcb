import type { Pod } from "../../api/kinds/pod/types.ts";
import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { controllerOf, namespacedName, namespaceOf, type KubeObject } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { sameJson } from "../../base/json.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, type Again } from "../again.ts";
import { placeOf, type Controller, type Key, type StepContext } from "../controller.ts";
import { retainsClaims } from "./claim-retention.ts";
import { claimPods } from "./adoption.ts";
import { condemnedPods, deleteCondemned, fixCondemnedClaims } from "./condemned.ts";
import { passOn, type Pass } from "./pass.ts";
import { aggregate, deletePod, type Failed } from "./pod-control.ts";
import { processReplicas } from "./replicas.ts";
import { adoptRevisions, isBeyondLimit, KnownRevisions, truncateHistory } from "./revisions.ts";
import { podsToUpdate } from "./rolling-update.ts";
import { Roster } from "./roster.ts";
import { countStatus, writeStatus, type Counters } from "./status.ts";

/** The uid of the StatefulSet that controls an object, if one does. */
function setUid(object: KubeObject | undefined): string | undefined {
  const controller = object === undefined ? undefined : controllerOf(object);
  return controller?.kind === "StatefulSet" ? controller.uid : undefined;
}

/** Section 3.4 after counting: the four phases in order. */
function act(pass: Pass, status: Counters): { readonly status: Counters; readonly error: Failed } {
  const { set } = pass;
  if (set.metadata.deletionTimestamp !== undefined) return { status, error: undefined };
  const condemned = condemnedPods(pass);
  const firstUnavailable = pass.roster.condemnedUnavailable.atLeast(0);
  const outdated = podsToUpdate(pass);
  let phase = processReplicas(pass);
  if (phase.kind === "on") phase = fixCondemnedClaims(pass, condemned);
  if (phase.kind === "on") phase = deleteCondemned(pass, condemned, firstUnavailable);
  if (phase.kind !== "on") return { status, error: phase.kind === "failed" ? phase.error : undefined };
  let { currentReplicas } = status;
  for (const pod of outdated) {
    const error = deletePod(pass, set, pod);
    if (error !== undefined) return { status: { ...status, currentReplicas }, error };
    currentReplicas -= 1;
  }
  return { status: { ...status, currentReplicas }, error: undefined };
}

/** What is remembered of a set, all of which could be found in a view. */
interface Known {
  readonly roster: Roster;
  readonly revisions: KnownRevisions;
  /** What the last pass went by, if it came to its end. */
  basis: readonly unknown[];
}

const NO_BASIS: readonly unknown[] = [];

/**
 * All that a pass goes by, but for pods that nobody owns and the moment: a pass that came to its end and left all of it
 * as it was would do nothing again.
 */
function basisOf(set: StatefulSet, { roster }: Known, { view, world }: StepContext): readonly unknown[] {
  const [revisions, claims] = [view.version("ControllerRevision"), view.version("PersistentVolumeClaim")];
  return [set, roster.changes, revisions, claims, world.settings];
}

function isIdle(basis: readonly unknown[], { basis: last }: Known, set: StatefulSet, view: View): boolean {
  if (last.length === 0 || !last.every((part, at) => part === basis[at])) return false;
  return view.count("Pod", "controller", `orphan:${namespaceOf(set)}`) === 0;
}

/** Section 3.2. @see pkg/controller/statefulset/stateful_set_control.go, `UpdateStatefulSet` (1.36) */
function reconcile(set: StatefulSet, { roster, revisions }: Known, context: StepContext): Failed {
  const list = revisions.list(set, context.view);
  const pair = revisions.pair(set, context);
  if (typeof pair === "string") {
    truncateHistory(set, list, (name) => roster.headcount.isInUse(name), context);
    return pair;
  }
  roster.adjust(set, pair.update.metadata.name, context.now);
  const pass = passOn(set, roster, pair, context);
  const counted = countStatus(set, pair, roster);
  const [current, update] = [pair.current.metadata.name, pair.update.metadata.name];
  const inUse = isBeyondLimit(set, list) ? list.filter(({ metadata }) => roster.headcount.isInUse(metadata.name)) : [];
  const isLive = (name: string): boolean =>
    name === current || name === update || inUse.some(({ metadata }) => metadata.name === name);
  const { status, error } = act(pass, counted);
  const statusError = writeStatus(set, status, context.api);
  const historyError = truncateHistory(set, list, isLive, context);
  if (error !== undefined || statusError === undefined) return error ?? historyError;
  return historyError === undefined ? statusError : aggregate([statusError, historyError]);
}

/** SYNC-5: when a ready pod becomes available; also after a pass that failed, as upstream sets that timer on its own. */
function nextLook(set: StatefulSet, roster: Roster, error: Failed): Again {
  const at = (set.spec.minReadySeconds ?? 0) > 0 ? roster.nextAvailable() : undefined;
  if (error !== undefined) return { kind: "retry", error, ...(at === undefined ? {} : { at }) };
  return at === undefined ? SETTLED : { kind: "at", at };
}

/** SYNC-1: sets whose selector an orphan's labels match. */
function adoptersOf(pod: Pod, view: View): readonly Key[] {
  return view
    .list("StatefulSet", namespaceOf(pod))
    .filter((set) => selects(set.spec.selector, pod.metadata.labels))
    .map(namespacedName);
}

function ownerKey(object: KubeObject, view: View): readonly Key[] {
  const owner = controllerOf(object);
  if (owner?.kind !== "StatefulSet") return [];
  const set = view.get("StatefulSet", namespaceOf(object), owner.name);
  return set?.metadata.uid === owner.uid ? [namespacedName(set)] : [];
}

/** @see pkg/controller/statefulset/stateful_set.go, `addPod`, `updatePod`, `deletePod` (1.36) */
function podKeys({ before, after }: Change, view: View): readonly Key[] {
  if (before !== undefined && before.metadata.ownerReferences === after?.metadata.ownerReferences) {
    if (controllerOf(before) !== undefined) return ownerKey(before, view);
  }
  const keys: Key[] = [];
  const old = before === undefined ? undefined : controllerOf(before);
  const controllerChanged = old?.uid !== (after === undefined ? undefined : controllerOf(after)?.uid);
  if (before !== undefined && (controllerChanged || after === undefined)) keys.push(...ownerKey(before, view));
  if (after === undefined) return keys;
  if (controllerOf(after) !== undefined) return [...keys, ...ownerKey(after, view)];
  const relabelled = !sameJson(before?.metadata.labels, after.metadata.labels);
  return relabelled || controllerChanged ? [...keys, ...adoptersOf(after as Pod, view)] : keys;
}

/**
 * The StatefulSet controller, cut by upstream's phases: revisions, adoption, replicas, condemned, rolling update, status.
 * It keeps an index over each set's pods (see `Roster`), made from the view when first needed.
 * @see pkg/controller/statefulset/stateful_set.go, `sync` (1.36)
 */
export function createStatefulSetController(): Controller {
  const sets = new Map<string, Known>();

  function knownOf(set: StatefulSet, view: View): Known {
    const uid = set.metadata.uid ?? "";
    let known = sets.get(uid);
    if (known === undefined) {
      const roster = new Roster(set, view.indexed("Pod", "controller", uid));
      known = { roster, revisions: new KnownRevisions(), basis: NO_BASIS };
      sets.set(uid, known);
    }
    return known;
  }

  function followPod({ before, after }: Change): void {
    const was = setUid(before);
    const is = setUid(after);
    const name = (after ?? before)?.metadata.name ?? "";
    if (was !== undefined && was !== is) sets.get(was)?.roster.put(name, undefined);
    if (is !== undefined) sets.get(is)?.roster.put(name, after as Pod);
  }

  function followClaim({ key }: Change, view: View): void {
    if (sets.size === 0 || view.count("Pod", "claim", `${key.namespace}/${key.name}`) === 0) return;
    for (const pod of view.indexed("Pod", "claim", `${key.namespace}/${key.name}`)) {
      const uid = setUid(pod);
      if (uid !== undefined) sets.get(uid)?.roster.doubt(parentAndOrdinal(pod.metadata.name).ordinal);
    }
  }

  function keysFor(change: Change, view: View): readonly Key[] {
    switch (change.key.kind) {
      case "StatefulSet":
        if (change.after === undefined) sets.delete(change.before?.metadata.uid ?? "");
        return [`${change.key.namespace}/${change.key.name}`];
      case "Pod":
        followPod(change);
        return podKeys(change, view);
      case "PersistentVolumeClaim":
        followClaim(change, view);
        return [];
      default:
        return [];
    }
  }

  function sync(key: Key, context: StepContext): Again {
    const { namespace, name } = placeOf(key);
    const set = context.view.get("StatefulSet", namespace, name);
    if (set === undefined) return SETTLED;
    const known = knownOf(set, context.view);
    const basis = basisOf(set, known, context);
    if (isIdle(basis, known, set, context.view)) return SETTLED;
    const { roster } = known;
    const error =
      adoptRevisions(set, context) ?? claimPods(set, roster.strangers, context) ?? reconcile(set, known, context);
    const again = nextLook(set, roster, error);
    known.basis = again.kind === "settled" && retainsClaims(set) ? basis : NO_BASIS;
    return again;
  }

  return {
    name: "statefulset-controller",
    keysFor,
    allKeys: (view) => view.list("StatefulSet").map(namespacedName),
    sync,
  };
}
