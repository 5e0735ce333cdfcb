import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { duplicate, invalid, notSupported, required, tooMany, type FieldError } from "../../field-error.ts";
import {
  labelFlaws,
  labelValueFlaws,
  nameIsSubdomain,
  qualifiedNameFlaws,
  subdomainFlaws,
  type Flaws,
} from "../../names.ts";
import {
  child,
  fieldsFrom,
  list,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from "../../validation/fields.ts";
import { portNumberFlaws } from "../../validation/formats.ts";
import { isIpv6, validateIp, validateReachableIp } from "../../validation/ip.ts";
import { ipWarnings } from "../../validation/ip-warnings.ts";
import { invalidEach, validateLabels } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { validateImmutable } from "../../validation/numbers.ts";
import { PROTOCOLS } from "../pod/validate-container.ts";
import { changedEndpoints } from "./changed-endpoints.ts";
import {
  MANAGED_BY_LABEL,
  MIRRORING_CONTROLLER,
  SLICE_CONTROLLER,
  type Endpoint,
  type EndpointSlice,
} from "./types.ts";

const ADDRESS_TYPES = ["FQDN", "IPv4", "IPv6"];
const CONTROLLERS = [SLICE_CONTROLLER, MIRRORING_CONTROLLER];
const MAX_ENDPOINTS = 1000;
const MAX_ADDRESSES = 100;
const MAX_PORTS = 20000;

function validateFamily(path: FieldPath, address: string, type: string): readonly FieldError[] {
  const errors = [...validateIp(path, address)];
  if (errors.length === 0 && isIpv6(address) !== (type === "IPv6"))
    errors.push(invalid(path, address, `must be an ${type} address`));
  return [...errors, ...validateReachableIp(path, address)];
}

function domainFlaws(address: string): readonly string[] {
  const name = address.replace(/\.$/, "");
  const flaws = subdomainFlaws(name);
  if (flaws.length > 0) return flaws;
  return name.split(".").length < 2 ? ["should be a domain with at least two segments separated by dots"] : [];
}

function validateAddress(path: FieldPath, address: string, type: string): readonly FieldError[] {
  if (type === "IPv4" || type === "IPv6") return validateFamily(path, address, type);
  return type === "FQDN" ? invalidEach(path, address, domainFlaws(address)) : [];
}

const MAX_HINTS = 8;

/** The names in one list of hints, each of them once. */
function validateHinted(
  path: FieldPath,
  names: readonly string[],
  flaws: (name: string) => Flaws,
): readonly FieldError[] {
  return names.flatMap((name, index) => [
    ...(names.indexOf(name) < index ? [duplicate([...path, index, "name"], name)] : []),
    ...invalidEach([...path, index, "name"], name, flaws(name)),
  ]);
}

/** For whom an endpoint is meant. @see pkg/apis/discovery/validation/validation.go, `validateHints` (1.36) */
function validateHints(path: FieldPath, hints: Fields | undefined): readonly FieldError[] {
  const named = (name: string): readonly string[] => list(hints, name).map((hint) => text(hint, "name"));
  const [zones, nodes] = [named("forZones"), named("forNodes")];
  if (zones.length > MAX_HINTS) return [tooMany([...path, "forZones"], zones.length, MAX_HINTS)];
  const errors = validateHinted([...path, "forZones"], zones, labelValueFlaws);
  if (nodes.length > MAX_HINTS) return [...errors, tooMany([...path, "forNodes"], nodes.length, MAX_HINTS)];
  return [...errors, ...validateHinted([...path, "forNodes"], nodes, (name) => nameIsSubdomain(name, false))];
}

/** @see pkg/apis/discovery/validation/validation.go, `validateEndpoints` (1.36) */
function validateEndpoint(path: FieldPath, endpoint: Fields, type: string): readonly FieldError[] {
  const addresses = texts(endpoint, "addresses");
  const at = [...path, "addresses"];
  const nodeName = optionalText(endpoint, "nodeName");
  const hostname = optionalText(endpoint, "hostname");
  return [
    ...(addresses.length === 0 ? [required(at, "must contain at least 1 address")] : []),
    ...(addresses.length > MAX_ADDRESSES ? [tooMany(at, addresses.length, MAX_ADDRESSES)] : []),
    ...addresses.flatMap((address, index) => validateAddress([...at, index], address, type)),
    ...(nodeName === undefined ? [] : invalidEach([...path, "nodeName"], nodeName, nameIsSubdomain(nodeName, false))),
    ...validateLabels([...path, "deprecatedTopology"], endpoint, "deprecatedTopology"),
    ...(hostname === undefined ? [] : invalidEach([...path, "hostname"], hostname, labelFlaws(hostname))),
    ...validateHints([...path, "hints"], child(endpoint, "hints")),
  ];
}

/** @see `validatePorts` in the same file */
function validatePorts(slice: Fields): readonly FieldError[] {
  const ports = list(slice, "ports");
  if (ports.length > MAX_PORTS) return [tooMany(["ports"], ports.length, MAX_PORTS)];
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const path: FieldPath = ["ports", index];
    const errors: FieldError[] = [];
    const name = text(port, "name");
    if (name !== "") errors.push(...invalidEach([...path, "name"], name, labelFlaws(name)));
    if (names.has(name)) errors.push(duplicate([...path, "name"], name));
    names.add(name);
    const number = optionalNumber(port, "port");
    if (number !== undefined) errors.push(...invalidEach([...path, "port"], number, portNumberFlaws(number)));
    const protocol = optionalText(port, "protocol") ?? "TCP";
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported([...path, "protocol"], protocol, PROTOCOLS));
    const application = optionalText(port, "appProtocol");
    if (application !== undefined)
      errors.push(...invalidEach([...path, "appProtocol"], application, qualifiedNameFlaws(application)));
    return errors;
  });
}

