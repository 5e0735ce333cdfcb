/**
 * What merging has to know about one field: its type, how a patch merges into it, and how ownership of it is counted.
 * A field that no schema describes is undefined; then maps merge key by key and lists are replaced.
 * @see staging/src/k8s.io/api, struct tags `patchStrategy`, `patchMergeKey` and markers `+listType`, `+mapType` (1.36)
 */
export interface FieldSchema {
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

/** A node of `schemas/kubernetes-1.36.json`. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly default?: unknown;
  readonly "x-kubernetes-patch-strategy"?: string;
  readonly "x-kubernetes-patch-merge-key"?: string;
  readonly "x-kubernetes-list-type"?: string;
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly "x-kubernetes-map-type"?: string;
}

export type SchemaDefinitions = Readonly<Record<string, SchemaNode>>;

const PREFIX = "#/definitions/";

/** Fields of these types have the strategy `retainKeys`; the published schema drops what stands beside a reference. */
const RETAINING: ReadonlySet<string> = new Set([`${PREFIX}apps.v1.DeploymentStrategy`]);

function target(node: SchemaNode, definitions: SchemaDefinitions): SchemaNode | undefined {
  return node.$ref === undefined ? node : definitions[node.$ref.slice(PREFIX.length)];
}

function listTypeOf(text: string | undefined): FieldSchema["listType"] {
  return text === "set" || text === "map" ? text : "atomic";
}

function fieldFrom(node: SchemaNode, definitions: SchemaDefinitions, cache: Map<SchemaNode, FieldSchema>): FieldSchema {
  const known = cache.get(node);
  if (known !== undefined) return known;
  const own = target(node, definitions) ?? {};
  const at = (child: SchemaNode): FieldSchema => fieldFrom(child, definitions, cache);
  const strategy = node["x-kubernetes-patch-strategy"] ?? (RETAINING.has(node.$ref ?? "") ? "retainKeys" : "");
  const values = own.additionalProperties;
  const schema: FieldSchema = {
    ...(own.type === undefined ? {} : { type: own.type }),
    ...(own.format === undefined ? {} : { format: own.format }),
    patchStrategies: strategy === "" ? [] : strategy.split(","),
    patchMergeKey: node["x-kubernetes-patch-merge-key"] ?? "",
    listType: listTypeOf(node["x-kubernetes-list-type"]),
    listMapKeys: node["x-kubernetes-list-map-keys"] ?? [],
    atomicMap: (node["x-kubernetes-map-type"] ?? own["x-kubernetes-map-type"]) === "atomic",
    fieldNames: Object.keys(own.properties ?? {}),
    field(name) {
      const properties = own.properties ?? {};
      if (Object.hasOwn(properties, name)) return at(properties[name] ?? {});
      return typeof values === "object" ? at(values) : undefined;
    },
    get items() {
      return own.items === undefined ? undefined : at(own.items);
    },
    ...(node.default === undefined ? {} : { default: node.default }),
  };
  cache.set(node, schema);
  return schema;
}

/** The merge rules of one definition, e.g. `apps.v1.StatefulSet`; undefined when there is no such definition. */
export function fieldSchema(definitions: SchemaDefinitions, name: string): FieldSchema | undefined {
  const node = definitions[name];
  return node === undefined ? undefined : fieldFrom(node, definitions, new Map());
}
