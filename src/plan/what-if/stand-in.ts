import { namespaceOf, type KubeObject, type ObjectKey } from "../../api/object.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import { keyText } from "../workloads.ts";
import { isSet } from "./alike.ts";

/** One rollout is played for all of its group (see `groupsOf`): without the others, of which the same is said. */

/** A cluster without some sets and what they own. */
export function withoutSets(snapshot: Snapshot, sets: readonly ObjectKey[]): Snapshot {
  if (sets.length === 0) return snapshot;
  const places = new Set(sets.map(keyText));
  const isOf = (object: KubeObject): boolean =>
    isSet(object) &&
    places.has(keyText({ kind: object.kind, namespace: namespaceOf(object), name: object.metadata.name }));
  const uids = new Set(snapshot.objects.flatMap((object) => (isOf(object) ? (object.metadata.uid ?? []) : [])));
  const stays = (object: KubeObject): boolean =>
    !uids.has(object.metadata.uid ?? "") && object.metadata.ownerReferences?.some(({ uid }) => uids.has(uid)) !== true;
  return { ...snapshot, objects: snapshot.objects.filter(stays) };
}

/** What was found of one set, said of another of its group. */
export function saidOf(found: Said, from: string, to: string): Said {
  const { stopsAt, commands } = found;
  return {
    stopsAt: stopsAt === undefined ? undefined : `${to}${stopsAt.slice(from.length)}`,
    commands: commands.map((line) =>
      line.replace(` sts/${from} `, ` sts/${to} `).replace(`delete pod ${from}-`, `delete pod ${to}-`),
    ),
  };
}

interface Said {
  readonly stopsAt: string | undefined;
  readonly commands: readonly string[];
}
