import { isJsonObject } from "../../base/json.ts";

/** The object without the record of who manages which field, which YAML and JSON leave out. */
export function withoutManagedFields(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const items = value["items"];
  if (Array.isArray(items)) return { ...value, items: items.map(withoutManagedFields) };
  const metadata = value["metadata"];
  if (!isJsonObject(metadata) || metadata["managedFields"] === undefined) return value;
  const { managedFields: _, ...rest } = metadata;
  return { ...value, metadata: rest };
}
