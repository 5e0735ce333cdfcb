import { OUT_OF_SERVICE } from "../../api/kinds/node/taints.ts";
import type { Node } from "../../api/kinds/node/types.ts";
import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import type { View } from "../../cluster/view.ts";
import { isStatefulSet, tiesPods } from "../what-if/alike.ts";
import { ClaimsAtRest } from "../what-if/claims-at-rest.ts";
import { essenceOf, voiceOf, type Voice } from "./voice.ts";

export interface Cast {
  /** The voices of a request, in its order, each with the first one of its chorus: the same becomes of both. */
  readonly firsts: ReadonlyMap<Voice, Voice>;
  /** The first and the last one of each chorus, in order. */
  readonly leads: readonly Voice[];
  readonly others: readonly Voice[];
}

/** With fewer sets there are no more to follow than to lead. */
const FEWEST = 5;

const version = ({ metadata }: StatefulSet): number => Number(metadata.resourceVersion);

/** The sets that a request changed, in its order; undefined where anything else has happened, or is about to. */
function changedSets(
  before: Snapshot,
  { counters, clock, world, objects }: Snapshot,
): readonly StatefulSet[] | undefined {
  if (!before.isAtRest || clock !== before.clock || world.faults.length > 0) return undefined;
  const count = counters.changes - before.counters.changes;
  if (count < FEWEST) return undefined;
  const known = new Set(before.objects);
  const changed = objects.filter((object) => !known.has(object));
  if (changed.length !== count) return undefined;
  if (!changed.every((object): object is StatefulSet => isStatefulSet(object))) return undefined;
  return changed.sort((a, b) => version(a) - version(b));
}

/** Whether pods that differ in nothing but their nodes may fare differently on this one. */
function isTrying({ spec }: Node): boolean {
  return spec.taints?.some(({ key, effect }) => effect === "NoExecute" || key === OUT_OF_SERVICE) === true;
}

/** Kinds that leave sets to themselves, but for what is looked at in each. Of any other that has to be shown first. */
const KNOWN: ReadonlySet<string> = new Set(
  "ConfigMap ControllerRevision DaemonSet Deployment EndpointSlice Event LimitRange Namespace NetworkPolicy Node PersistentVolume PersistentVolumeClaim Pod PodDisruptionBudget ReplicaSet Role RoleBinding Secret Service ServiceAccount StatefulSet StorageClass".split(
    " ",
  ),
);

/** Whether what becomes of a set's pods may depend on where pods are, or may go, or on what other sets have. */
function tiesPlaces(object: KubeObject): boolean {
  if (!KNOWN.has(object.kind)) return true;
  if (object.kind === "PersistentVolume") return (object as PersistentVolume).spec.nodeAffinity !== undefined;
  if (object.kind === "Node") return isTrying(object as Node);
  return tiesPods(object);
}

function castOf(voices: readonly Voice[]): Cast {
  const ends = new Map<string, { readonly first: Voice; last: Voice }>();
  const firsts = new Map<Voice, Voice>();
  for (const voice of voices) {
    const id = essenceOf(voice);
    const known = ends.get(id);
    if (known === undefined) ends.set(id, { first: voice, last: voice });
    else known.last = voice;
    firsts.set(voice, known?.first ?? voice);
  }
  const leading = new Set([...ends.values()].flatMap(({ first, last }) => [first, last]));
  const [leads, others] = [voices.filter((voice) => leading.has(voice)), voices.filter((voice) => !leading.has(voice))];
  return { firsts, leads, others };
}

/** Who plays for whom; undefined where too few would follow, or anything but alike sets has to do with each other. */
export function castIn(before: Snapshot, requested: Snapshot, view: View): Cast | undefined {
  const sets = changedSets(before, requested);
  if (sets === undefined || requested.objects.some(tiesPlaces)) return undefined;
  const claims = new ClaimsAtRest(requested.objects);
  const voices: Voice[] = [];
  for (const set of sets) {
    const voice = voiceOf(set, view, claims);
    if (voice === undefined) return undefined;
    voices.push(voice);
  }
  const cast = castOf(voices);
  return cast.others.length > cast.leads.length ? cast : undefined;
}
