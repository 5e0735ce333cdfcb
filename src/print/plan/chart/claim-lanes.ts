import type { ClaimEntry, Plan } from "../../../plan/model.ts";
import { inNamespace } from "../words.ts";
import { Bars, type Lane } from "./lane.ts";

const WORDS: Readonly<Record<ClaimEntry["fate"], string>> = {
  created: "created",
  "re-used": "re-used",
  kept: "kept",
  orphaned: "kept, used by nobody",
  deleted: "",
  terminating: "being deleted",
};

/** The claims that the plan touches, over its time: there, or gone with or without their data. */
export function claimLanes({ claims, timeline, base }: Plan): readonly Lane[] {
  const createdAt = new Map<string, number>();
  for (const { kind, effect, namespace, name, at } of timeline) {
    if (kind === "pvc" && effect === "create") createdAt.set(inNamespace(namespace, name), at - base.clock);
  }
  return claims.map(({ namespace, name, fate, size, losesData, isEphemeral, atMs }): Lane => {
    const id = inNamespace(namespace, name);
    const bars = new Bars();
    const words = [WORDS[fate], size ?? ""].filter((word) => word !== "").join(", ");
    bars.go(fate === "created" ? (createdAt.get(id) ?? 0) : 0, "there", { why: words });
    if (fate === "deleted" && atMs !== undefined) {
      bars.go(atMs, losesData && isEphemeral !== true ? "lost" : "gone", {
        why: losesData ? "gone with its data" : "gone",
      });
    }
    return { name: id, bars: bars.all() };
  });
}
