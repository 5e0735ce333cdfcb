/** What variables stand for in a text, by their names. */
export type Variables = ReadonlyMap<string, string>;

const REFERENCE = /\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)|\$\{(\w+)\}|\$(\w+)/g;

/** A text with its variables filled in, the kubelet's `$(NAME)` and a shell's alike; unknown ones stay. */
export function fillIn(text: string, variables: Variables): string {
  if (!text.includes("$")) return text;
  return text.replace(REFERENCE, (all, kubelet?: string, braced?: string, bare?: string) => {
    return variables.get(kubelet ?? braced ?? bare ?? "") ?? all;
  });
}
