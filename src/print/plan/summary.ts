import { thousands } from "../../base/thousands.ts";
import type { Plan } from "../../plan/model.ts";

/** `1 pod deleted, 2 replaced`: the noun stands with the first. */
function phrase(noun: string, counts: readonly (readonly [count: number, word: string])[]): readonly string[] {
  const some = counts.filter(([count]) => count > 0);
  return some.map(([count, word], index) => {
    const name = index > 0 ? "" : ` ${noun}${count === 1 ? "" : "s"}`;
    return `${thousands(count)}${name} ${word}`;
  });
}

/** `1 object changed, 1 pod deleted, 2 replaced, 1 claim deleted, 1 name gone`. */
export function summaryText({ summary, refusals, objects: list }: Plan): string {
  const { pods, objects, claims, names } = summary;
  const deletedPods = list.filter(({ action, key }) => action === "delete" && key.kind === "Pod").length;
  const parts = [
    ...phrase("object", [
      [refusals.length, "refused"],
      [objects.create, "created"],
      [objects.update, "changed"],
      [objects.replace, "made anew"],
      // Pods that are deleted by name take steps, and are counted there.
      [objects.delete - deletedPods, "deleted"],
    ]),
    ...phrase("pod", [
      [pods.created, "created"],
      [pods.deleted, "deleted"],
      [pods.replaced, "replaced"],
    ]),
    ...phrase("claim", [
      [claims.created, "created"],
      [claims.deleted, "deleted"],
      [claims.orphaned, "orphaned"],
    ]),
    ...phrase("name", [
      [names.appears, "new"],
      [names.vanishes, "gone"],
      [names.unanswered, "without an answer"],
    ]),
  ];
  return parts.length === 0 ? "no changes" : parts.join(", ");
}

const OURS: ReadonlySet<string> = new Set(["the state", "an empty cluster"]);

/** Of a plan that begins with manifests, what its commands are to those who have a cluster; undefined where it has none. */
export function commandsText({ base, verdicts, whatIf, notes, refusals }: Plan): string | undefined {
  const lists = [...verdicts, ...whatIf, ...notes, ...refusals.flatMap(({ wayRound }) => wayRound ?? [])];
  const hasCommands = lists.some(({ commands }) => commands.length > 0);
  return hasCommands && !OURS.has(base.from)
    ? "commands are kubectl's: in the cluster write kubectl for stsctl"
    : undefined;
}

/** Where a plan comes from, for the foot of a page. */
export function originText(plan: Plan): string {
  const origin = `stsctl plan, ${plan.verb} on ${plan.base.from}`;
  const commands = commandsText(plan);
  return commands === undefined ? origin : `${origin}; ${commands}`;
}
