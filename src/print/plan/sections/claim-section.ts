import { thousands } from "../../../base/thousands.ts";
import { sumOf } from "../../../plan/quantities.ts";
import type { ClaimEntry, ClaimFate, Plan } from "../../../plan/model.ts";
import type { Tone } from "../../tone.ts";
import { folded, type Room, type Row, type Section } from "./section.ts";
import { inNamespace } from "../words.ts";

const TONES: Readonly<Record<ClaimFate, Tone>> = {
  created: "made",
  "re-used": "plain",
  kept: "dim",
  orphaned: "waiting",
  deleted: "gone",
  terminating: "waiting",
};

const NO_TAKER = "no new claim takes by itself";

function deletedText({ losesData, reclaim, volume, volumeGoes, isEphemeral }: ClaimEntry): string {
  if (isEphemeral === true) return "deleted with its pod, as ephemeral volumes are";
  if (volume === undefined) return "deleted; it never had a volume";
  if (losesData) return `DELETED with its data, the volume too (reclaim ${reclaim ?? "Delete"})`;
  if (volumeGoes === true) return "deleted, its volume too; the data behind it stays (reclaim Retain)";
  return `deleted; its volume and data stay (reclaim Retain), which ${NO_TAKER}`;
}

function terminatingText({ losesData, pod, volume, isEphemeral }: ClaimEntry): string {
  if (isEphemeral === true) return `to be deleted with ${pod ?? "its pod"}, as ephemeral volumes are`;
  const stays = volume === undefined ? "" : ` (its volume and data stay, which ${NO_TAKER})`;
  const what = losesData ? "to be DELETED with its data" : `to be deleted${stays}`;
  return `${what}, once ${pod === undefined ? "nobody uses" : `${pod} no longer uses`} it`;
}

function fateText(claim: ClaimEntry): string {
  const { fate, pod } = claim;
  switch (fate) {
    case "created":
      return pod === undefined ? "created" : `created for ${pod}`;
    case "re-used":
      return `re-used by ${pod ?? "a pod"}, with the data of the one before`;
    case "kept":
      return pod === undefined ? "kept" : `kept, used by ${pod}`;
    case "orphaned":
      return pod === undefined ? "kept, used by nobody" : `kept with the data of ${pod}, used by nobody`;
    case "deleted":
      return deletedText(claim);
    case "terminating":
      return terminatingText(claim);
  }
}

function rowOf(claim: ClaimEntry): Row {
  const { namespace, name, size, fate, losesData, isEphemeral } = claim;
  return {
    cells: [`  ${inNamespace(namespace, name)}`, size ?? "", fateText(claim)],
    tone: losesData && isEphemeral !== true ? "gone" : TONES[fate],
  };
}

const ORDER: readonly ClaimFate[] = ["deleted", "terminating", "created", "orphaned", "re-used", "kept"];

/** Claims that stay where they are need less room. */
const UNALARMING: ReadonlySet<ClaimFate> = new Set(["re-used", "kept"]);

function sums(claims: readonly ClaimEntry[]): string {
  return ORDER.flatMap((fate) => {
    const some = claims.filter((claim) => claim.fate === fate);
    const size = sumOf(some.map((claim) => claim.size));
    return some.length === 0 ? [] : [`${thousands(some.length)} ${fate}${size === undefined ? "" : ` (${size})`}`];
  }).join(", ");
}

export function claimSection({ claims }: Plan, room: Room): Section | undefined {
  if (claims.length === 0) return undefined;
  const rows = ORDER.flatMap((fate) => {
    const most = UNALARMING.has(fate) ? Math.ceil(room.rows / 3) : room.rows;
    return folded(claims.filter((claim) => claim.fate === fate).map(rowOf), most);
  });
  return { id: "claims", title: "CLAIMS", note: sums(claims), rows };
}
