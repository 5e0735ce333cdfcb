import { definitions, kinds } from "../../../schemas/generated/schema.mjs";

/** A node of the OpenAPI schema of Kubernetes 1.36, without prose. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode;
  readonly items?: SchemaNode;
  readonly "x-kubernetes-patch-strategy"?: string;
  readonly "x-kubernetes-patch-merge-key"?: string;
  readonly "x-kubernetes-list-type"?: "atomic" | "set" | "map";
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly "x-kubernetes-map-type"?: "atomic" | "granular";
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

const PREFIX = "#/definitions/";

/** What a line of a table says after its key; undefined where there is none. */
function entry(table: string, key: string): string | undefined {
  const start = `\n${key} `;
  const at = /\s/.test(key) ? -1 : table.indexOf(start);
  return at < 0 ? undefined : table.slice(at + start.length, table.indexOf("\n", at + 1));
}

/** Those that were asked for; undefined for names without. */
const known = new Map<string, SchemaNode | undefined>();

/** The definition of that name, e.g. `apps.v1.StatefulSet`. */
export function definition(name: string): SchemaNode | undefined {
  if (known.has(name)) return known.get(name);
  const text = entry(definitions, name);
  const node = text === undefined ? undefined : (JSON.parse(text) as SchemaNode);
  known.set(name, node);
  return node;
}

/** The names in references: there are some hundreds of them, and each is looked up by its name again and again. */
const names = new Map<string, string>();

/** The definition that a node refers to, if it does. */
export function refOf(node: SchemaNode | undefined): string | undefined {
  const reference = node?.$ref;
  if (reference === undefined) return undefined;
  let name = names.get(reference);
  if (name === undefined) names.set(reference, (name = reference.slice(PREFIX.length)));
  return name;
}

/** The names that a definition knows, in the schema's order. */
export function fieldsOf(name: string): readonly string[] {
  return Object.keys(definition(name)?.properties ?? {});
}

/** The definition of a kind, whether it is simulated here or only known. */
export function definitionOf(apiVersion: string, kind: string): string | undefined {
  return entry(kinds, `${apiVersion}/${kind}`);
}
