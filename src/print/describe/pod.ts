import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { podCondition, type Pod } from "../../api/kinds/pod/types.ts";
import { controllerOf, type KubeObject } from "../../api/object.ts";
import { containers, resources } from "./containers.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";
import { moment, terminating } from "./moment.ts";
import type { Outline } from "./outline.ts";
import { qosClass } from "./qos.ts";
import { spreadConstraints, tolerations } from "./scheduling.ts";
import { seccompProfile } from "./seccomp.ts";
import { volumes } from "./volumes.ts";
import type { Instant } from "../../base/instant.ts";
import { pairs } from "../tables/cell.ts";

/** The line `Controlled By:`, where the object has a controller. */
export function controlledBy(out: Outline, object: KubeObject): void {
  const owner = controllerOf(object);
  if (owner !== undefined) out.line(0, "Controlled By:", `${owner.kind}/${owner.name}`);
}

function head(out: Outline, { metadata, spec, status }: Pod): void {
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  if (spec.priority !== undefined) out.line(0, "Priority:", spec.priority);
  if (spec.priorityClassName) out.line(0, "Priority Class Name:", spec.priorityClassName);
  const runtimeClass = (spec as { readonly runtimeClassName?: string }).runtimeClassName;
  if (runtimeClass) out.line(0, "Runtime Class Name:", runtimeClass);
  if (spec.serviceAccountName) out.line(0, "Service Account:", spec.serviceAccountName);
  out.line(0, "Node:", spec.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ""}` : "<none>");
  if (status?.startTime !== undefined) out.line(0, "Start Time:", moment(status.startTime));
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
}

function phase(out: Outline, pod: Pod, now: Instant): void {
  const { metadata, spec, status } = pod;
  if (metadata.deletionTimestamp !== undefined && !isFinished(pod)) {
    out.line(0, "Status:", terminating(metadata.deletionTimestamp, now));
    out.line(0, "Termination Grace Period:", `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else {
    out.line(0, "Status:", status?.phase ?? "");
  }
  if (status?.reason) out.line(0, "Reason:", status.reason);
  if (status?.message) out.line(0, "Message:", status.message);
  seccompProfile(out, spec.securityContext, [0, 0]);
}

function addresses(out: Outline, { status }: Pod): void {
  out.line(0, "IP:", status?.podIP ?? "");
  const list = status?.podIPs ?? [];
  if (list.length === 0) return out.line(0, "IPs:", "<none>");
  out.line(0, "IPs:");
  for (const { ip } of list) out.line(1, "IP:", ip);
}

function containerGroups(out: Outline, pod: Pod): void {
  const { spec, status } = pod;
  const group = (label: string, list: typeof spec.containers, statuses = status?.containerStatuses ?? []): void =>
    containers(out, { label, containers: list, statuses, pod, inTemplate: false });
  if ((spec.initContainers ?? []).length > 0)
    group("Init Containers", spec.initContainers ?? [], status?.initContainerStatuses ?? []);
  group("Containers", spec.containers);
  if ((spec.ephemeralContainers ?? []).length > 0) group("Ephemeral Containers", spec.ephemeralContainers ?? [], []);
}

function conditions(out: Outline, pod: Pod): void {
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length > 0) {
    out.line(0, "Readiness Gates:");
    out.line(1, "Type", "Status");
  }
  for (const { conditionType } of gates) {
    out.line(1, `${conditionType} `, `${podCondition(pod, conditionType)?.status ?? "<none>"} `);
  }
  const list = pod.status?.conditions ?? [];
  if (list.length === 0) return;
  out.line(0, "Conditions:");
  out.line(1, "Type", "Status");
  for (const { type, status } of list) out.line(1, `${type} `, `${status} `);
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describePod` (1.36) */
export const describePod: Describer<Pod> = (out, pod, { now, events }) => {
  head(out, pod);
  phase(out, pod, now);
  addresses(out, pod);
  controlledBy(out, pod);
  if (pod.status?.nominatedNodeName) out.line(0, "NominatedNodeName:", pod.status.nominatedNodeName);
  if (pod.spec.resources !== undefined) {
    out.line(0, "Resources:");
    resources(out, 1, pod.spec.resources);
  }
  containerGroups(out, pod);
  conditions(out, pod);
  volumes(out, pod.spec.volumes ?? [], false);
  out.line(0, "QoS Class:", qosClass(pod));
  out.list(0, "Node-Selectors:", pairs(pod.spec.nodeSelector));
  tolerations(out, 0, pod.spec.tolerations);
  spreadConstraints(out, 0, pod.spec.topologySpreadConstraints);
  events();
};
