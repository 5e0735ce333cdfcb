import { definition, definitionOf, refOf, type SchemaNode } from "../structure/schema.ts";

/**
 * What merging has to know about one field: its type, how a patch merges into it, and how ownership of it is counted.
 * A field that no schema describes is undefined; then maps merge key by key and lists are replaced.
 * @see staging/src/k8s.io/api, struct tags `patchStrategy`, `patchMergeKey` and markers `+listType`, `+mapType` (1.36)
 */
export interface FieldSchema {
  /** The definition that describes it, e.g. `core.v1.ServiceSpec`. */
  readonly definition?: string;
  readonly type?: string;
  readonly format?: string;
  /** `merge`, `replace`, and `retainKeys` besides either. */
  readonly patchStrategies: readonly string[];
  /** The member that tells the elements of a merged list apart; "" for lists of scalars. */
  readonly patchMergeKey: string;
  readonly listType: "atomic" | "set" | "map";
  /** The members that tell the elements of a `map` list apart in server-side apply. */
  readonly listMapKeys: readonly string[];
  readonly atomicMap: boolean;
  /** Names in the order of the schema; empty for maps with free keys. */
  readonly fieldNames: readonly string[];
  /** A member of an object, or the value of any key of a map. */
  field(name: string): FieldSchema | undefined;
  /** The elements of a list. */
  readonly items: FieldSchema | undefined;
  /** The value that decoding fills in for an absent key member, e.g. `TCP` for `protocol`. */
  readonly default?: unknown;
}

/** Fields of these types have the strategy `retainKeys`; the published schema drops what stands beside a reference. */
const RETAINING: ReadonlySet<string> = new Set(["apps.v1.DeploymentStrategy"]);

/** Fields with the strategy `replace`, which the published schema drops likewise. */
const REPLACED: ReadonlySet<string> = new Set(["policy.v1.PodDisruptionBudgetSpec.selector"]);

/** Fields whose maps merge though their type is atomic elsewhere; the published schema drops this, too. */
const GRANULAR: ReadonlySet<string> = new Set(["core.v1.PersistentVolumeSpec.claimRef"]);

const known = new WeakMap<SchemaNode, FieldSchema>();

function fieldFrom(node: SchemaNode, reference = refOf(node)): FieldSchema {
  const before = known.get(node);
  if (before !== undefined) return before;
  const own = reference === undefined ? node : (definition(reference) ?? {});
  const strategy = node["x-kubernetes-patch-strategy"] ?? (RETAINING.has(reference ?? "") ? "retainKeys" : "");
  const properties = own.properties ?? {};
  const schema: FieldSchema = {
    ...(reference === undefined ? {} : { definition: reference }),
    ...(own.type === undefined ? {} : { type: own.type }),
    ...(own.format === undefined ? {} : { format: own.format }),
    patchStrategies: strategy === "" ? [] : strategy.split(","),
    patchMergeKey: node["x-kubernetes-patch-merge-key"] ?? "",
    listType: node["x-kubernetes-list-type"] ?? "atomic",
    listMapKeys: node["x-kubernetes-list-map-keys"] ?? [],
    atomicMap: (node["x-kubernetes-map-type"] ?? own["x-kubernetes-map-type"]) === "atomic",
    fieldNames: Object.keys(properties),
    field(name) {
      const child = Object.hasOwn(properties, name) ? properties[name] : own.additionalProperties;
      if (child === undefined) return undefined;
      const found = fieldFrom(child);
      const path = `${reference ?? ""}.${name}`;
      if (GRANULAR.has(path)) return { ...found, atomicMap: false };
      return REPLACED.has(path) ? { ...found, patchStrategies: ["replace"] } : found;
    },
    get items() {
      return own.items === undefined ? undefined : fieldFrom(own.items);
    },
    ...(node.default === undefined ? {} : { default: node.default }),
  };
  known.set(node, schema);
  return schema;
}

/** The merge rules of a kind; undefined for kinds whose structure is not known, which merge as plain JSON. */
export function fieldSchemaOfKind(apiVersion: string, kind: string): FieldSchema | undefined {
  const name = definitionOf(apiVersion, kind);
  const node = name === undefined ? undefined : definition(name);
  return node === undefined ? undefined : fieldFrom(node, name);
}
