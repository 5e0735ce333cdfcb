import { namedClaims } from "../../api/kinds/pod/claims.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { controllerOf, type ObjectKey } from "../../api/object.ts";
import { selectsMap } from "../../api/selector.ts";
import { awaitPod, command } from "../../rollout/commands.ts";
import { isServing, slotsOf } from "../../rollout/slots.ts";
import type { WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { claimsOf, enlarge, hasClaims, printNames } from "./claims.ts";
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

interface Replacement {
  readonly text: string;
  /** The one pod that it deletes. */
  readonly pod?: string;
}

/** What replaces the next pods that the set does not change by itself; undefined where all are as it would make them. */
function nextReplacement(walk: Walk, set: StatefulSet): Replacement | undefined {
  const { name, namespace = "", uid } = set.metadata;
  const pods = podsOf(walk, set);
  const outdated = pods.filter((pod) => isOutdated(pod, set));
  // The controller does not get past a pod that is another's or has not its claims: the lowest goes first.
  const stopping = outdated.find((pod) => controllerOf(pod)?.uid !== uid || !hasClaims(pod, set));
  const pod = stopping ?? outdated.at(-1);
  if (pod === undefined) return undefined;
  const isWhole = stopping === undefined && outdated.length === pods.length && rolls(set);
  if (isWhole) return { text: command(`rollout restart sts/${name}`, namespace) };
  return { text: command(`delete pod ${pod.metadata.name}`, namespace), pod: pod.metadata.name };
}

function pairText([name, value]: readonly [string, string]): string {
  return `${name}=${value}`;
}

/** More names than that make a line that nobody reads. */
const MOST_NAMED = 10;

/** Pods as a command names them: one by one, or by the labels that their set selected. */
function podWords(pods: readonly Pod[], { spec }: StatefulSet): readonly string[] {
  const { matchLabels = {}, matchExpressions = [] } = spec.selector;
  if (pods.length <= MOST_NAMED || matchExpressions.length > 0) return pods.map(({ metadata }) => metadata.name);
  return ["-l", Object.entries(matchLabels).map(pairText).join(",")];
}

/** Gives the pods that run on the labels that the set made anew selects, so that it takes them over as they are. */
function* relabel(walk: Walk, live: StatefulSet, wanted: StatefulSet): InSlices<void> {
  const { matchLabels = {} } = wanted.spec.selector;
  const pods = podsOf(walk, live).filter(({ metadata }) => !selectsMap(matchLabels, metadata.labels));
  const lacks = Object.entries(matchLabels).filter(([name, value]) => {
    return pods.some(({ metadata }) => metadata.labels?.[name] !== value);
  });
  if (pods.length === 0) return;
  const labels = lacks.map(pairText);
  const words = ["label", "pod", ...podWords(pods, live), ...labels, "--overwrite"];
  yield* walk.go(command(words.join(" "), live.metadata.namespace ?? ""));
}

/**
 * Has the pods follow that the set does not change by itself, in an order in which each comes back before the next goes;
 * gives whether each did.
 */
function* replaceOutdated(walk: Walk, key: ObjectKey, { serving }: Start): InSlices<boolean> {
  const MOST = 1000;
  let before: string | undefined;
  for (let count = 0; count < MOST; count++) {
    const set = walk.set(key);
    const next = set === undefined ? undefined : nextReplacement(walk, set);
    if (set === undefined || next === undefined || walk.commands.includes(next.text)) return true;
    if (before !== undefined) walk.commands.push(awaitPod(before, key.namespace));
    if (!(yield* walk.go(next.text))) return false;
    before = next.pod;
    const { replicas } = slotsOf(walk.rehearsal.cluster.view(), set);
    if (replicas.filter(({ pod }) => isServing(pod)).length < Math.min(serving, replicas.length)) return false;
  }
  return true;
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
  const ready = replicas.filter(({ pod }) => isServing(pod));
  const isCurrent = replicas.every(({ pod }) => pod !== undefined && !isOutdated(pod, set));
  const areKept = [...start.claims].every(([name, uid]) => {
    return view.get("PersistentVolumeClaim", key.namespace, name)?.metadata.uid === uid;
  });
  return areKept && isCurrent && ready.length >= Math.min(start.serving, replicas.length);
}

/** Pods that change from their claims to new ones begin without their data. */
function emptyClaims(walk: Walk, key: ObjectKey, { claims }: Start): readonly string[] {
  const set = walk.set(key);
  if (set === undefined) return [];
  const view = walk.rehearsal.cluster.view();
  const mounted = podsOf(walk, set).flatMap(namedClaims);
  const fresh = mounted.filter((name) => !claims.has(name) && view.get("PersistentVolumeClaim", key.namespace, name));
  const left = [...claims.keys()].filter((name) => !mounted.includes(name));
  if (fresh.length === 0 || left.length === 0) return [];
  const [begin, keep] = [fresh.length === 1 ? "begins" : "begin", left.length === 1 ? "keeps" : "keep"];
  return [
    `${printNames(fresh)} ${begin} EMPTY; ${printNames(left)} ${keep} the data, used by nobody: copy it before pods go on with the new ones.`,
  ];
}

/** The Service that pods are to be named under is not made by setting its name. */
function namelessness(walk: Walk, { metadata, spec }: StatefulSet): readonly string[] {
  const { serviceName = "" } = spec;
  const view = walk.rehearsal.cluster.view();
  if (serviceName === "" || view.get("Service", metadata.namespace ?? "", serviceName) !== undefined) return [];
  return [`There is no Service ${JSON.stringify(serviceName)}: until there is one, pods have no names in DNS.`];
}

const ONE_BY_ONE = "one by one, each when the one before is ready";

interface Moves {
  /** Pods that the update of the set made anew replaces. */
  readonly updated: number;
  /** Pods that it takes away for good. */
  readonly removed: number;
  /** Pods that are replaced after that, by commands of their own. */
  readonly replaced: number;
  readonly changesTemplates: boolean;
}

function podsText(count: number): string {
  return count === 1 ? "a pod" : `${count} pods`;
}

function updateText({ updated, removed }: Moves): string {
  const does = [
    ...(removed === 0 ? [] : [`removes ${podsText(removed)}`]),
    ...(updated === 0 ? [] : [`replaces ${podsText(updated)}`]),
  ];
  return does.length === 0 ? ", which run on" : `; its update then ${does.join(" and ")}`;
}

function sentenceFor(moves: Moves): string {
  const { replaced, changesTemplates } = moves;
  const alone = "the set is deleted alone and made anew around its pods";
  const by =
    replaced === 0 ? "" : `; then ${podsText(replaced)} ${replaced === 1 ? "is" : "are"} replaced ${ONE_BY_ONE}`;
  return `${alone}${updateText(moves)}${by}${changesTemplates ? ". Claims that exist stay, with their data" : ""}`;
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
  { key, live, wanted }: { key: ObjectKey; live: StatefulSet; wanted: StatefulSet },
  fields: readonly string[],
): InSlices<WayRound | undefined> {
  const walk = new Walk(facts);
  const { replicas } = slotsOf(walk.rehearsal.cluster.view(), live);
  const claims = new Map(claimsOf(walk, live).map(({ metadata }) => [metadata.name, metadata.uid]));
  const again = yield* resend(facts, walk, key);
  if (again === undefined) return undefined;
  if (!(yield* walk.go(command(`delete sts ${key.name} --cascade=orphan`, key.namespace)))) return undefined;
  yield* enlarge(walk, wanted);
  yield* relabel(walk, live, wanted);
  const before = walk.podsGone(key).length;
  if (!(yield* walk.send(again.text, again.request, key))) return undefined;
  const gone = walk.podsGone(key);
  const lost = gone
    .slice(before)
    .filter((name) => walk.rehearsal.cluster.view().get("Pod", key.namespace, name) === undefined);
  const start = { serving: replicas.filter(({ pod }) => isServing(pod)).length, claims };
  const areBack = yield* replaceOutdated(walk, key, start);
  const moves = {
    updated: gone.length - before - lost.length,
    removed: lost.length,
    replaced: walk.podsGone(key).length - gone.length,
    changesTemplates: fields.some((field) => field.includes("volumeClaimTemplates")),
  };
  return {
    sentence: sentenceFor(moves),
    cautions: [
      ...(keepsOldTemplate(fields) ? [KEPT_CLASS] : []),
      ...walk.cautions,
      ...emptyClaims(walk, key, start),
      ...walk.losses(),
      ...namelessness(walk, wanted),
    ],
    commands: walk.commands,
    isVerified: areBack && reached(walk, key, start),
  };
}
