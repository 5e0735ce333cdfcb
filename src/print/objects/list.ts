/** The order in which the fields of a typed List are declared. */
export const LIST_FIELDS: readonly string[] = ["kind", "apiVersion", "metadata", "items"];

/** What `apply` prints of several objects, and `events` of all that it finds. */
export type TypedList = "List" | "EventList";

/** A typed list, which has no resourceVersion. */
export function typedList(kind: TypedList, items: readonly unknown[]): object {
  return { kind, apiVersion: "v1", metadata: {}, items };
}

/** What `get` prints of several objects, or of a kind without a name: a List around them. */
export function listOf(items: readonly unknown[]): object {
  return { apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } };
}
