import { fieldSchemaOfKind, type FieldSchema } from "../../../src/api/patch/field-schema.ts";

/** The merge rules of a kind that must exist, or of a field of it. */
export function rulesOf(apiVersion: string, kind: string, field?: string): FieldSchema {
  const whole = fieldSchemaOfKind(apiVersion, kind);
  const schema = field === undefined ? whole : whole?.field(field);
  if (schema === undefined) throw new Error(`no rules of ${apiVersion} ${kind} ${field ?? ""}`);
  return schema;
}
