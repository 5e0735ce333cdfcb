import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { labelFlaws, nameIsLabel, qualifiedNameFlaws, subdomainFlaws } from "../../names.ts";
import type { StrategyContext } from "../../strategy.ts";
import {
  child,
  fieldsFrom,
  has,
  list,
  number,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from "../../validation/fields.ts";
import { portNumberFlaws } from "../../validation/formats.ts";
import { printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { validateCidr, validateIp, validateReachableIp } from "../../validation/ip.ts";
import { cidrWarnings, ipWarnings } from "../../validation/ip-warnings.ts";
import { invalidEach, validateLabels } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { PROTOCOLS } from "../pod/validate-container.ts";
import { validatePort as validateTargetPort } from "../pod/validate-probes.ts";
import { allocated, EMPTY_POOL } from "./allocate.ts";
import type { Service, ServiceSpec } from "./types.ts";
import { clusterIpsOf, isHeadlessSpec, validateAddressFields, validateFamilies } from "./validate-families.ts";
import { validateServiceChange } from "./validate-update.ts";

const RULES: MetadataRules = { namespaced: true, name: nameIsLabel };
const SPEC: FieldPath = ["spec"];
const PORTS: FieldPath = [...SPEC, "ports"];
const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
export const TRAFFIC_POLICIES = ["Cluster", "Local"];
const HINTS = "service.kubernetes.io/topology-aware-hints";
const MODE = "service.kubernetes.io/topology-mode";
const SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
const LB_ONLY = "may only be used when `type` is 'LoadBalancer'";

const PORT_IDENTITY: GoStruct = [
  ["Name", "text", ""],
  ["Protocol", "text"],
  ["AppProtocol", "pointer", ""],
  ["Port", "number"],
  ["TargetPort", "number", ""],
  ["NodePort", "number", ""],
];

const typeOf = (spec: Fields): string => optionalText(spec, "type") ?? "ClusterIP";

function validateTopologyAnnotations(metadata: Fields): readonly FieldError[] {
  const annotations = child(metadata, "annotations");
  const mode = optionalText(annotations, MODE);
  const hints = optionalText(annotations, HINTS);
  if (mode === undefined || hints === undefined || mode === hints) return [];
  const path = ["metadata", "annotations", { key: MODE }];
  return [invalid(path, mode, `must match annotations[${HINTS}] when both are specified`)];
}

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

function validatePortName(
  path: FieldPath,
  name: string,
  known: ReadonlySet<string>,
  needed: boolean,
): readonly FieldError[] {
  if (name === "") return needed ? [required(path)] : [];
  return [...invalidEach(path, name, labelFlaws(name)), ...(known.has(name) ? [duplicate(path, name)] : [])];
}

/** The port that a Service's port leads to is the same one unless it says otherwise. */
function withTarget(port: Fields): Fields {
  const target = port["targetPort"];
  return target == null || target === 0 || target === "" ? { ...port, targetPort: port["port"] } : port;
}

/** @see pkg/apis/core/validation/validation.go, `validateServicePort` (1.36) */
function validatePorts(spec: Fields): readonly FieldError[] {
  const ports = list(spec, "ports");
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = [...PORTS, index];
    const name = text(port, "name");
    const protocol = optionalText(port, "protocol") ?? "TCP";
    const application = optionalText(port, "appProtocol");
    const errors = [
      ...validatePortName([...at, "name"], name, names, ports.length > 1),
      ...invalidEach([...at, "port"], number(port, "port"), portNumberFlaws(number(port, "port"))),
      ...(PROTOCOLS.includes(protocol) ? [] : [notSupported([...at, "protocol"], protocol, PROTOCOLS)]),
      ...validateTargetPort([...at, "targetPort"], withTarget(port), "targetPort"),
      ...(application === undefined
        ? []
        : invalidEach([...at, "appProtocol"], application, qualifiedNameFlaws(application))),
    ];
    if (name !== "") names.add(name);
    return errors;
  });
}

const MAX_AFFINITY_SECONDS = 86400;

function validateAffinity(spec: Fields): readonly FieldError[] {
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

function validateExternalIps(spec: Fields, old: Fields): readonly FieldError[] {
  return texts(spec, "externalIPs").flatMap((ip, index) => {
    const path = [...SPEC, "externalIPs", index];
    const errors = validateIp(path, ip, texts(old, "externalIPs"));
    return errors.length > 0 ? errors : validateReachableIp(path, ip);
  });
}

/** Node ports and ports that occur twice with one protocol. */
function validatePortsOnce(spec: Fields): readonly FieldError[] {
  const ports = list(spec, "ports").map((port): Fields => ({ protocol: "TCP", ...port }));
  const repeated = (name: string): readonly boolean[] => {
    const seen = new Set<string>();
    return ports.map((port) => {
      const key = `${number(port, name)} ${text(port, "protocol")}`;
      return seen.size === seen.add(key).size;
    });
  };
  const nodePorts = repeated("nodePort");
  const numbers = repeated("port");
  return [
    ...ports.flatMap((port, index) => {
      const nodePort = number(port, "nodePort");
      return nodePort !== 0 && nodePorts[index] === true ? [duplicate([...PORTS, index, "nodePort"], nodePort)] : [];
    }),
    ...ports.flatMap((port, index) =>
      numbers[index] === true ? [duplicate([...PORTS, index], printedStruct(port, PORT_IDENTITY))] : [],
    ),
  ];
}

function validateSourceRanges(spec: Fields, old: Fields, metadata: Fields): readonly FieldError[] {
  const isBalanced = typeOf(spec) === "LoadBalancer";
  const ranges = texts(spec, "loadBalancerSourceRanges");
  const accepted = texts(old, "loadBalancerSourceRanges");
  if (ranges.length > 0) {
    const path = [...SPEC, "LoadBalancerSourceRanges"];
    return [
      ...(isBalanced ? [] : [forbiddenField(path, LB_ONLY)]),
      ...ranges.flatMap((range, index) => validateCidr([...path, index], range.trim(), accepted)),
    ];
  }
  const annotation = optionalText(child(metadata, "annotations"), SOURCE_RANGES);
  if (annotation === undefined) return [];
  const path: FieldPath = ["metadata", "annotations", { key: SOURCE_RANGES }];
  return [
    ...(isBalanced ? [] : [forbiddenField(path, LB_ONLY)]),
    ...(annotation.trim() === "" ? [] : annotation.trim().split(",")).flatMap((range) =>
      validateCidr(path, range.trim(), accepted),
    ),
  ];
}

function validateBalancer(spec: Fields): readonly FieldError[] {
  const isBalanced = typeOf(spec) === "LoadBalancer";
  const errors: FieldError[] = [];
  if (!isBalanced && has(spec, "allocateLoadBalancerNodePorts"))
    errors.push(forbiddenField([...SPEC, "allocateLoadBalancerNodePorts"], LB_ONLY));
  const name = optionalText(spec, "loadBalancerClass");
  const path = [...SPEC, "loadBalancerClass"];
  if (name === undefined) return errors;
  return [
    ...errors,
    ...(isBalanced ? invalidEach(path, name, qualifiedNameFlaws(name)) : [forbiddenField(path, LB_ONLY)]),
  ];
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

const DISTRIBUTIONS = ["PreferClose", "PreferSameZone", "PreferSameNode"];

function validateTraffic(spec: Fields): readonly FieldError[] {
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

/** Everything but the metadata. `old`: what an update may go on with. @see `ValidateService` in the same file */
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