/** `seen`: endpoints of a valid slice of the same type, which need no second look. */
function validateEndpoints(object: EndpointSlice, seen: readonly Endpoint[]): readonly FieldError[] {
  const slice = fieldsFrom(object);
  const endpoints = list(slice, "endpoints");
  if (endpoints.length > MAX_ENDPOINTS) return [tooMany(["endpoints"], endpoints.length, MAX_ENDPOINTS)];
  const { come, gone } = changedEndpoints(seen, object.endpoints);
  const isFine = (endpoint: Endpoint): boolean =>
    gone.some((old) => sameJson(old, endpoint, UNCHECKED)) || isValid(endpoint, object.addressType);
  if (come.length < endpoints.length && come.every(isFine)) return [];
  return endpoints.flatMap((endpoint, index) =>
    validateEndpoint(["endpoints", index], endpoint, text(slice, "addressType")),
  );
}

/** What of an endpoint may be anything. */
const UNCHECKED: readonly (keyof Endpoint)[] = ["conditions", "targetRef"];

function isValid(endpoint: Endpoint, type: string): boolean {
  return validateEndpoint([], fieldsFrom(endpoint), type).length === 0;
}

const NONE_SEEN: readonly Endpoint[] = [];

/** `old`: a valid slice, of which nothing needs a second look. */
function validateParts(object: EndpointSlice, old?: EndpointSlice): readonly FieldError[] {
  const slice = fieldsFrom(object);
  const seen = old !== undefined && object.addressType === old.addressType ? old.endpoints : NONE_SEEN;
  const type = text(slice, "addressType");
  const errors: FieldError[] = [];
  if (type === "") errors.push(required(["addressType"]));
  else if (!ADDRESS_TYPES.includes(type)) errors.push(notSupported(["addressType"], type, ADDRESS_TYPES));
  errors.push(...validateEndpoints(object, seen));
  if (old === undefined || object.ports !== old.ports) errors.push(...validatePorts(slice));
  return errors;
}

/** What is wrong with a new EndpointSlice, in upstream's order. */
export function validateEndpointSlice(object: EndpointSlice): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateParts(object)];
}

/** What is wrong with a change to an EndpointSlice: the type of its addresses stays. */
export function validateEndpointSliceUpdate(object: EndpointSlice, old: EndpointSlice): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata),
    ...validateParts(object, old),
    ...validateImmutable(["addressType"], object.addressType, old.addressType),
  ];
}

/** The path of the first warning is upstream's. @see pkg/registry/discovery/endpointslice/strategy.go (1.36) */
export function endpointSliceWarnings(object: EndpointSlice, old: EndpointSlice | undefined): readonly string[] {
  const slice = fieldsFrom(object);
  const isFqdn = old === undefined && text(slice, "addressType") === "FQDN";
  const deprecated = isFqdn ? ["spec.addressType: FQDN endpoints are deprecated"] : [];
  if (CONTROLLERS.includes(object.metadata.labels?.[MANAGED_BY_LABEL] ?? "")) return deprecated;
  const addresses = list(slice, "endpoints").flatMap((endpoint, index) =>
    texts(endpoint, "addresses").flatMap((address, place) => [
      ...ipWarnings(["endpoints", index, "addresses", place], address),
    ]),
  );
  return [...deprecated, ...addresses];
}
