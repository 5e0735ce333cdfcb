import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import {
  child,
  fieldsFrom,
  has,
  list,
  optionalNumber,
  optionalText,
  texts,
  type Fields,
} from "../../validation/fields.ts";
import { portNameFlaws, portNumberFlaws, validateChoice } from "../../validation/formats.ts";
import { cidrWarnings } from "../../validation/ip-warnings.ts";
import { invalidEach, validateLabelSelector } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import type { NetworkPolicy } from "./defaults.ts";
import { validateBlock } from "./validate-block.ts";

const SPEC: FieldPath = ["spec"];
const PROTOCOLS = ["TCP", "UDP", "SCTP"];
const TYPES = ["Ingress", "Egress"];
/** The peers of what comes in, and of what goes out. */
const PEERS = { ingress: "from", egress: "to" } as const;
const DIRECTIONS = ["ingress", "egress"] as const;

/** The last of a range of ports. */
function validateEnd(path: FieldPath, port: Fields): readonly FieldError[] {
  const end = optionalNumber(port, "endPort");
  const at = [...path, "endPort"];
  if (end === undefined) return [];
  if (!has(port, "port")) return [invalid(at, end, "may not be specified when `port` is not specified")];
  const first = port["port"];
  if (typeof first === "string") return [invalid(at, end, "may not be specified when `port` is non-numeric")];
  return [
    ...(end < Number(first) ? [invalid(at, first, "must be greater than or equal to `port`")] : []),
    ...invalidEach(at, end, portNumberFlaws(end)),
  ];
}

/** @see pkg/apis/networking/validation/validation.go, `ValidateNetworkPolicyPort` (1.36); likewise those below */
function validatePort(path: FieldPath, port: Fields): readonly FieldError[] {
  const value = port["port"];
  const protocol = validateChoice([...path, "protocol"], optionalText(port, "protocol"), PROTOCOLS);
  if (typeof value === "string")
    return [...protocol, ...validateEnd(path, port), ...invalidEach([...path, "port"], value, portNameFlaws(value))];
  const flaws = typeof value === "number" ? portNumberFlaws(value) : [];
  return [...protocol, ...invalidEach([...path, "port"], value, flaws), ...validateEnd(path, port)];
}

function validatePeer(path: FieldPath, peer: Fields): readonly FieldError[] {
  const block = child(peer, "ipBlock");
  const errors = [
    ...validateLabelSelector([...path, "podSelector"], child(peer, "podSelector")),
    ...validateLabelSelector([...path, "namespaceSelector"], child(peer, "namespaceSelector")),
    ...(block === undefined ? [] : validateBlock([...path, "ipBlock"], block)),
  ];
  const selects = has(peer, "podSelector") || has(peer, "namespaceSelector");
  if (!selects && block === undefined) errors.push(required(path, "must specify a peer"));
  if (selects && block !== undefined)
    errors.push(forbiddenField(path, "may not specify both ipBlock and another peer"));
  return errors;
}

function validateRules(spec: Fields, direction: keyof typeof PEERS): readonly FieldError[] {
  return list(spec, direction).flatMap((rule, index) => {
    const path = [...SPEC, direction, index];
    const peers = PEERS[direction];
    return [
      ...list(rule, "ports").flatMap((port, place) => validatePort([...path, "ports", place], port)),
      ...list(rule, peers).flatMap((peer, place) => validatePeer([...path, peers, place], peer)),
    ];
  });
}

function validateTypes(spec: Fields): readonly FieldError[] {
  const path = [...SPEC, "policyTypes"];
  const types = texts(spec, "policyTypes");
  if (types.length > TYPES.length) return [invalid(path, types, "may not specify more than two policyTypes")];
  return types.flatMap((type, index) => (TYPES.includes(type) ? [] : [notSupported([...path, index], type, TYPES)]));
}

/** @see `ValidateNetworkPolicySpec` in the same file */
function validateSpec({ spec = {} }: NetworkPolicy): readonly FieldError[] {
  const fields = fieldsFrom(spec);
  return [
    ...validateLabelSelector([...SPEC, "podSelector"], child(fields, "podSelector")),
    ...DIRECTIONS.flatMap((direction) => validateRules(fields, direction)),
    ...validateTypes(fields),
  ];
}

/** What is wrong with a new NetworkPolicy, in upstream's order. */
export function validateNetworkPolicy(object: NetworkPolicy): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateSpec(object)];
}

export function validateNetworkPolicyUpdate(object: NetworkPolicy, old: NetworkPolicy): readonly FieldError[] {
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateSpec(object)];
}

/** @see pkg/registry/networking/networkpolicy/strategy.go, `networkPolicyWarnings` (1.36) */
export function networkPolicyWarnings({ spec = {} }: NetworkPolicy): readonly string[] {
  return DIRECTIONS.flatMap((direction) =>
    list(fieldsFrom(spec), direction).flatMap((rule, index) =>
      list(rule, PEERS[direction]).flatMap((peer, place) => {
        const path = [...SPEC, direction, index, PEERS[direction], place, "ipBlock"];
        const block = child(peer, "ipBlock");
        return [
          ...cidrWarnings([...path, "cidr"], optionalText(block, "cidr") ?? ""),
          ...texts(block, "except").flatMap((range, at) => cidrWarnings([...path, "except", at], range)),
        ];
      }),
    ),
  );
}
