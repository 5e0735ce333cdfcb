import { joinWithAnd } from "../../base/join-with-and.ts";
import { byNumbers } from "../../base/natural-order.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { namedClaims } from "../../api/kinds/pod/claims.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { thousands } from "../../base/thousands.ts";
import { compareQuantities, parseQuantity, type Quantity } from "../../api/quantity.ts";
import { command } from "../../rollout/commands.ts";
import type { InSlices } from "../slices.ts";
import type { Walk } from "./walk.ts";

function quantity(value: unknown): Quantity | undefined {
  const parsed = typeof value === "string" || typeof value === "number" ? parseQuantity(String(value)) : undefined;
  return parsed?.ok === true ? parsed.quantity : undefined;
}

function sizeOf(claim: Pick<PersistentVolumeClaim, "spec">): Quantity | undefined {
  return quantity(claim.spec.resources?.requests?.["storage"]);
}

/** The claims that a set has made, or would find, in the order of its ordinals. */
export function claimsOf({ rehearsal }: Walk, { metadata, spec }: StatefulSet): readonly PersistentVolumeClaim[] {
  const { namespace = "", name } = metadata;
  const leads = (spec.volumeClaimTemplates ?? []).map((template) => `${template.metadata.name}-${name}-`);
  return rehearsal.cluster
    .view()
    .list("PersistentVolumeClaim", namespace)
    .filter((claim) => {
      return leads.some((lead) => {
        return claim.metadata.name.startsWith(lead) && /^\d+$/.test(claim.metadata.name.slice(lead.length));
      });
    })
    .sort((a, b) => byNumbers(a.metadata.name, b.metadata.name));
}

/** `www-web-0 to www-web-9`: names that differ in their ordinals, in order. */
export function printNames(names: readonly string[]): string {
  if (names.length > 3) return `${names[0]} to ${names.at(-1)}, ${thousands(names.length)} in all,`;
  return joinWithAnd(names);
}

function keptSize(names: readonly string[], [one, several]: readonly [string, string]): readonly string[] {
  if (names.length === 0) return [];
  if (names.length === 1) return [`Claim ${printNames(names)} keeps its size: ${one}.`];
  return [`Claims ${printNames(names)} keep their size: ${several}.`];
}

const NO_SHRINKING = ["claims do not shrink", "claims do not shrink"] as const;
const NO_GROWING = ["its storage class does not let it grow", "their storage class does not let them grow"] as const;

/** Claims that exist do not follow their template: those that are to be larger are enlarged one by one. */
export function* enlarge(walk: Walk, wanted: StatefulSet): InSlices<void> {
  const { namespace = "", name } = wanted.metadata;
  const larger: string[] = [];
  const fixed: string[] = [];
  for (const template of wanted.spec.volumeClaimTemplates ?? []) {
    const size = sizeOf(template);
    const lead = `${template.metadata.name}-${name}-`;
    for (const claim of claimsOf(walk, wanted).filter((one) => one.metadata.name.startsWith(lead))) {
      const is = sizeOf(claim);
      if (size === undefined || is === undefined) continue;
      const order = compareQuantities(size, is);
      if (order < 0) larger.push(claim.metadata.name);
      if (order <= 0) continue;
      const storage = String(template.spec.resources?.requests?.["storage"]);
      const patch = JSON.stringify({ spec: { resources: { requests: { storage } } } });
      const grows = yield* walk.go(command(`patch pvc ${claim.metadata.name} -p '${patch}'`, namespace));
      if (!grows) fixed.push(claim.metadata.name);
    }
  }
  walk.cautions.push(...keptSize(larger, NO_SHRINKING), ...keptSize(fixed, NO_GROWING));
}

/** Whether a pod mounts what the set's claim templates say. */
export function hasClaims(pod: Pod, set: StatefulSet): boolean {
  const mounted = new Set(namedClaims(pod));
  return (set.spec.volumeClaimTemplates ?? []).every(({ metadata }) =>
    mounted.has(`${metadata.name}-${pod.metadata.name}`),
  );
}
