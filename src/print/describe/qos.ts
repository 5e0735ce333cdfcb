import type { Container, Pod } from "../../api/kinds/pod/types.ts";

const COUNTED = ["cpu", "memory"];

function isSet(quantity: string | number | undefined): boolean {
  return quantity !== undefined && String(quantity) !== "0";
}

function isGuaranteed({ resources }: Container): boolean {
  return COUNTED.every((name) => {
    const limit = resources?.limits?.[name];
    return isSet(limit) && String(resources?.requests?.[name] ?? limit) === String(limit);
  });
}

function hasAny({ resources }: Container): boolean {
  return COUNTED.some((name) => isSet(resources?.requests?.[name]) || isSet(resources?.limits?.[name]));
}

/**
 * The class that the status names, or else the one that requests and limits make.
 * @see staging/src/k8s.io/kubectl/pkg/util/qos/qos.go, `GetPodQOS` (1.36)
 */
export function qosClass({ spec, status }: Pod): string {
  if (status?.qosClass) return status.qosClass;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  if (!containers.some(hasAny)) return "BestEffort";
  return containers.every(isGuaranteed) ? "Guaranteed" : "Burstable";
}
