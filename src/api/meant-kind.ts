import { apiVersionOf } from "./kinds.ts";
import { knownKinds, type KindOfObject } from "./known-kinds.ts";
import { suggest } from "./structure/suggest.ts";

type Named = Pick<KindOfObject, "apiVersion" | "kind">;

/** Whether the server has any kind in that version. */
export function isServed(apiVersion: string): boolean {
  return knownKinds().some((resource) => apiVersionOf(resource) === apiVersion);
}

/**
 * What was probably meant by a kind that the server does not have in that version: the kind of this name in another
 * version, else one of nearly this name, in this version if there is one.
 */
export function meantKind({ apiVersion, kind }: Named): Named | undefined {
  const all = knownKinds().map((resource): Named => ({ apiVersion: apiVersionOf(resource), kind: resource.kind }));
  const beside = all.filter((one) => one.apiVersion === apiVersion);
  const namesIn = (kinds: readonly Named[]): readonly string[] => kinds.map((one) => one.kind);
  const name = namesIn(all).includes(kind) ? kind : (suggest(kind, namesIn(beside)) ?? suggest(kind, namesIn(all)));
  const isNamed = (one: Named): boolean => one.kind === name;
  return beside.find(isNamed) ?? all.find(isNamed);
}
