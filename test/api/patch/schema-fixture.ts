import { readFileSync } from "node:fs";
import { fieldSchema, type FieldSchema, type SchemaDefinitions } from "../../../src/api/patch/field-schema.ts";

const file = new URL("../../../schemas/kubernetes-1.36.json", import.meta.url);
const { definitions } = JSON.parse(readFileSync(file, "utf8")) as { definitions: SchemaDefinitions };

/** The merge rules of a definition of the shipped schema. */
export function rulesOf(name: string): FieldSchema {
  const schema = fieldSchema(definitions, name);
  if (schema === undefined) throw new Error(`no definition ${name}`);
  return schema;
}
