import type { KubeObject } from "../../api/object.ts";
import { child } from "../../api/validation/fields.ts";
import type { JsonObject } from "../../base/json.ts";
import { refuse } from "./refused.ts";
import type { EnvOptions } from "./request.ts";

/**
 * Where a variable's value comes from, as `set env --list` says it.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/set/env/env_resolve.go, `GetEnvVarRefString` (1.36)
 */
export function referenceText(source: JsonObject): string {
  const configMap = child(source, "configMapKeyRef");
  if (configMap !== undefined) return `configmap ${String(configMap["name"])}, key ${String(configMap["key"])}`;
  const secret = child(source, "secretKeyRef");
  if (secret !== undefined) return `secret ${String(secret["name"])}, key ${String(secret["key"])}`;
  const field = child(source, "fieldRef");
  if (field !== undefined) return `field path ${String(field["fieldPath"])}`;
  const resource = child(source, "resourceFieldRef");
  if (resource === undefined) return "invalid valueFrom";
  const container = resource["containerName"];
  const prefix = typeof container === "string" && container !== "" ? `${container}/` : "";
  return `resource field ${prefix}${String(resource["resource"])}`;
}

const SOURCES: Readonly<Record<string, string>> = { ConfigMap: "configMapKeyRef", Secret: "secretKeyRef" };

/** A variable, and what kubectl says where its name is not the key's. */
export interface Imported {
  readonly variable: JsonObject;
  readonly warning?: string;
}

/**
 * The variables that `set env --from` makes of the keys of a ConfigMap or Secret: names in capitals, what no name may
 * hold as `_`.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go, `keyToEnvName` (1.36)
 */
export function importedFrom(object: KubeObject, { keys = [], prefix = "" }: EnvOptions): readonly Imported[] {
  const source = SOURCES[object.kind];
  if (source === undefined) return refuse("unsupported resource specified in --from");
  const { data } = object as { data?: JsonObject };
  return Object.keys(data ?? {})
    .toSorted()
    .filter((key) => keys.length === 0 || keys.includes(key))
    .map((key) => {
      const name = key.replace(/[^a-zA-Z0-9_]/g, "_").toUpperCase();
      const valueFrom = { [source]: { name: object.metadata.name, key } };
      const variable = { name: `${prefix}${name}`, valueFrom };
      return name === key ? { variable } : { variable, warning: `Warning: key ${key} transferred to ${name}` };
    });
}
