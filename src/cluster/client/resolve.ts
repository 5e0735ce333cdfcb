import { qualifiedResource, type ResourceKind } from "../../api/kinds.ts";
import { kindOf } from "../kind-of.ts";
import type { View } from "../view.ts";
import { knownKinds } from "./known-kinds.ts";
import { refuse, Refused } from "./refused.ts";

/** The kinds there are: known ones, and those of custom resources that were stored. */
function kindsIn(view: View): readonly ResourceKind[] {
  const known = new Set(knownKinds().map(({ key }) => key));
  const custom = view.kinds().filter((key) => !known.has(key));
  return [
    ...knownKinds(),
    ...custom.flatMap((key) => {
      const [object] = view.list(key);
      return object === undefined ? [] : [kindOf(object)];
    }),
  ];
}

function isNamed(resource: ResourceKind, word: string): boolean {
  const lower = word.toLowerCase();
  return resource.plural === lower || resource.singular === lower || resource.shortNames.includes(word);
}

interface TypeWord {
  readonly name: string;
  readonly group?: string;
  readonly version?: string;
}

/** How `TYPE`, `TYPE.GROUP` or `TYPE.VERSION.GROUP` may be meant, the most specific reading first. */
function readings(word: string): readonly TypeWord[] {
  const [name = "", ...rest] = word.split(".");
  if (rest.length === 0) return [{ name }];
  const [version = "", ...group] = rest;
  const byGroup = { name, group: rest.join(".") };
  return group.length === 0 ? [byGroup] : [{ name, version, group: group.join(".") }, byGroup];
}

/** A short name stands for a kind with its version; beside it a version says nothing, and nothing a group that is empty. */
function matching(kinds: readonly ResourceKind[], { name, group, version }: TypeWord): readonly ResourceKind[] {
  const isShort = kinds.some(({ shortNames }) => shortNames.includes(name));
  const fits = (kind: ResourceKind): boolean => isShort || version === undefined || kind.version === version;
  const named = kinds.filter((kind) => isNamed(kind, name) && fits(kind));
  if (group === undefined || (isShort && group === "")) return named;
  const exact = named.filter((kind) => kind.group === group);
  return exact.length > 0 ? exact : named.filter((kind) => kind.group.startsWith(group));
}

/** A type that was named, with what kubectl warns of. */
export interface ResolvedType {
  readonly resource: ResourceKind;
  readonly warnings: readonly string[];
}

/** The kind that a word names; undefined when there is none such. */
export function findType(word: string, view: View): ResolvedType | undefined {
  const kinds = kindsIn(view);
  for (const reading of readings(word)) {
    const [resource, ...others] = matching(kinds, reading);
    if (resource === undefined) continue;
    const rival = others.find((other) => other.group !== resource.group && other.shortNames.includes(word));
    if (rival === undefined || !resource.shortNames.includes(word)) return { resource, warnings: [] };
    const warning = `short name ${JSON.stringify(word)} could also match lower priority resource ${qualifiedResource(rival)}`;
    return { resource, warnings: [`Warning: ${warning}`] };
  }
  return undefined;
}

/** A type that the server does not have, in the words of verbs that look it up themselves: without `error: `. */
export function knownType(word: string, view: View): ResourceKind {
  const found = findType(word, view);
  if (found !== undefined) return found.resource;
  const message = `the server doesn't have a resource type ${JSON.stringify(word)}`;
  throw new Refused({ kind: "client", message, bare: true });
}

/**
 * The kind that a word names: plural, singular or Kind in any case, a short name as it is, `TYPE.GROUP` or
 * `TYPE.VERSION.GROUP`. Refuses the verb when there is none.
 * @see staging/src/k8s.io/cli-runtime/pkg/resource/builder.go, `mappingFor` (1.36)
 */
export function resolveType(word: string, view: View): ResolvedType {
  return (
    findType(word, view) ?? refuse(`the server doesn't have a resource type ${JSON.stringify(word.split(".")[0])}`)
  );
}

/** The words of a comma list, with `all` replaced by the types it stands for. */
export function typeWords(list: string): readonly string[] {
  const words = list.split(",");
  const all = knownKinds()
    .filter(({ inAll }) => inAll)
    .map(qualifiedResource);
  return words.flatMap((word) => (word === "all" ? [...new Set(all)] : [word]));
}
