// What schemas/compile.mjs generates. Declared here so that types can be checked before anything was built.

declare module "*/generated/gates.mjs" {
  /** By definition: whether a document without nulls has nothing that Go's decoder would object to. */
  export const gates: Readonly<Record<string, (document: unknown) => boolean>>;
}

declare module "*/generated/schema.mjs" {
  /** The nodes of the schema by name, each as JSON: most runs need a few of them. */
  export const texts: Readonly<Record<string, string>>;
  /** The names of the kinds' definitions, by `apps/v1 StatefulSet`. */
  export const kinds: Readonly<Record<string, string>>;
}
