import { SERVICE_NAME_LABEL, type EndpointSlice } from "../../api/kinds/endpointslice/types.ts";
import { namespacedName, namespaceOf, type KubeObject, type ObjectKey } from "../../api/object.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import { keyText } from "../workloads.ts";
import { isStatefulSet } from "./alike.ts";

/** One rollout is played for all of its group (see `groupsOf`): without the others, of which the same is said. */

/** The Service that a slice belongs to, as `namespace/name`. */
function serviceOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ""}/${metadata.labels?.[SERVICE_NAME_LABEL] ?? ""}`;
}

/** The Services whose slices list some of these pods and nothing else, as `namespace/name`. */
function servicesOf(objects: readonly KubeObject[], uids: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const others = new Set<string>();
  for (const object of objects) {
    if (object.kind !== "EndpointSlice") continue;
    for (const { targetRef } of (object as EndpointSlice).endpoints) {
      (uids.has(targetRef?.uid ?? "") ? found : others).add(serviceOf(object));
    }
  }
  for (const service of others) found.delete(service);
  return found;
}

/** A cluster without some sets, what they own, and the Services that list their pods alone. */
export function withoutSets(snapshot: Snapshot, sets: readonly ObjectKey[]): Snapshot {
  if (sets.length === 0) return snapshot;
  const { objects } = snapshot;
  const places = new Set(sets.map(keyText));
  const isOf = (object: KubeObject): boolean =>
    isStatefulSet(object) &&
    places.has(keyText({ kind: object.kind, namespace: namespaceOf(object), name: object.metadata.name }));
  const uids = new Set(objects.flatMap((object) => (isOf(object) ? (object.metadata.uid ?? []) : [])));
  const isOut = ({ metadata }: KubeObject): boolean =>
    uids.has(metadata.uid ?? "") || metadata.ownerReferences?.some(({ uid }) => uids.has(uid)) === true;
  const out = new Set(objects.filter(isOut));
  const services = servicesOf(objects, new Set([...out].map(({ metadata }) => metadata.uid ?? "")));
  const stays = (object: KubeObject): boolean => {
    if (object.kind === "EndpointSlice") return !services.has(serviceOf(object));
    if (object.kind === "Service") return !services.has(namespacedName(object));
    return !out.has(object);
  };
  return { ...snapshot, objects: objects.filter(stays) };
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
