import { addTo } from "../../base/add-to.ts";
import type { Happening } from "../../cluster/happening.ts";

/** Numbers of revisions by their names. */
export type RevisionNumbers = ReadonlyMap<string, number>;

/** What earlier happenings tell about a pod or claim. */
interface Memory {
  /** Revision name to number. */
  readonly numbers: Map<string, number>;
  /** Pod to the revision it was last made at. */
  readonly revisions: Map<string, string>;
  /** Pod to its claims. */
  readonly claims: Map<string, readonly string[]>;
  /** Claims that became bound since their pod was made. */
  readonly bound: Set<string>;
}

/** The happenings that a timeline is made of, and what is known at each of them. */
export interface Scene {
  readonly memory: Memory;
  /** Happenings of each pod, by namespace and name. */
  readonly pods: ReadonlyMap<string, readonly Happening[]>;
  /** Happenings of each claim. */
  readonly claims: ReadonlyMap<string, readonly Happening[]>;
  /** Happenings of the pods that mount a claim, by claim. */
  readonly users: ReadonlyMap<string, readonly Happening[]>;
}

export const key = ({ namespace, name }: Pick<Happening, "namespace" | "name">): string => `${namespace}/${name}`;

export function remember({ memory }: Scene, item: Happening): void {
  if (item.kind === "controllerrevision" && item.number !== undefined) memory.numbers.set(item.name, item.number);
  if (item.kind === "pvc" && item.effect === "bound") memory.bound.add(key(item));
  if (item.kind !== "pod") return;
  if (item.claims !== undefined) memory.claims.set(key(item), item.claims);
  if (item.effect === "create" && item.revision !== undefined) memory.revisions.set(key(item), item.revision);
}

/** From its readiness on, what was bound for a pod is no news. */
export function forgetBound({ memory }: Scene, { namespace, claims }: Happening): void {
  for (const name of claims ?? []) memory.bound.delete(`${namespace}/${name}`);
}

function grouped(
  happenings: readonly Happening[],
  keysOf: (item: Happening) => readonly string[],
): ReadonlyMap<string, readonly Happening[]> {
  const map = new Map<string, Happening[]>();
  for (const item of happenings) {
    for (const id of keysOf(item)) {
      addTo(map, id, item);
    }
  }
  return map;
}

export function sceneOf(happenings: readonly Happening[], numbers: RevisionNumbers): Scene {
  const memory: Memory = { numbers: new Map(numbers), revisions: new Map(), claims: new Map(), bound: new Set() };
  for (const item of happenings) {
    if (item.kind === "controllerrevision" && item.number !== undefined) memory.numbers.set(item.name, item.number);
  }
  return {
    memory,
    pods: grouped(happenings, (item) => (item.kind === "pod" ? [key(item)] : [])),
    claims: grouped(happenings, (item) => (item.kind === "pvc" ? [key(item)] : [])),
    users: grouped(happenings, ({ namespace, claims }) => (claims ?? []).map((name) => `${namespace}/${name}`)),
  };
}
