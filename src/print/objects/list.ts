/** The order in which the fields of a typed List are declared. */
export const LIST_FIELDS: readonly string[] = ["kind", "apiVersion", "metadata", "items"];

/** What `apply` prints of several objects: a typed List, which has no resourceVersion. */
export function appliedList(items: readonly unknown[]): object {
  return { kind: "List", apiVersion: "v1", metadata: {}, items };
}

/** What `get` prints of several objects, or of a kind without a name: a List around them. */
export function listOf(items: readonly unknown[]): object {
  return { apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } };
}
