import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, notSupportedText, required, type FieldError } from "../../field-error.ts";
import { nameIsSubdomain, qualifiedNameFlaws } from "../../names.ts";
import { has, optionalText, text, type Fields } from "../../validation/fields.ts";
import { configKeyFlaws } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";
import { isHugePages } from "../../validation/resources.ts";

const ENV_FIELDS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];
const VOLUME_FIELDS = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
];
const RESOURCES = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
];
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  ...ENV_FIELDS,
  ...VOLUME_FIELDS,
  "spec.restartPolicy",
  "spec.schedulerName",
  "status.phase",
]);

interface PodField {
  readonly path: string;
  /** The key in `metadata.labels['key']`. */
  readonly key?: string;
}

function podField(fieldPath: string): PodField {
  const start = fieldPath.indexOf("['");
  const isSubscripted = start > 0 && fieldPath.endsWith("']") && start + 2 <= fieldPath.length - 2;
  if (isSubscripted) return { path: fieldPath.slice(0, start), key: fieldPath.slice(start + 2, -2) };
  return { path: fieldPath === "spec.host" ? "spec.nodeName" : fieldPath };
}

/** @see pkg/apis/core/pods/helpers.go, `ConvertDownwardAPIFieldLabel` (1.36) */
function conversionFlaw(version: string, written: string, field: PodField): string | undefined {
  if (version !== "v1") return `unsupported pod version: ${version}`;
  if (field.key !== undefined)
    return field.path === "metadata.labels" || field.path === "metadata.annotations"
      ? undefined
      : `field label does not support subscript: ${written}`;
  return KNOWN_FIELDS.has(field.path) ? undefined : `field label not supported: ${written}`;
}

/**
 * A field of the pod, as an environment variable or a file of a volume.
 * @see pkg/apis/core/validation/validation.go, `validateObjectFieldSelector` (1.36)
 */
export function validateFieldReference(
  path: FieldPath,
  reference: Fields,
  use: "env" | "volume",
): readonly FieldError[] {
  const version = optionalText(reference, "apiVersion") ?? "v1";
  const written = text(reference, "fieldPath");
  if (written === "") return [required([...path, "fieldPath"])];
  const field = podField(written);
  const flaw = conversionFlaw(version, written, field);
  if (flaw !== undefined) return [invalid([...path, "fieldPath"], written, `error converting fieldPath: ${flaw}`)];
  if (field.key !== undefined) {
    const key = field.path === "metadata.annotations" ? field.key.toLowerCase() : field.key;
    return invalidEach(path, key, qualifiedNameFlaws(key));
  }
  const supported = use === "env" ? ENV_FIELDS : VOLUME_FIELDS;
  return supported.includes(field.path) ? [] : [notSupportedText([...path, "fieldPath"], field.path, supported)];
}

const BYTE_DIVISORS: ReadonlySet<string> = new Set(
  ["", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix) => `1${suffix}`),
);
const CPU_DIVISORS: ReadonlySet<string> = new Set(["1m", "1"]);

function divisorRule(resource: string): { readonly allowed: ReadonlySet<string>; readonly name: string } | undefined {
  const [, what = ""] = /^(?:limits|requests)\.([\s\S]*)$/.exec(resource) ?? [];
  if (isHugePages(what)) return { allowed: BYTE_DIVISORS, name: "hugepages" };
  switch (what) {
    case "cpu":
      return { allowed: CPU_DIVISORS, name: "cpu" };
    case "memory":
      return { allowed: BYTE_DIVISORS, name: "memory" };
    case "ephemeral-storage":
      return { allowed: BYTE_DIVISORS, name: "local ephemeral storage" };
    default:
      return undefined;
  }
}

function validateDivisor(path: FieldPath, resource: string, divisor: string): readonly FieldError[] {
  const rule = divisor === "" || divisor === "0" ? undefined : divisorRule(resource);
  if (rule === undefined || rule.allowed.has(divisor)) return [];
  const values = rule.name === "cpu" ? "1m and 1" : [...BYTE_DIVISORS].join(", ");
  const detail = `only divisor's values ${values} are supported with the ${rule.name} resource`;
  return [invalid([...path, "divisor"], resource, detail)];
}

/** A container's resource. @see `validateContainerResourceFieldSelector` in the same file */
export function validateResourceReference(
  path: FieldPath,
  reference: Fields,
  use: "env" | "volume",
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const resource = text(reference, "resource");
  if (use === "volume" && text(reference, "containerName") === "") errors.push(required([...path, "containerName"]));
  else if (resource === "") errors.push(required([...path, "resource"]));
  else if (!RESOURCES.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource))
    errors.push(notSupportedText([...path, "resource"], resource, RESOURCES));
  const divisor = has(reference, "divisor") ? String(reference["divisor"]) : "";
  errors.push(...validateDivisor(path, resource, divisor));
  return errors;
}

/** One key of a ConfigMap or Secret. @see `validateConfigMapKeySelector`, `validateSecretKeySelector` */
export function validateKeyReference(path: FieldPath, reference: Fields): readonly FieldError[] {
  const name = text(reference, "name");
  const key = text(reference, "key");
  return [
    ...invalidEach([...path, "name"], name, nameIsSubdomain(name, false)),
    ...(key === "" ? [required([...path, "key"])] : invalidEach([...path, "key"], key, configKeyFlaws(key))),
  ];
}
