import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { nameIsLabel, subdomainFlaws } from "../../names.ts";
import type { StrategyContext } from "../../strategy.ts";
import { fieldsFrom, has, list, number, text, texts, type Fields } from "../../validation/fields.ts";
import { validateIp, validateReachableIp } from "../../validation/ip.ts";
import { invalidEach, validateLabels } from "../../validation/labels.ts";
import { validateMetadataUpdate, type MetadataRules, validateMetadata } from "../../validation/metadata.ts";
import { allocated, EMPTY_POOL } from "./allocate.ts";
import type { Service, ServiceSpec } from "./types.ts";
import { clusterIpsOf, isHeadlessSpec, typeOf, validateFamilies, validateAddressFields } from "./validate-families.ts";
import { validateTopologyAnnotations } from "./topology.ts";
import { validatePorts, validatePortsOnce } from "./validate-ports.ts";
import { validateAffinity, validateTraffic } from "./validate-traffic.ts";
import { validateSourceRanges, validateBalancer } from "./validate-balancer.ts";
import { validateServiceChange } from "./validate-update.ts";

const SPEC: FieldPath = ["spec"];
const PORTS: FieldPath = [...SPEC, "ports"];
const RULES: MetadataRules = { namespaced: true, name: nameIsLabel };
const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

function validateExternalName(spec: Fields): readonly FieldError[] {
  const errors = ["clusterIPs", "ipFamilies", "ipFamilyPolicy"].flatMap((name) => {
    const isSet = name === "clusterIPs" ? clusterIpsOf(spec).length > 0 : has(spec, name) && !isEmptyList(spec[name]);
    return isSet ? [forbiddenField([...SPEC, name], "may not be set for ExternalName services")] : [];
  });
  const name = text(spec, "externalName").replace(/\.$/, "");
  const path = [...SPEC, "externalName"];
  return [...errors, ...(name === "" ? [required(path)] : invalidEach(path, name, subdomainFlaws(name)))];
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** What the type of a Service asks for, and rules out. */
function validateType(spec: Fields): readonly FieldError[] {
  const type = typeOf(spec);
  if (type === "ExternalName") return validateExternalName(spec);
  if ((type !== "LoadBalancer" && type !== "NodePort") || !isHeadlessSpec(spec)) return [];
  return [invalid([...SPEC, "clusterIPs", 0], "None", `may not be set to 'None' for ${type} services`)];
}

function validateExternalIps(spec: Fields, old: Fields): readonly FieldError[] {
  return texts(spec, "externalIPs").flatMap((ip, index) => {
    const path = [...SPEC, "externalIPs", index];
    const errors = validateIp(path, ip, texts(old, "externalIPs"));
    return errors.length > 0 ? errors : validateReachableIp(path, ip);
  });
}

/**
 * Everything but the metadata. `old`: what an update may go on with.
 * @see pkg/apis/core/validation/validation.go, `ValidateService` (1.36)
 */
function validateParts(object: Service, old?: Service): readonly FieldError[] {
  const spec = fieldsFrom(object.spec ?? {});
  const before = fieldsFrom(old?.spec ?? {});
  const metadata = fieldsFrom(object.metadata);
  const type = typeOf(spec);
  const needsPorts = !isHeadlessSpec(spec) && type !== "ExternalName";
  const onlyInside = type === "ClusterIP" ? list(spec, "ports") : [];
  return [
    ...validateTopologyAnnotations(metadata),
    ...(needsPorts && list(spec, "ports").length === 0 ? [required(PORTS)] : []),
    ...validateType(spec),
    ...validatePorts(spec),
    ...validateLabels([...SPEC, "selector"], spec, "selector"),
    ...validateAffinity(spec),
    ...validateAddressFields(spec),
    ...validateExternalIps(spec, before),
    ...(TYPES.includes(type) ? [] : [notSupported([...SPEC, "type"], type, TYPES)]),
    ...onlyInside.flatMap((port, index) =>
      number(port, "nodePort") === 0
        ? []
        : [forbiddenField([...PORTS, index, "nodePort"], "may not be used when `type` is 'ClusterIP'")],
    ),
    ...validatePortsOnce(spec),
    ...validateSourceRanges(spec, before, metadata),
    ...validateBalancer(spec),
    ...validateTraffic(spec),
  ];
}

/** What is wrong with the addresses and families that a Service asks for: the server answers it before anything else. */
export function validateServiceFamilies(spec: ServiceSpec, old: ServiceSpec | undefined): readonly FieldError[] {
  const before = old === undefined || old.type === "ExternalName" ? undefined : fieldsFrom(old);
  return validateFamilies(fieldsFrom(spec), before);
}

/** What the server answers before it looks at anything else, and then alone. */
function validateBeforehand(
  object: Service,
  old: Service | undefined,
  { isAllocated = false }: StrategyContext,
): readonly FieldError[] {
  const spec = object.spec ?? {};
  const families = validateServiceFamilies(spec, old?.spec);
  if (families.length > 0 || isAllocated) return families;
  const allocation = allocated(spec, old?.spec, EMPTY_POOL);
  return "errors" in allocation ? allocation.errors : [];
}

/** What is wrong with a new Service, in upstream's order. */
export function validateService(object: Service, context: StrategyContext): readonly FieldError[] {
  const beforehand = validateBeforehand(object, undefined, context);
  if (beforehand.length > 0) return beforehand;
  return [...validateMetadata(object.metadata, RULES), ...validateParts(object)];
}

/** What is wrong with a change to a Service. @see `ValidateServiceUpdate` in the same file */
export function validateServiceUpdate(object: Service, old: Service, context: StrategyContext): readonly FieldError[] {
  if (object.spec === old.spec) return validateMetadataUpdate(object.metadata, old.metadata);
  const beforehand = validateBeforehand(object, old, context);
  if (beforehand.length > 0) return beforehand;
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata),
    ...validateServiceChange(fieldsFrom(object.spec), fieldsFrom(old.spec)),
    ...validateParts(object, old),
  ];
}
