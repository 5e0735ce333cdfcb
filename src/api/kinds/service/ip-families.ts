import { filled } from "../../defaulting.ts";
import type { ServiceSpec } from "./types.ts";

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

function stored(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (old?.ipFamilyPolicy === undefined || old.ipFamilies === undefined) return spec;
  const isSameStack = spec.ipFamilyPolicy === undefined || spec.ipFamilyPolicy === old.ipFamilyPolicy;
  return isSameStack ? filled(spec, { ipFamilyPolicy: old.ipFamilyPolicy, ipFamilies: old.ipFamilies }) : spec;
}

/** A headless Service that selects nothing may have endpoints of both families, whatever the cluster has. */
function ofNothingSelected(families: readonly IpFamily[], policy: string): readonly IpFamily[] {
  const first = families[0] ?? PRIMARY;
  if (policy === "SingleStack" || families.length > 1) return families.length === 0 ? [first] : families;
  return [first, first === "IPv4" ? "IPv6" : "IPv4"];
}

/**
 * The spec with its IP families and their policy; those of the stored Service where none are given.
 * @see pkg/registry/core/service/storage/alloc.go, `initIPFamilyFields` (1.36)
 */
export function withIpFamilies(given: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (given.type === "ExternalName") return given;
  const spec = stored(given, old);
  const selectsNothing = Object.keys(spec.selector ?? {}).length === 0;
  const isHeadless = spec.clusterIPs?.[0] === "None";
  const policy = spec.ipFamilyPolicy ?? (isHeadless && selectsNothing ? "RequireDualStack" : "SingleStack");
  const families = inferred(spec);
  const all = isHeadless && selectsNothing ? ofNothingSelected(families, policy) : families;
  const ipFamilies = all.length === 0 ? [PRIMARY] : all;
  const isSame = ipFamilies.length === spec.ipFamilies?.length;
  return filled(isSame ? spec : { ...spec, ipFamilies }, { ipFamilyPolicy: policy });
}
