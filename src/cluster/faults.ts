import { REVISION_LABEL } from "../api/kinds/controllerrevision/types.ts";
import { HASH_LABEL } from "../api/kinds/deployment/types.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { classNameOf, type PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { isActive } from "../api/kinds/pod/lifecycle.ts";
import { addTo } from "../base/add-to.ts";
import { instantOf, type Instant } from "../base/instant.ts";
import type { Fault, FaultKind, World } from "./world.ts";

/** How near a fault's target is to a pod; the nearest counts. */
const NEARNESS: Readonly<Record<string, number>> = { image: 1, revision: 1, node: 2, prefix: 3, pod: 4 };

interface Placed {
  readonly fault: Fault;
  /** Its place among all that are in force. */
  readonly order: number;
  readonly nearness: number;
}

/** Faults by the target that a pod has to have, and those of prefixes of names. */
interface Targets {
  readonly byTarget: ReadonlyMap<string, readonly Placed[]>;
  readonly prefixes: readonly Placed[];
}

const indexed = new WeakMap<World["faults"], Targets>();

/** `node/a` and `image/a` are of no namespace. */
function targetText(target: string, namespace: string): string {
  return target.startsWith("pod/") || target.startsWith("revision/") ? `${namespace}/${target}` : target;
}

function targetsOf(faults: World["faults"]): Targets {
  const known = indexed.get(faults);
  if (known !== undefined) return known;
  const byTarget = new Map<string, Placed[]>();
  const prefixes: Placed[] = [];
  for (const [order, fault] of faults.entries()) {
    const { target, namespace } = fault;
    const isPrefix = target.startsWith("pod/") && target.endsWith("*");
    const kind = isPrefix ? "prefix" : target.slice(0, target.indexOf("/"));
    const placed = { fault, order, nearness: NEARNESS[kind] ?? 0 };
    const text = targetText(target, namespace);
    if (isPrefix) prefixes.push(placed);
    else addTo(byTarget, text, placed);
  }
  const made = { byTarget, prefixes };
  indexed.set(faults, made);
  return made;
}

function imagesOf({ spec: { containers, initContainers = [] } }: Pod): readonly string[] {
  return [...containers, ...initContainers].map(({ image = "" }) => image);
}

/** The targets that a fault over a pod may have, as `targetText` writes them. */
function targetsFor(pod: Pod): ReadonlySet<string> {
  const { name, namespace = "", labels = {} } = pod.metadata;
  const hashes = [labels[REVISION_LABEL], labels[HASH_LABEL]];
  const targets = [`pod/${name}`, ...hashes.flatMap((hash) => (hash === undefined ? [] : [`revision/${hash}`]))];
  return new Set([
    ...targets.map((target) => targetText(target, namespace)),
    `node/${pod.spec.nodeName ?? ""}`,
    ...imagesOf(pod).map((image) => `image/${image}`),
  ]);
}

function isOlder({ metadata }: Pod, since: Instant): boolean {
  return instantOf(metadata.creationTimestamp ?? "") < since;
}

/** The faults over a pod, of all kinds, in the order of their coming into force. */
function placedOver(pod: Pod, { faults }: World): readonly Placed[] {
  if (faults.length === 0) return [];
  const { byTarget, prefixes } = targetsOf(faults);
  const { name, namespace = "", uid } = pod.metadata;
  const found = prefixes.filter(({ fault }) => {
    return fault.namespace === namespace && name.startsWith(fault.target.slice("pod/".length, -1));
  });
  for (const target of targetsFor(pod)) found.push(...(byTarget.get(target) ?? []));
  const holding = found.filter(({ fault: { since, uid: only = uid } }) => {
    return only === uid && (since === undefined || !isOlder(pod, since));
  });
  return holding.sort((a, b) => a.order - b.order);
}

/** The faults that `sim fail` put in force over a pod, of the given kinds, the earliest first. */
export function faultsOver(pod: Pod, world: World, kinds: readonly FaultKind[]): readonly Fault[] {
  return placedOver(pod, world)
    .map(({ fault }) => fault)
    .filter(({ as, target }) => kinds.includes(as) && !target.startsWith("revision/"));
}

/**
 * The fault, among those of the given kinds, that a pod is under. A pod's own goes before its node's, and that before
 * its image's; of several equally near the latest counts.
 */
export function faultFor(pod: Pod, world: World, kinds: readonly FaultKind[]): Fault | undefined {
  let nearest: Placed | undefined;
  for (const placed of placedOver(pod, world)) {
    if (kinds.includes(placed.fault.as) && placed.nearness >= (nearest?.nearness ?? 0)) nearest = placed;
  }
  return nearest?.fault;
}

/** Faults that end when they have struck. */
export const ONCE: readonly FaultKind[] = ["failed", "succeeded"];

/**
 * What a fault is in force as: one that strikes once and is over several pods strikes each of those that are active, by name.
 * `pods` are all there are.
 */
export function inForce(fault: Fault, pods: readonly Pod[], { settings }: World): readonly Fault[] {
  if (!ONCE.includes(fault.as)) return [fault];
  const alone: World = { settings, faults: [fault] };
  const struck = pods.filter((pod) => isActive(pod) && faultFor(pod, alone, ONCE) !== undefined);
  if (struck.length < 2) return [fault];
  return struck.map(({ metadata: { name, namespace = "" } }) => ({ target: `pod/${name}`, namespace, as: fault.as }));
}

/** Whether the node of that name is down. */
export function isNodeDown(node: string, world: World): boolean {
  return world.faults.some((fault) => fault.as === "down" && fault.target === `node/${node}`);
}

/** Whether a claim is kept from binding, by its own name or by its class. */
export function isKeptUnbound(claim: PersistentVolumeClaim, world: World): boolean {
  const ofClass = `storageclass/${classNameOf(claim)}`;
  const ofClaim = `pvc/${claim.metadata.name}`;
  return world.faults.some(
    (fault) =>
      fault.as === "unbound" &&
      (fault.target === ofClass || (fault.target === ofClaim && fault.namespace === (claim.metadata.namespace ?? ""))),
  );
}
