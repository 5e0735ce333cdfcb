/** One bound of `[from:to:step]`. */
export interface Bound {
  readonly known: boolean;
  readonly value: number;
  /** The end that follows from a single index. */
  readonly derived?: boolean;
}

/**
 * What a path is made of. A `list` is the content of one pair of braces.
 * @see staging/src/k8s.io/client-go/util/jsonpath/node.go (1.36)
 */
export type PathNode =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "list"; readonly nodes: readonly PathNode[] }
  | { readonly is: "identifier"; readonly name: string }
  | { readonly is: "field"; readonly name: string }
  | { readonly is: "array"; readonly from: Bound; readonly to: Bound; readonly step: Bound }
  | { readonly is: "filter"; readonly left: ListNode; readonly right: ListNode; readonly operator: string }
  | { readonly is: "union"; readonly members: readonly ListNode[] }
  | { readonly is: "number"; readonly value: number; readonly float: boolean }
  | { readonly is: "boolean"; readonly value: boolean }
  | { readonly is: "wildcard" }
  | { readonly is: "recursive" };

export type ListNode = Extract<PathNode, { is: "list" }>;
