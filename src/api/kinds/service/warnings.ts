import type { FieldPath } from "../../../base/field-path.ts";
import { fieldsFrom, has, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { cidrWarnings, ipWarnings } from "../../validation/ip-warnings.ts";
import type { Service } from "./types.ts";
import { typeOf } from "./validate-families.ts";
import { HINTS, MODE } from "./topology.ts";

const SPEC: FieldPath = ["spec"];

function headlessWarnings(spec: Fields): readonly string[] {
  if (typeOf(spec) !== "ClusterIP" || text(spec, "clusterIP") !== "None") return [];
  return [
    ...(text(spec, "loadBalancerIP") === "" ? [] : ["spec.loadBalancerIP is ignored for headless services"]),
    ...(texts(spec, "externalIPs").length === 0 ? [] : ["spec.externalIPs is ignored for headless services"]),
    ...((optionalText(spec, "sessionAffinity") ?? "None") === "None"
      ? []
      : ["spec.SessionAffinity is ignored for headless services"]),
  ];
}

/** Addresses that have a better spelling. */
function addressWarnings(spec: Fields, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const value = optionalText(spec, name);
    if (value !== undefined) return ipWarnings([...SPEC, name], value);
    const warnings = name === "loadBalancerSourceRanges" ? cidrWarnings : ipWarnings;
    return texts(spec, name).flatMap((one, index) => warnings([...SPEC, name, index], one));
  });
}

/** @see pkg/api/service/warnings.go, `GetWarningsForService` (1.36) */
export function serviceWarnings(object: Service): readonly string[] {
  const spec = fieldsFrom(object.spec ?? {});
  const type = typeOf(spec);
  const headless = type === "ClusterIP" && text(spec, "clusterIP") === "None";
  const external = texts(spec, "externalIPs").length > 0;
  const warnings: string[] = [];
  if (has(fieldsFrom(object.metadata.annotations ?? {}), HINTS))
    warnings.push(`annotation ${HINTS} is deprecated, please use ${MODE} instead`);
  warnings.push(...addressWarnings(spec, ["clusterIPs"]), ...headlessWarnings(spec));
  if (external && !headless && type !== "ExternalName")
    warnings.push("spec.externalIPs is deprecated and may no longer be implemented in some clusters");
  warnings.push(...addressWarnings(spec, ["externalIPs", "loadBalancerIP", "loadBalancerSourceRanges"]));
  if (external && type === "ExternalName")
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (type !== "ExternalName" && text(spec, "externalName") !== "")
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (text(spec, "trafficDistribution") === "PreferClose")
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  return warnings;
}
