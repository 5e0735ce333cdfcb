import type { Pod } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { controllerOf, type ObjectKey } from "../../api/object.ts";
import { command } from "../../rollout/commands.ts";
import { isServing, slotsOf } from "../../rollout/slots.ts";
import type { WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { claimsOf, enlarge, hasClaims } from "./claims.ts";
import { resend } from "./resend.ts";
import { Walk, type Refused } from "./walk.ts";

/** Whether a pod is not what the set would make: another's, without the claims, or below another Service. */
function isOutdated(pod: Pod, set: StatefulSet): boolean {
  if (controllerOf(pod)?.uid !== set.metadata.uid) return true;
  return !hasClaims(pod, set) || (pod.spec.subdomain ?? "") !== (set.spec.serviceName ?? "");
}

/** Whether the set's own update replaces all of its pods once its template is another. */
function rolls({ spec }: StatefulSet): boolean {
  const { type = "RollingUpdate", rollingUpdate } = spec.updateStrategy ?? {};
  return type === "RollingUpdate" && (rollingUpdate?.partition ?? 0) === 0;
}

function podsOf(walk: Walk, { metadata, spec }: StatefulSet): readonly Pod[] {
  const view = walk.rehearsal.cluster.view();
  const first = spec.ordinals?.start ?? 0;
  const names = Array.from({ length: spec.replicas ?? 1 }, (_, index) => `${metadata.name}-${first + index}`);
  return names.flatMap((name) => view.get("Pod", metadata.namespace ?? "", name) ?? []);
}

/** The command for the next pods that the set does not change by itself; undefined where all are as it would make them. */
function nextReplacement(walk: Walk, set: StatefulSet): string | undefined {
  const { name, namespace = "", uid } = set.metadata;
  const pods = podsOf(walk, set);
  const outdated = pods.filter((pod) => isOutdated(pod, set));
  const foreign = outdated.find((pod) => controllerOf(pod)?.uid !== uid);
  const pod = foreign ?? outdated.at(-1);
  if (pod === undefined) return undefined;
  // A pod without its claims stops the controller before any update.
  const isOwn = foreign === undefined && outdated.every((one) => hasClaims(one, set));
  const isWhole = isOwn && outdated.length === pods.length && rolls(set);
  return command(isWhole ? `rollout restart sts/${name}` : `delete pod ${pod.metadata.name}`, namespace);
}

/** Has the pods follow that the set does not change by itself, in an order in which each comes back before the next goes. */
function* replaceOutdated(walk: Walk, key: ObjectKey): InSlices<void> {
  const MOST = 1000;
  for (let count = 0; count < MOST; count++) {
    const set = walk.set(key);
    const next = set === undefined ? undefined : nextReplacement(walk, set);
    if (next === undefined || walk.commands.includes(next) || !(yield* walk.go(next))) return;
  }
}

/** How a set and its claims stand before the way is walked. */
interface Start {
  readonly serving: number;
  readonly claims: ReadonlyMap<string, string | undefined>;
}

function reached(walk: Walk, key: ObjectKey, start: Start): boolean {
  const set = walk.set(key);
  if (set === undefined) return false;
  const view = walk.rehearsal.cluster.view();
  const { replicas } = slotsOf(view, set);
  const ready = replicas.filter(isServing);
  const isCurrent = replicas.every(({ pod }) => pod !== undefined && !isOutdated(pod, set));
  const areKept = [...start.claims].every(([name, uid]) => {
    return view.get("PersistentVolumeClaim", key.namespace, name)?.metadata.uid === uid;
  });
  return areKept && isCurrent && ready.length >= Math.min(start.serving, replicas.length);
}

const ONE_BY_ONE = "one by one, each when the one before is ready";

interface Moves {
  /** Pods that the update of the set made anew replaces. */
  readonly updated: number;
  /** Pods that are replaced after that, by commands of their own. */
  readonly replaced: number;
  readonly changesTemplates: boolean;
}

function podsText(count: number): string {
  return count === 1 ? "a pod" : `${count} pods`;
}

function sentenceFor({ updated, replaced, changesTemplates }: Moves): string {
  const alone = "the set is deleted alone and made anew around its pods";
  const keep = updated === 0 ? ", which run on" : `; its update then replaces ${podsText(updated)}`;
  const by =
    replaced === 0 ? "" : `; then ${podsText(replaced)} ${replaced === 1 ? "is" : "are"} replaced ${ONE_BY_ONE}`;
  return `${alone}${keep}${by}${changesTemplates ? ". Claims that exist stay, with their data" : ""}`;
}

const KEPT_CLASS =
  "Claims that exist keep what their old template said; only a claim that is made anew follows the new one, without the old data.";

function keepsOldTemplate(fields: readonly string[]): boolean {
  return fields.some((field) => {
    return field.includes("volumeClaimTemplates") && /storageClassName|accessModes|volumeMode|selector/.test(field);
  });
}

/** Deletes the set alone, makes it anew as it was asked for, and has the pods follow that do not by themselves. */
export function* statefulSetWay(
  facts: Refused,
  key: ObjectKey,
  live: StatefulSet,
  wanted: StatefulSet,
  fields: readonly string[],
): InSlices<WayRound | undefined> {
  const walk = new Walk(facts);
  const { replicas } = slotsOf(walk.rehearsal.cluster.view(), live);
  const claims = new Map(claimsOf(walk, live).map(({ metadata }) => [metadata.name, metadata.uid]));
  const again = yield* resend(facts, walk, key);
  if (again === undefined) return undefined;
  if (!(yield* walk.go(command(`delete sts ${key.name} --cascade=orphan`, key.namespace)))) return undefined;
  yield* enlarge(walk, wanted);
  const before = walk.podsGone;
  if (!(yield* walk.send(again.text, again.request, key))) return undefined;
  const updated = walk.podsGone - before;
  const gone = walk.podsGone;
  yield* replaceOutdated(walk, key);
  const moves = {
    updated,
    replaced: walk.podsGone - gone,
    changesTemplates: fields.some((field) => field.includes("volumeClaimTemplates")),
  };
  return {
    sentence: sentenceFor(moves),
    cautions: [...(keepsOldTemplate(fields) ? [KEPT_CLASS] : []), ...walk.cautions],
    commands: walk.commands,
    isVerified: reached(walk, key, { serving: replicas.filter(isServing).length, claims }),
  };
}
