import { sameJson } from "../../../base/json.ts";
import { filled } from "../../defaulting.ts";
import { fieldsFrom } from "../../validation/fields.ts";
import type { ServiceSpec } from "./types.ts";
import { validateFamilies } from "./validate-families.ts";

type IpFamily = NonNullable<ServiceSpec["ipFamilies"]>[number];

/** The one family of the rehearsed cluster. */
const PRIMARY: IpFamily = "IPv4";

function familyOf(ip: string): IpFamily {
  return ip.includes(":") ? "IPv6" : "IPv4";
}

/** Families of the addresses asked for, where no family is given for them. */
function inferred(spec: ServiceSpec): readonly IpFamily[] {
  const given = spec.ipFamilies ?? [];
  const addresses = (spec.clusterIPs ?? []).filter((ip) => ip !== "None");
  return [...given, ...addresses.slice(given.length).map(familyOf)];
}

/** Asking for one stack, and repeating the rest as it was, gives up the second address and family. */
function reduced(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (old === undefined || spec.ipFamilyPolicy !== "SingleStack") return spec;
  const first = (result: ServiceSpec, name: "clusterIPs" | "ipFamilies"): ServiceSpec => {
    const list = result[name] ?? [];
    return list.length > 1 && sameJson(list, old[name]) ? { ...result, [name]: list.slice(0, 1) } : result;
  };
  return first(first(spec, "clusterIPs"), "ipFamilies");
}

/** A headless Service that selects nothing may have endpoints of both families, whatever the cluster has. */
function ofNothingSelected(families: readonly IpFamily[], policy: string): readonly IpFamily[] {
  const first = families[0] ?? PRIMARY;
  if (policy === "SingleStack" || families.length > 1) return families.length === 0 ? [first] : families;
  return [first, first === "IPv4" ? "IPv6" : "IPv4"];
}

/**
 * The spec with its IP families and their policy, which is that of the stored Service where none is given. Nothing is
 * inferred from fields that contradict one another, for validation to see them as they are.
 * @see pkg/registry/core/service/storage/alloc.go, `initIPFamilyFields` (1.36)
 */
export function withIpFamilies(given: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (given.type === "ExternalName") return given;
  const selectsNothing = Object.keys(given.selector ?? {}).length === 0;
  const isLoose = given.clusterIP === "None" && selectsNothing;
  const policy = given.ipFamilyPolicy ?? old?.ipFamilyPolicy ?? (isLoose ? "RequireDualStack" : "SingleStack");
  const spec = reduced(filled(given, { ipFamilyPolicy: policy }), old);
  if (validateFamilies(fieldsFrom(spec), old && fieldsFrom(old)).length > 0) return spec;
  const families = inferred(spec);
  const all = isLoose ? ofNothingSelected(families, policy) : families;
  const ipFamilies = all.length === 0 ? [PRIMARY] : all;
  return ipFamilies.length === spec.ipFamilies?.length ? spec : { ...spec, ipFamilies };
}
