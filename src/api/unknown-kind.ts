import { apiVersionOf, type ResourceKind } from "./kinds.ts";
import { knownKinds, type KindOfObject } from "./known-kinds.ts";
import { suggest } from "./structure/suggest.ts";

type Named = Pick<KindOfObject, "apiVersion" | "kind">;

/** What is wrong of a kind that the server does not have in that version, and what to write instead, if that can be told. */
export interface UnknownKind {
  readonly field: "apiVersion" | "kind";
  /** `apiVersion: apps/v1 and kind: StatefulSet`: what differs. */
  readonly write?: string;
  /** What was probably meant. */
  readonly meant?: ResourceKind;
}

interface Candidate extends Named {
  readonly resource: ResourceKind;
}

/** The kind of this name in another version, else one of nearly this name, in this version if there is one. */
function meantBy({ apiVersion, kind }: Named, all: readonly Candidate[]): Candidate | undefined {
  const beside = all.filter((one) => one.apiVersion === apiVersion);
  const namesIn = (kinds: readonly Named[]): readonly string[] => kinds.map((one) => one.kind);
  const name = namesIn(all).includes(kind) ? kind : (suggest(kind, namesIn(beside)) ?? suggest(kind, namesIn(all)));
  const isNamed = (one: Named): boolean => one.kind === name;
  return beside.find(isNamed) ?? all.find(isNamed);
}

/** Looks what was probably meant by a kind that the server does not have in that version. */
export function unknownKind(given: Named): UnknownKind {
  const all = knownKinds().map((resource): Candidate => {
    return { apiVersion: apiVersionOf(resource), kind: resource.kind, resource };
  });
  const meant = meantBy(given, all);
  if (meant === undefined)
    return { field: all.some((one) => one.apiVersion === given.apiVersion) ? "kind" : "apiVersion" };
  const fields = (["apiVersion", "kind"] as const).filter((field) => meant[field] !== given[field]);
  const write = fields.map((field) => `${field}: ${meant[field]}`).join(" and ");
  return { field: meant.kind === given.kind ? "apiVersion" : "kind", write, meant: meant.resource };
}
