import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { classNameOf } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { NodeSelectorTerm } from "../../api/kinds/pod/types.ts";
import { isJsonObject } from "../../base/json.ts";
import { accessModes, pairs } from "../tables/cell.ts";
import { goList } from "./claim.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";
import { terminating } from "./moment.ts";
import type { Outline } from "./outline.ts";
import { persistentSource } from "./volumes.ts";

function terms(out: Outline, list: readonly NodeSelectorTerm[]): void {
  list.forEach((term, index) => {
    const texts = (term.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
      const set = values.length === 0 ? "" : ` [${values.join(", ")}]`;
      return `${key} ${operator.toLowerCase()}${set}`;
    });
    out.list(2, `Term ${index}:`, texts);
  });
}

function nodeAffinity(out: Outline, affinity: unknown): void {
  const required = isJsonObject(affinity) ? affinity["required"] : undefined;
  if (!isJsonObject(required)) return out.line(0, "Node Affinity:", "<none>");
  out.line(0, "Node Affinity:", "");
  const list = (required["nodeSelectorTerms"] ?? []) as readonly NodeSelectorTerm[];
  out.line(1, "Required Terms:", list.length === 0 ? "<none>" : "");
  terms(out, list);
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describePersistentVolume` (1.36) */
export const describePersistentVolume: Describer<PersistentVolume> = (out, volume, { now, events }) => {
  const { metadata, spec, status } = volume;
  const deleted = metadata.deletionTimestamp;
  out.line(0, "Name:", metadata.name);
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Finalizers:", goList(metadata.finalizers));
  out.line(0, "StorageClass:", classNameOf(volume));
  out.line(0, "Status:", deleted === undefined ? (status?.phase ?? "") : terminating(deleted, now));
  const claim = spec.claimRef;
  out.line(0, "Claim:", claim === undefined ? "" : `${claim.namespace ?? ""}/${claim.name ?? ""}`);
  out.line(0, "Reclaim Policy:", spec.persistentVolumeReclaimPolicy ?? "");
  out.line(0, "Access Modes:", accessModes(spec.accessModes));
  if (spec.volumeMode !== undefined) out.line(0, "VolumeMode:", spec.volumeMode);
  out.line(0, "Capacity:", spec.capacity?.["storage"] ?? "0");
  nodeAffinity(out, spec.nodeAffinity);
  out.line(0, "Message:", status?.message ?? "");
  out.line(0, "Source:");
  persistentSource(out, spec);
  events();
};
