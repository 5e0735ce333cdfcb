import { child, list, type Fields } from "../../validation/fields.ts";
import { amounts, compareAmounts } from "../../validation/resources.ts";

const COMPUTE = ["cpu", "memory"];

function positive(container: Fields, name: string): ReadonlyMap<string, string> {
  const entries = amounts(child(container, "resources"), name);
  return new Map(entries.filter(([resource, amount]) => COMPUTE.includes(resource) && compareAmounts(amount, "0") > 0));
}

function isGuaranteed(container: Fields): boolean {
  const limits = positive(container, "limits");
  const requests = positive(container, "requests");
  return COMPUTE.every((resource) => {
    const limit = limits.get(resource);
    return limit !== undefined && compareAmounts(requests.get(resource) ?? limit, limit) === 0;
  });
}

function asks(container: Fields): boolean {
  return positive(container, "limits").size > 0 || positive(container, "requests").size > 0;
}

/**
 * How the kubelet would rank a pod when memory runs out.
 * @see pkg/apis/core/helper/qos/qos.go, `ComputePodQOS` (1.36)
 */
export function podQos(spec: Fields): "Guaranteed" | "Burstable" | "BestEffort" {
  const ofPod = child(spec, "resources");
  const containers =
    ofPod === undefined ? [...list(spec, "containers"), ...list(spec, "initContainers")] : [{ resources: ofPod }];
  if (!containers.some(asks)) return "BestEffort";
  return containers.every(isGuaranteed) ? "Guaranteed" : "Burstable";
}
