import type { ObjectKey } from "../../api/object.ts";
import type { Request } from "../../cluster/client/request.ts";
import { counted } from "../../base/counted.ts";
import { command } from "../../rollout/commands.ts";
import type { ClaimEntry, ObjectChange, PlanVerdict } from "../model.ts";
import { namesText } from "../pod-data/words.ts";
import { sumOf } from "../quantities.ts";
import { type Ends, keyText } from "../workloads.ts";

/** Verbs that leave the policy of a set as it is; the others may write it anew. */
const KEEP_POLICIES: ReadonlySet<Request["verb"]> = new Set(["delete", "scale"]);

/** What was asked for, and what it made of objects. */
export interface Loss {
  readonly request: Request;
  readonly ends: Ends;
  readonly objects: readonly ObjectChange[];
}

function isDeletedByName({ namespace, name }: ClaimEntry, objects: readonly ObjectChange[]): boolean {
  return objects.some(({ action, key }) => {
    if (action !== "delete") return false;
    return key.kind === "Namespace" ? key.name === namespace : isClaim(key, namespace, name);
  });
}

function isClaim({ kind, ...key }: ObjectKey, namespace: string, name: string): boolean {
  return kind === "PersistentVolumeClaim" && key.namespace === namespace && key.name === name;
}

/** Which policy of a set takes its claims away; undefined where the request may write it anew first. */
function policyThatActs(set: ObjectKey, { request, ends, objects }: Loss): "whenDeleted" | "whenScaled" | undefined {
  if (objects.some(({ action, key }) => action === "replace" && keyText(key) === keyText(set))) return "whenDeleted";
  if (!KEEP_POLICIES.has(request.verb)) return undefined;
  return ends.after.get("StatefulSet", set.namespace, set.name) === undefined ? "whenDeleted" : "whenScaled";
}

/** The command that has a set keep its claims, where it is the set's policy that takes this one away. */
function keepAll(claim: ClaimEntry, loss: Loss): string | undefined {
  const { workload } = claim;
  const when = workload?.kind === "StatefulSet" ? policyThatActs(workload, loss) : undefined;
  if (workload === undefined || when === undefined) return undefined;
  const { ends, objects } = loss;
  const { namespace, name } = workload;
  const policy = ends.before.get("StatefulSet", namespace, name)?.spec.persistentVolumeClaimRetentionPolicy;
  if (policy?.[when] !== "Delete" || isDeletedByName(claim, objects)) return undefined;
  const patch = JSON.stringify({ spec: { persistentVolumeClaimRetentionPolicy: { [when]: "Retain" } } });
  return command(`patch sts ${name} -p '${patch}'`, namespace);
}

/** The command that has a volume outlive its claim. */
function keepVolume({ volume }: ClaimEntry, { ends }: Loss): readonly string[] {
  if (volume === undefined || ends.before.get("PersistentVolume", "", volume) === undefined) return [];
  const patch = JSON.stringify({ spec: { persistentVolumeReclaimPolicy: "Retain" } });
  return [`stsctl patch pv ${volume} -p '${patch}'`];
}

/** A claim that goes with its data. */
export type LostClaim = Pick<ClaimEntry, "namespace" | "name" | "size">;

/** `2 claims, 2Gi: www-web-2, www-web-1`. */
export function claimLossText(lost: readonly LostClaim[]): string {
  const size = sumOf(lost.map((claim) => claim.size));
  const names = lost.map(({ name, namespace }) => (namespace === "default" ? name : `${namespace}/${name}`));
  return `${counted(lost.length, "claim")}${size === undefined ? "" : `, ${size}`}: ${namesText(names)}`;
}

/** Claims that go with their data, and what is to be done before. Those of ephemeral volumes are made to go. */
export function dataLoss(claims: readonly ClaimEntry[], loss: Loss): readonly PlanVerdict[] {
  const lost = claims.filter(({ losesData, isEphemeral }) => losesData && isEphemeral !== true);
  if (lost.length === 0) return [];
  const commands = new Set(lost.flatMap((claim) => keepAll(claim, loss) ?? keepVolume(claim, loss)));
  return [{ word: "DATA LOSS", sentence: claimLossText(lost), commands: [...commands] }];
}
