import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { claimNames } from "../../controllers/statefulset/identity.ts";
import { counted } from "../../base/counted.ts";
import { command } from "../../rollout/commands.ts";
import { sumOf } from "../quantities.ts";
import type { Note, ObjectChange } from "../model.ts";
import type { Ends } from "../workloads.ts";

type When = "whenDeleted" | "whenScaled";

const WHENS: readonly When[] = ["whenDeleted", "whenScaled"];

/** The claims that the pods of a set mount from its templates, as `3 claims (30Gi)`; undefined where there are none. */
function claimsText({ after }: Ends, set: StatefulSet): string | undefined {
  const { namespace = "", uid = "" } = set.metadata;
  const claims = after.indexed("Pod", "controller", uid).flatMap(({ metadata }) => {
    const names = claimNames(set, parentAndOrdinal(metadata.name).ordinal);
    return names.flatMap((name) => after.get("PersistentVolumeClaim", namespace, name) ?? []);
  });
  if (claims.length === 0) return undefined;
  const size = sumOf(claims.map(({ spec }) => spec.resources?.requests?.["storage"]?.toString()));
  return `${counted(claims.length, "claim")}${size === undefined ? "" : ` (${size})`}`;
}

/** Nothing happens to claims when a policy changes; what will happen to them is another matter. */
export function retentionNotes(objects: readonly ObjectChange[], ends: Ends): readonly Note[] {
  return objects.flatMap(({ action, key, fields }): readonly Note[] => {
    const set = action === "update" ? ends.after.get("StatefulSet", key.namespace, key.name) : undefined;
    const turned = WHENS.filter((when) => {
      const change = fields.find(({ field }) => field === `spec.persistentVolumeClaimRetentionPolicy.${when}`);
      return change?.after === "Delete";
    });
    const claims = set === undefined || turned.length === 0 ? undefined : claimsText(ends, set);
    if (claims === undefined) return [];
    const acts = {
      whenDeleted: `deleting the set deletes its ${claims} with their data`,
      whenScaled: "scaling it down deletes the claims of the pods that go",
    };
    const policy = Object.fromEntries(turned.map((when) => [when, "Retain"]));
    const patch = JSON.stringify({ spec: { persistentVolumeClaimRetentionPolicy: policy } });
    return [
      {
        sentence: `${key.name}: from now on ${turned.map((when) => acts[when]).join(", and ")}`,
        lead: "To keep them",
        commands: [command(`patch sts ${key.name} -p '${patch}'`, key.namespace)],
      },
    ];
  });
}
