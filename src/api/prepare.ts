import { sameJson } from "../base/json.ts";
import { replaced, without } from "./defaulting.ts";
import type { KubeObject, ObjectMeta } from "./object.ts";

/** What strategies of kinds with a spec and a status have in common. @see pkg/registry/<group>/<kind>/strategy.go (1.36) */

interface WithStatus extends KubeObject {
  readonly spec?: unknown;
  readonly status?: unknown;
}

function withGeneration<T extends KubeObject>(object: T, generation: number | undefined): T {
  const metadata: ObjectMeta =
    generation === undefined
      ? without(object.metadata, "generation")
      : replaced(object.metadata, "generation", generation);
  return replaced(object, "metadata", metadata);
}

/** The object with generation 1, whatever the client said. */
export function firstGeneration<T extends KubeObject>(object: T): T {
  return withGeneration(object, 1);
}

/** The object with a status of the server's choice; itself when it has the same. */
export function withStatus<T extends WithStatus>(object: T, status: T["status"]): T {
  if (status === undefined) return without(object, "status");
  return sameJson(object.status, status) ? object : { ...object, status };
}

/** For kinds that count no generations: what the object had stays. */
export function keptGeneration<T extends KubeObject>(object: T, old: T): T {
  return withGeneration(object, old.metadata.generation);
}

/** One more generation than before when the meaning changed, the same otherwise. */
export function nextGeneration<T extends KubeObject>(object: T, old: T, isChanged: boolean): T {
  const before = old.metadata.generation;
  return withGeneration(object, isChanged ? (before ?? 0) + 1 : before);
}

/** An update of the whole object: the status stays as it was, a change of the spec counts. */
export function updatedSpec<T extends WithStatus>(object: T, old: T): T {
  return nextGeneration(keptStatus(object, old), old, !sameJson(object.spec, old.spec));
}

export function keptStatus<T extends WithStatus>(object: T, old: T): T {
  return old.status === undefined ? without(object, "status") : replaced(object, "status", old.status);
}

/** An update of the status alone: the spec and the generation stay as they were. */
export function updatedStatus<T extends WithStatus>(object: T, old: T): T {
  const spec = old.spec === undefined ? object : replaced(object, "spec", old.spec);
  return keptGeneration(spec, old);
}
