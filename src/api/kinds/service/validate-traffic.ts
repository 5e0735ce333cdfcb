import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { child, number, optionalNumber, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { portNumberFlaws } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";
import { typeOf } from "./validate-families.ts";

const SPEC: FieldPath = ["spec"];
export const TRAFFIC_POLICIES = ["Cluster", "Local"];
const DISTRIBUTIONS = ["PreferClose", "PreferSameZone", "PreferSameNode"];
const MAX_AFFINITY_SECONDS = 86400;

export function validateAffinity(spec: Fields): readonly FieldError[] {
  const path = [...SPEC, "sessionAffinity"];
  const affinity = optionalText(spec, "sessionAffinity") ?? "None";
  if (affinity === "") return [required(path)];
  if (affinity !== "None" && affinity !== "ClientIP") return [notSupported(path, affinity, ["ClientIP", "None"])];
  const config = child(child(spec, "sessionAffinityConfig"), "clientIP");
  const seconds = optionalNumber(config, "timeoutSeconds");
  if (affinity === "None" || seconds === undefined || (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS)) return [];
  const at = [...SPEC, "sessionAffinityConfig", "clientIP", "timeoutSeconds"];
  return [invalid(at, seconds, `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`)];
}

function isReachableFromOutside(spec: Fields): boolean {
  const type = typeOf(spec);
  return ["LoadBalancer", "NodePort"].includes(type) || (type === "ClusterIP" && texts(spec, "externalIPs").length > 0);
}

function validateExternalTraffic(spec: Fields): readonly FieldError[] {
  const policy = text(spec, "externalTrafficPolicy");
  const path = [...SPEC, "externalTrafficPolicy"];
  if (!isReachableFromOutside(spec))
    return policy === "" ? [] : [invalid(path, policy, "may only be set for externally-accessible services")];
  return policy === "" || TRAFFIC_POLICIES.includes(policy) ? [] : [notSupported(path, policy, TRAFFIC_POLICIES)];
}

function validateHealthCheck(spec: Fields): readonly FieldError[] {
  const port = number(spec, "healthCheckNodePort");
  const path = [...SPEC, "healthCheckNodePort"];
  if (port === 0) return [];
  if (typeOf(spec) === "LoadBalancer" && text(spec, "externalTrafficPolicy") === "Local")
    return invalidEach(path, port, portNumberFlaws(port));
  return [invalid(path, port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")];
}

export function validateTraffic(spec: Fields): readonly FieldError[] {
  const inside = optionalText(spec, "internalTrafficPolicy");
  const distribution = optionalText(spec, "trafficDistribution");
  return [
    ...validateExternalTraffic(spec),
    ...validateHealthCheck(spec),
    ...(inside === undefined || TRAFFIC_POLICIES.includes(inside)
      ? []
      : [notSupported([...SPEC, "internalTrafficPolicy"], inside, TRAFFIC_POLICIES)]),
    ...(distribution === undefined || DISTRIBUTIONS.includes(distribution)
      ? []
      : [notSupported([...SPEC, "trafficDistribution"], distribution, DISTRIBUTIONS)]),
  ];
}
