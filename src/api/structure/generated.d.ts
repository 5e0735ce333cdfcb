// What schemas/compile.mjs generates. Declared here so that types can be checked before anything was built.

declare module "*/generated/gates.mjs" {
  /** By definition: whether a document without nulls has nothing that Go's decoder would object to. */
  export const gates: Readonly<Record<string, (document: unknown) => boolean>>;
}

declare module "*/generated/schema.mjs" {
  import type { SchemaFile } from "./schema.ts";
  export const schema: SchemaFile;
}
