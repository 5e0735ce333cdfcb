import { fieldSchema, type FieldSchema } from "../../../src/api/patch/field-schema.ts";

/** The merge rules of a definition that must exist. */
export function rulesOf(name: string): FieldSchema {
  const schema = fieldSchema(name);
  if (schema === undefined) throw new Error(`no definition ${name}`);
  return schema;
}
