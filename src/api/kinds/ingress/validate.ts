import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { nameIsSubdomain, subdomainFlaws, wildcardFlaws } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { child, fieldsFrom, has, list, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { parseIp } from "../../validation/ip.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { INGRESS_CLASS_ANNOTATION } from "./types.ts";
import { validateBackend } from "./validate-backend.ts";

const SPEC: FieldPath = ["spec"];
const PATH_TYPES = ["Exact", "ImplementationSpecific", "Prefix"];

/** What an update may go on with, and a new Ingress may not have. */
interface Leniency {
  readonly anySecretName: boolean;
  readonly anyWildcardRule: boolean;
}

const isWildcard = (host: string): boolean => host.includes("*");
const hostFlaws = (host: string): readonly string[] => (isWildcard(host) ? wildcardFlaws(host) : subdomainFlaws(host));

function validatePathText(path: FieldPath, value: string, isLiteral: boolean): readonly FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (why: string): number => errors.push(invalid(path, value, why));
  if ((isLiteral || value !== "") && !value.startsWith("/")) refuse("must be an absolute path");
  if (!isLiteral) return errors;
  for (const part of ["//", "/./", "/../", "%2f", "%2F"])
    if (value.includes(part)) refuse(`must not contain '${part}'`);
  for (const end of ["/..", "/."]) if (value.endsWith(end)) refuse(`cannot end with '${end}'`);
  return errors;
}

/** @see pkg/apis/networking/validation/validation.go, `validateHTTPIngressPath` (1.36); likewise those below */
function validatePath(path: FieldPath, rule: Fields): readonly FieldError[] {
  const type = optionalText(rule, "pathType");
  if (type === undefined) return [required([...path, "pathType"], "pathType must be specified")];
  const literal = type !== "ImplementationSpecific";
  return [
    ...(PATH_TYPES.includes(type)
      ? validatePathText([...path, "path"], text(rule, "path"), literal)
      : [notSupported([...path, "pathType"], type, PATH_TYPES)]),
    ...validateBackend([...path, "backend"], child(rule, "backend") ?? {}),
  ];
}

function validateRuleValue(path: FieldPath, rule: Fields): readonly FieldError[] {
  const http = child(rule, "http");
  if (http === undefined) return [];
  const at = [...path, "http", "paths"];
  const paths = list(http, "paths");
  if (paths.length === 0) return [required(at)];
  return paths.flatMap((each, index) => validatePath([...at, index], each));
}

function validateHost(path: FieldPath, host: string): readonly FieldError[] {
  if (host === "") return [];
  return [
    ...(parseIp(host) === undefined ? [] : [invalid(path, host, "must be a DNS name, not an IP address")]),
    ...invalidEach(path, host, hostFlaws(host)),
  ];
}

function validateRules(spec: Fields, { anyWildcardRule }: Leniency): readonly FieldError[] {
  return list(spec, "rules").flatMap((rule, index) => {
    const path = [...SPEC, "rules", index];
    const host = text(rule, "host");
    const isLet = anyWildcardRule && isWildcard(host);
    return [...validateHost([...path, "host"], host), ...(isLet ? [] : validateRuleValue(path, rule))];
  });
}

function validateTls(spec: Fields, { anySecretName }: Leniency): readonly FieldError[] {
  return list(spec, "tls").flatMap((tls, index) => {
    const path = [...SPEC, "tls", index];
    const secret = text(tls, "secretName");
    const isLet = anySecretName || secret === "";
    return [
      ...texts(tls, "hosts").flatMap((host, place) => invalidEach([...path, "hosts", place], host, hostFlaws(host))),
      ...(isLet ? [] : invalidEach([...path, "secretName"], secret, nameIsSubdomain(secret, false))),
    ];
  });
}

/** @see `ValidateIngressSpec` in the same file */
function validateSpec(spec: Fields, leniency: Leniency): readonly FieldError[] {
  const backend = child(spec, "defaultBackend");
  const name = optionalText(spec, "ingressClassName");
  const isNothing = list(spec, "rules").length === 0 && backend === undefined;
  return [
    ...(isNothing
      ? [invalid(SPEC, spec["rules"] ?? null, "either `defaultBackend` or `rules` must be specified")]
      : []),
    ...(backend === undefined ? [] : validateBackend([...SPEC, "defaultBackend"], backend)),
    ...validateRules(spec, leniency),
    ...validateTls(spec, leniency),
    ...(name === undefined ? [] : invalidEach([...SPEC, "ingressClassName"], name, nameIsSubdomain(name, false))),
  ];
}

const specOf = (object: KubeObject): Fields => child(fieldsFrom(object), "spec") ?? {};
const classAnnotation = ({ metadata }: KubeObject): string | undefined =>
  metadata.annotations?.[INGRESS_CLASS_ANNOTATION];

/** What is wrong with a new Ingress, in upstream's order. */
export function validateIngress(object: KubeObject): readonly FieldError[] {
  const spec = specOf(object);
  const errors = [
    ...validateMetadata(object.metadata),
    ...validateSpec(spec, { anySecretName: false, anyWildcardRule: false }),
  ];
  const [annotated, named] = [classAnnotation(object), optionalText(spec, "ingressClassName")];
  if (annotated === undefined || named === undefined || annotated === named) return errors;
  const detail = "must match `ingressClassName` when both are specified";
  return [...errors, invalid(["annotations", INGRESS_CLASS_ANNOTATION], annotated, detail)];
}

function hasBadSecretName(spec: Fields): boolean {
  const names = list(spec, "tls").map((tls) => text(tls, "secretName"));
  return names.some((name) => name !== "" && nameIsSubdomain(name, false).length > 0);
}

function hasBadWildcardRule(spec: Fields): boolean {
  return list(spec, "rules").some((rule) => isWildcard(text(rule, "host")) && validateRuleValue([], rule).length > 0);
}

/** Names of Secrets and rules of wildcards that were wrong before may stay so. @see `ValidateIngressUpdate` */
export function validateIngressUpdate(object: KubeObject, old: KubeObject): readonly FieldError[] {
  const before = specOf(old);
  const leniency = { anySecretName: hasBadSecretName(before), anyWildcardRule: hasBadWildcardRule(before) };
  return [
    ...validateMetadataUpdate(object.metadata, old.metadata),
    ...validateMetadata(object.metadata),
    ...validateSpec(specOf(object), leniency),
  ];
}

/** Said of a new Ingress alone. @see pkg/registry/networking/ingress/strategy.go, `WarningsOnCreate` (1.36) */
export function ingressWarnings(object: KubeObject, old: KubeObject | undefined): readonly string[] {
  if (old !== undefined || classAnnotation(object) === undefined || has(specOf(object), "ingressClassName")) return [];
  return [`annotation "${INGRESS_CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`];
}
