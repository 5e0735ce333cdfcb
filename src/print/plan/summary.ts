import type { Plan } from "../../plan/model.ts";
import { counted } from "./words.ts";

/** `1 pod deleted, 2 replaced, 1 claim deleted, 1 name gone`. */
export function summaryText({ summary, refusals, steps }: Plan): string {
  const { pods, objects, claims, names } = summary;
  const parts: string[] = [];
  const changed = objects.create + objects.update + objects.replace + objects.delete;
  if (changed > 0) {
    const each = [
      ...(objects.create > 0 ? [`${objects.create.toLocaleString("en-US")} created`] : []),
      ...(objects.update > 0 ? [`${objects.update.toLocaleString("en-US")} changed`] : []),
      ...(objects.replace > 0 ? [`${objects.replace.toLocaleString("en-US")} made anew`] : []),
      ...(objects.delete > 0 ? [`${objects.delete.toLocaleString("en-US")} deleted`] : []),
    ];
    parts.push(`${changed === 1 ? "object" : "objects"}: ${each.join(", ")}`);
  }
  const podParts = [
    ...(pods.created > 0 ? [`${pods.created.toLocaleString("en-US")} created`] : []),
    ...(pods.replaced > 0 ? [`${pods.replaced.toLocaleString("en-US")} replaced`] : []),
    ...(pods.deleted > 0 ? [`${pods.deleted.toLocaleString("en-US")} deleted`] : []),
  ];
  if (podParts.length > 0) parts.push(`pods: ${podParts.join(", ")}`);
  if (claims.created > 0) parts.push(`${counted(claims.created, "claim")} created`);
  if (claims.deleted > 0) parts.push(`${counted(claims.deleted, "claim")} deleted`);
  if (claims.orphaned > 0) parts.push(`${counted(claims.orphaned, "claim")} left over`);
  if (names.appears > 0) parts.push(`${counted(names.appears, "name")} new`);
  if (names.vanishes > 0) parts.push(`${counted(names.vanishes, "name")} gone`);
  if (refusals.length > 0) parts.push(`${refusals.length.toLocaleString("en-US")} refused`);
  if (parts.length > 0) return parts.join("; ");
  return steps.length === 0 ? "no changes" : "no changes to objects";
}
