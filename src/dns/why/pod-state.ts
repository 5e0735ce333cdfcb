import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { containerStatusesOf, isPodReady, podCondition, type Pod } from "../../api/kinds/pod/types.ts";
import { selectsPods, type Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { selectsMap } from "../../api/selector.ts";
import { podAddresses } from "../derived-slices.ts";
import type { Because } from "./reason.ts";

/** Why a pod is where it is, in the word of its STATUS column, where there is one. */
function waitingReason(pod: Pod): string | undefined {
  const scheduled = podCondition(pod, "PodScheduled");
  if (scheduled?.status === "False") return scheduled.reason ?? "Unschedulable";
  return containerStatusesOf(pod)
    .map(({ state }) => state?.waiting?.reason ?? state?.terminated?.reason)
    .find((one) => one !== undefined);
}

function inBrackets(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${reason})`;
}

export function quoted(service: Service): string {
  return `Service "${service.metadata.name}"`;
}

function whyNotSelected(pod: Pod, service: Service): Because {
  const missing = Object.entries(service.spec.selector ?? {}).filter(
    ([key, value]) => pod.metadata.labels?.[key] !== value,
  );
  const pairs = missing.map(([key, value]) => `${key}=${value}`).join(",");
  return {
    reason: "not-selected",
    text: `${quoted(service)} does not select pod ${pod.metadata.name}: it has no label ${pairs}`,
    resolves: "when the Service's selector and the pod's labels agree",
  };
}

function whyNoAddress(pod: Pod, service: Service): Because {
  const { name } = pod.metadata;
  const families = (service.spec.ipFamilies ?? ["IPv4"]).join(" and ");
  if (pod.status?.podIP !== undefined) {
    return { reason: "other-family", text: `pod ${name} has no ${families} address, the family of ${quoted(service)}` };
  }
  const why = waitingReason(pod) ?? pod.status?.phase;
  const text = `pod ${name} has no address yet${inBrackets(why)}`;
  const ready = service.spec.publishNotReadyAddresses === true ? "has an address" : "is ready";
  return { reason: "pod-without-address", text, resolves: `when the pod ${ready}` };
}

function whyHeldBack(pod: Pod, service: Service): Because {
  const { name } = pod.metadata;
  const publishes = `${quoted(service)} does not publish not-ready addresses`;
  if (pod.metadata.deletionTimestamp !== undefined) {
    return {
      reason: "pod-terminating",
      text: `pod ${name} is terminating and ${publishes}`,
      resolves: "when a new pod of that name is ready",
    };
  }
  return {
    reason: "pod-not-ready",
    text: `pod ${name} is not ready${inBrackets(waitingReason(pod))} and ${publishes}`,
    resolves: "when the pod is ready, or with publishNotReadyAddresses: true",
  };
}

/** Why a Service does not list a pod as ready; undefined when it should. */
export function whyPodIsNotListed(pod: Pod, service: Service): Because | undefined {
  const { name } = pod.metadata;
  if (selectsPods(service) && !isSelected(pod, service)) return whyNotSelected(pod, service);
  if (isFinished(pod)) {
    const end = pod.status?.phase === "Failed" ? "failed" : "succeeded";
    const text = `pod ${name} has ${end}: a finished pod is no endpoint`;
    return { reason: "pod-finished", text, resolves: "when a new pod of that name is ready" };
  }
  if (podAddresses(pod, service).length === 0) return whyNoAddress(pod, service);
  const isServed = isPodReady(pod) && pod.metadata.deletionTimestamp === undefined;
  if (!isServed && service.spec.publishNotReadyAddresses !== true) return whyHeldBack(pod, service);
  return undefined;
}

function isSelected(pod: Pod, service: Service): boolean {
  return namespaceOf(pod) === namespaceOf(service) && selectsMap(service.spec.selector ?? {}, pod.metadata.labels);
}
