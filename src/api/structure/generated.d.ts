// What schemas/compile.mjs generates. Declared here so that types can be checked before anything was built.

declare module "*/generated/gates.mjs" {
  /** By definition: whether a document without nulls has nothing that Go's decoder would object to. */
  export const gates: Readonly<Record<string, (document: unknown) => boolean>>;
}

declare module "*/generated/schema.mjs" {
  /** The nodes of the schema, a line each: the name, a space, the node as JSON. Lines end and the text begins with `\n`. */
  export const definitions: string;
  /** The definitions of the kinds, a line each: `apps/v1/StatefulSet apps.v1.StatefulSet`. */
  export const kinds: string;
}
