import { classNameOf, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { byBytes, isJsonObject } from "../../base/json.ts";
import type { View } from "../../cluster/view.ts";
import { accessModes, pairs } from "../tables/cell.ts";
import type { Describer } from "./describer.ts";
import { annotations, nestedPairs } from "./labels.ts";
import { moment, terminating } from "./moment.ts";
import type { Outline } from "./outline.ts";
import { scalar } from "./scalar.ts";

/** `[a b]`, as Go prints a list. */
export function goList(list: readonly string[] | undefined): string {
  return `[${(list ?? []).join(" ")}]`;
}

function capacityAndModes(claim: Pick<PersistentVolumeClaim, "spec" | "status">): readonly [string, string] {
  if (!claim.spec.volumeName) return ["", ""];
  return [String(claim.status?.capacity?.["storage"] ?? "0"), accessModes(claim.status?.accessModes)];
}

function dataSource(out: Outline, level: number, source: unknown): void {
  if (!isJsonObject(source)) return;
  out.line(level, "DataSource:");
  if (typeof source["apiGroup"] === "string") out.line(level + 1, "APIGroup:", scalar(source["apiGroup"]));
  out.line(level + 1, "Kind:", scalar(source["kind"]));
  out.line(level + 1, "Name:", scalar(source["name"]));
}

function size(out: Outline, level: number, claim: Pick<PersistentVolumeClaim, "spec" | "status">): void {
  const [capacity, modes] = capacityAndModes(claim);
  out.line(level, "Capacity:", capacity);
  out.line(level, "Access Modes:", modes);
  if (claim.spec.volumeMode !== undefined) out.line(level, "VolumeMode:", claim.spec.volumeMode);
  dataSource(out, level, claim.spec.dataSource);
}

/** The claim template of an ephemeral volume: without what only a claim itself has. */
export function claimSpec(
  out: Outline,
  level: number,
  claim: Partial<Pick<PersistentVolumeClaim, "metadata">> & Pick<PersistentVolumeClaim, "spec">,
): void {
  out.line(level, "StorageClass:", classNameOf(claim));
  out.line(level, "Volume:", claim.spec.volumeName ?? "");
  nestedPairs(out, level, claim.metadata ?? {});
  size(out, level, claim);
}

/** The pods that mount a claim, then those that own it, by name. */
function users(claim: PersistentVolumeClaim, view: View): readonly string[] {
  const namespace = claim.metadata.namespace ?? "";
  const found = new Set<Pod>(view.indexed("Pod", "claim", `${namespace}/${claim.metadata.name}`));
  const owners = (claim.metadata.ownerReferences ?? []).filter((owner) => owner.kind === "Pod");
  for (const owner of owners) {
    const pod = view.get("Pod", namespace, owner.name);
    if (pod !== undefined && pod.metadata.uid === owner.uid) found.add(pod);
  }
  return [...found].map((pod) => pod.metadata.name).sort(byBytes);
}

function conditions(out: Outline, list: readonly unknown[]): void {
  if (list.length === 0) return;
  out.line(0, "Conditions:");
  out.line(1, "Type", "Status", "LastProbeTime", "LastTransitionTime", "Reason", "Message");
  out.line(1, "----", "------", "-----------------", "------------------", "------", "-------");
  for (const condition of list.filter(isJsonObject)) {
    const text = (name: string): string => scalar(condition[name]);
    const time = (name: string): string => moment(typeof condition[name] === "string" ? condition[name] : undefined);
    const times = [`${time("lastProbeTime")} `, `${time("lastTransitionTime")} `];
    out.line(1, `${text("type")} `, `${text("status")} `, ...times, `${text("reason")} `, text("message"));
  }
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describePersistentVolumeClaim` (1.36) */
export const describeClaim: Describer<PersistentVolumeClaim> = (out, claim, { view, now, events, lastUsedBy }) => {
  const { metadata, spec, status } = claim;
  const deleted = metadata.deletionTimestamp;
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.line(0, "StorageClass:", classNameOf(claim));
  out.line(0, "Status:", deleted === undefined ? (status?.phase ?? "") : terminating(deleted, now));
  out.line(0, "Volume:", spec.volumeName ?? "");
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Finalizers:", goList(metadata.finalizers));
  size(out, 0, claim);
  const usedBy = users(claim, view);
  out.list(0, "Used By:", usedBy);
  conditions(out, status?.conditions ?? []);
  events();
  if (lastUsedBy !== undefined && usedBy.length === 0) out.line(0, "Last Used By:", lastUsedBy);
};
