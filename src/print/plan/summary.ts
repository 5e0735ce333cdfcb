import type { Plan } from "../../plan/model.ts";

/** `1 pod deleted, 2 replaced`: the noun stands with the first. */
function phrase(noun: string, counts: readonly (readonly [count: number, word: string])[]): readonly string[] {
  const some = counts.filter(([count]) => count > 0);
  return some.map(([count, word], index) => {
    const name = index > 0 ? "" : ` ${noun}${count === 1 ? "" : "s"}`;
    return `${count.toLocaleString("en-US")}${name} ${word}`;
  });
}

/** `1 object changed, 1 pod deleted, 2 replaced, 1 claim deleted, 1 name gone`. */
export function summaryText({ summary, refusals }: Plan): string {
  const { pods, objects, claims, names } = summary;
  const parts = [
    ...phrase("object", [
      [refusals.length, "refused"],
      [objects.create, "created"],
      [objects.update, "changed"],
      [objects.replace, "made anew"],
      [objects.delete, "deleted"],
    ]),
    ...phrase("pod", [
      [pods.created, "created"],
      [pods.deleted, "deleted"],
      [pods.replaced, "replaced"],
    ]),
    ...phrase("claim", [
      [claims.created, "created"],
      [claims.deleted, "deleted"],
      [claims.orphaned, "left over"],
    ]),
    ...phrase("name", [
      [names.appears, "new"],
      [names.vanishes, "gone"],
    ]),
  ];
  return parts.length === 0 ? "no changes" : parts.join(", ");
}
