import type { FieldPath } from "../../../base/field-path.ts";
import { notSupported, required, type FieldError } from "../../field-error.ts";
import { labelFlaws, nameIsSubdomain, qualifiedNameFlaws } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { fieldsFrom, list, number, optionalText, text, type Fields } from "../../validation/fields.ts";
import { portNumberFlaws } from "../../validation/formats.ts";
import { validateIp, validateReachableIp } from "../../validation/ip.ts";
import { ipWarnings } from "../../validation/ip-warnings.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { PROTOCOLS } from "../pod/validate-container.ts";

const MANAGED_BY = "endpoints.kubernetes.io/managed-by";
const CONTROLLER = "endpoint-controller";

function validateAddress(path: FieldPath, address: Fields): readonly FieldError[] {
  const hostname = text(address, "hostname");
  const nodeName = optionalText(address, "nodeName");
  return [
    ...validateIp([...path, "ip"], text(address, "ip")),
    ...(hostname === "" ? [] : invalidEach([...path, "hostname"], hostname, labelFlaws(hostname))),
    ...(nodeName === undefined ? [] : invalidEach([...path, "nodeName"], nodeName, nameIsSubdomain(nodeName, false))),
    ...validateReachableIp([...path, "ip"], text(address, "ip")),
  ];
}

function validatePort(path: FieldPath, port: Fields, needsName: boolean): readonly FieldError[] {
  const name = text(port, "name");
  const protocol = optionalText(port, "protocol") ?? "TCP";
  const application = optionalText(port, "appProtocol");
  const named =
    name === ""
      ? needsName
        ? [required([...path, "name"])]
        : []
      : invalidEach([...path, "name"], name, labelFlaws(name));
  return [
    ...named,
    ...invalidEach([...path, "port"], number(port, "port"), portNumberFlaws(number(port, "port"))),
    ...(PROTOCOLS.includes(protocol) ? [] : [notSupported([...path, "protocol"], protocol, PROTOCOLS)]),
    ...(application === undefined
      ? []
      : invalidEach([...path, "appProtocol"], application, qualifiedNameFlaws(application))),
  ];
}

/** @see pkg/apis/core/validation/validation.go, `validateEndpointSubsets` (1.36) */
function validateSubsets(object: KubeObject): readonly FieldError[] {
  return list(fieldsFrom(object), "subsets").flatMap((subset, index) => {
    const path: FieldPath = ["subsets", index];
    const lists = ["addresses", "notReadyAddresses"];
    const ports = list(subset, "ports");
    return [
      ...(lists.every((name) => list(subset, name).length === 0)
        ? [required(path, "must specify `addresses` or `notReadyAddresses`")]
        : []),
      ...lists.flatMap((name) =>
        list(subset, name).flatMap((address, place) => validateAddress([...path, name, place], address)),
      ),
      ...ports.flatMap((port, place) => validatePort([...path, "ports", place], port, ports.length > 1)),
    ];
  });
}

/** What is wrong with new Endpoints, in upstream's order. */
export function validateEndpoints(object: KubeObject): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateSubsets(object)];
}

export function validateEndpointsUpdate(object: KubeObject, old: KubeObject): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateSubsets(object)];
}

/**
 * The first of these answers every request about Endpoints.
 * @see pkg/registry/core/endpoint/strategy.go, `endpointsWarnings` (1.36)
 */
export function endpointsWarnings(object: KubeObject): readonly string[] {
  const deprecated = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
  if (object.metadata.labels?.[MANAGED_BY] === CONTROLLER) return [deprecated];
  const addresses = list(fieldsFrom(object), "subsets").flatMap((subset, index) =>
    ["addresses", "notReadyAddresses"].flatMap((name) =>
      list(subset, name).flatMap((address, place) =>
        ipWarnings(["subsets", index, name, place, "ip"], text(address, "ip")),
      ),
    ),
  );
  return [deprecated, ...addresses];
}
