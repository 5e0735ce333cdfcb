import { classNameOf, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { pairs } from "../tables/cell.ts";
import { goList } from "./claim.ts";
import type { Describer } from "./describer.ts";
import { annotations, selectorText } from "./labels.ts";
import { moment } from "./moment.ts";
import type { Outline } from "./outline.ts";
import { podTemplate } from "./pod-template.ts";
import { podsStatus } from "./workload.ts";

function updateStrategy(
  out: Outline,
  { type, rollingUpdate }: NonNullable<StatefulSet["spec"]["updateStrategy"]>,
): void {
  out.line(0, "Update Strategy:", type ?? "");
  if (rollingUpdate?.partition === undefined) return;
  out.line(1, "Partition:", rollingUpdate.partition);
  if (rollingUpdate.maxUnavailable !== undefined) out.line(1, "MaxUnavailable:", rollingUpdate.maxUnavailable);
}

function claimTemplates(out: Outline, templates: readonly PersistentVolumeClaim[]): void {
  if (templates.length === 0) return out.line(0, "Volume Claims:", "<none>");
  out.line(0, "Volume Claims:");
  for (const template of templates) {
    out.line(1, "Name:", template.metadata.name);
    out.line(1, "StorageClass:", classNameOf(template));
    out.list(1, "Labels:", pairs(template.metadata.labels));
    out.list(1, "Annotations:", pairs(template.metadata.annotations));
    out.line(1, "Capacity:", template.spec.resources?.requests?.["storage"] ?? "<default>");
    out.line(1, "Access Modes:", goList(template.spec.accessModes));
  }
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeStatefulSet` (1.36) */
export const describeStatefulSet: Describer<StatefulSet> = (out, set, { view, events }) => {
  const { metadata, spec, status } = set;
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.line(0, "CreationTimestamp:", moment(metadata.creationTimestamp));
  out.line(0, "Selector:", selectorText(spec.selector));
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Replicas:", `${spec.replicas ?? 1} desired | ${status?.replicas ?? 0} total`);
  updateStrategy(out, spec.updateStrategy ?? {});
  out.line(0, "Pods Status:", podsStatus(set, spec.selector, view));
  podTemplate(out, spec.template);
  claimTemplates(out, spec.volumeClaimTemplates ?? []);
  events();
};
