import type { PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import { pairs } from "../tables/cell.ts";
import { containers } from "./containers.ts";
import { annotations } from "./labels.ts";
import type { Outline } from "./outline.ts";
import { spreadConstraints, tolerations } from "./scheduling.ts";
import { volumes } from "./volumes.ts";

/**
 * The block `Pod Template:` of workloads and of revisions.
 * @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `DescribePodTemplate` (1.36)
 */
export function podTemplate(out: Outline, { metadata, spec }: PodTemplateSpec): void {
  out.line(0, "Pod Template:");
  out.list(1, "Labels:", pairs(metadata?.labels));
  if (Object.keys(metadata?.annotations ?? {}).length > 0) annotations(out, 1, metadata?.annotations);
  if (spec.serviceAccountName) out.line(1, "Service Account:", spec.serviceAccountName);
  const initContainers = spec.initContainers ?? [];
  if (initContainers.length > 0)
    containers(out, { label: "Init Containers", containers: initContainers, inTemplate: true });
  containers(out, { label: "Containers", containers: spec.containers, inTemplate: true });
  volumes(out, spec.volumes ?? [], true);
  spreadConstraints(out, 1, spec.topologySpreadConstraints);
  if (spec.priorityClassName) out.line(1, "Priority Class Name:", spec.priorityClassName);
  out.list(1, "Node-Selectors:", pairs(spec.nodeSelector));
  tolerations(out, 1, spec.tolerations);
}
