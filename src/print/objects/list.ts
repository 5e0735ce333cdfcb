/** What `get` prints of several objects, or of a kind without a name: a List around them. */
export function listOf(items: readonly unknown[]): object {
  return { apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } };
}
