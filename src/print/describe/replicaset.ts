import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import type { Describer } from "./describer.ts";
import { pairs, selectorCell } from "../tables/cell.ts";
import { annotations } from "./labels.ts";
import { controlledBy } from "./pod.ts";
import { podTemplate } from "./pod-template.ts";
import { podsStatus, workloadConditions } from "./workload.ts";

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeReplicaSet` (1.36) */
export const describeReplicaSet: Describer<ReplicaSet> = (out, set, { view, events }) => {
  const { metadata, spec, status } = set;
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.line(0, "Selector:", selectorCell(spec.selector));
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  controlledBy(out, set);
  out.line(0, "Replicas:", `${status?.replicas ?? 0} current / ${spec.replicas ?? 1} desired`);
  out.line(0, "Pods Status:", podsStatus(set, spec.selector, view));
  if (spec.template !== undefined) podTemplate(out, spec.template);
  workloadConditions(out, status?.conditions);
  events();
};
