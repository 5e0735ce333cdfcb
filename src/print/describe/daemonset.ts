import type { DaemonSet } from "../../api/kinds/daemonset/types.ts";
import type { Describer } from "./describer.ts";
import { labelsCell, pairs } from "../tables/cell.ts";
import { annotations, selectorText } from "./labels.ts";
import { podTemplate } from "./pod-template.ts";
import { podsStatus } from "./workload.ts";

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeDaemonSet` (1.36) */
export const describeDaemonSet: Describer<DaemonSet> = (out, daemon, { view, events }) => {
  const { metadata, spec, status } = daemon;
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.line(0, "Selector:", selectorText(spec.selector));
  out.line(0, "Node-Selector:", labelsCell(spec.template.spec.nodeSelector));
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
  out.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
  out.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
  out.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
  out.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
  out.line(0, "Pods Status:", podsStatus(daemon, spec.selector, view));
  podTemplate(out, spec.template);
  events();
};
