import type { FieldPath } from "../../../base/field-path.ts";
import { byBytes, sameJson } from "../../../base/json.ts";
import { forbiddenField, invalid, required, tooLong, type FieldError } from "../../field-error.ts";
import { byteLength } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { base64Text } from "../../structure/base64.ts";
import { base64Length, MAX_DATA_BYTES } from "../../validation/data-size.ts";
import { fieldsFrom, flag, optionalText, textMap, type Fields } from "../../validation/fields.ts";
import { configKeyFlaws } from "../../validation/formats.ts";
import { goJsonError } from "../../validation/go-json-error.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { validateImmutable } from "../../validation/numbers.ts";

const IMMUTABLE = "field is immutable when `immutable` is set";
const ACCOUNT = "kubernetes.io/service-account.name";

interface Entry {
  readonly bytes: number;
  readonly content: () => string;
}

/** The data by key; what is written as text replaces what is written in base64. */
function entries(fields: Fields): ReadonlyMap<string, Entry> {
  const coded = textMap(fields, "data").map(
    ([key, value]) => [key, { bytes: base64Length(value), content: () => base64Text(value) }] as const,
  );
  const plain = textMap(fields, "stringData").map(
    ([key, value]) => [key, { bytes: byteLength(value), content: () => value }] as const,
  );
  return new Map([...coded, ...plain].sort(([a], [b]) => byBytes(a, b)));
}

function validateDockerConfig(key: string, data: ReadonlyMap<string, Entry>): readonly FieldError[] {
  const path: FieldPath = ["data", { key }];
  const entry = data.get(key);
  if (entry === undefined) return [required(path)];
  const error = goJsonError(entry.content(), "object", "map[string]interface {}");
  return error === undefined ? [] : [invalid(path, "<secret contents redacted>", error)];
}

/** What the type of a secret asks for. */
function validateType(fields: Fields, object: KubeObject, data: ReadonlyMap<string, Entry>): readonly FieldError[] {
  const need = (...keys: readonly string[]): readonly FieldError[] =>
    keys.filter((key) => !data.has(key)).map((key) => required(["data", { key }]));
  switch (optionalText(fields, "type")) {
    case "kubernetes.io/service-account-token":
      return (object.metadata.annotations?.[ACCOUNT] ?? "") === ""
        ? [required(["metadata", "annotations", { key: ACCOUNT }])]
        : [];
    case "kubernetes.io/dockercfg":
      return validateDockerConfig(".dockercfg", data);
    case "kubernetes.io/dockerconfigjson":
      return validateDockerConfig(".dockerconfigjson", data);
    case "kubernetes.io/basic-auth":
      return data.has("username") || data.has("password") ? [] : need("username", "password");
    case "kubernetes.io/ssh-auth":
      return (data.get("ssh-privatekey")?.bytes ?? 0) === 0 ? [required(["data", { key: "ssh-privatekey" }])] : [];
    case "kubernetes.io/tls":
      return need("tls.crt", "tls.key");
    default:
      return [];
  }
}

/** @see pkg/apis/core/validation/validation.go, `ValidateSecret` (1.36) */
function validateData(object: KubeObject): readonly FieldError[] {
  const fields = fieldsFrom(object);
  const data = entries(fields);
  const size = [...data.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...[...data.keys()].flatMap((key) => [...invalidEach(["data", { key }], key, configKeyFlaws(key))]),
    ...(size > MAX_DATA_BYTES ? [tooLong(["data"], MAX_DATA_BYTES)] : []),
    ...validateType(fields, object, data),
  ];
}

/** What is wrong with a new Secret, in upstream's order. */
export function validateSecret(object: KubeObject): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateData(object)];
}

/** What is wrong with a change to a Secret: its type stays, and an immutable one stays so, with its data. */
export function validateSecretUpdate(object: KubeObject, old: KubeObject): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata)];
  const [fields, before] = [fieldsFrom(object), fieldsFrom(old)];
  errors.push(...validateImmutable(["type"], fields["type"] ?? "Opaque", before["type"] ?? "Opaque"));
  if (flag(before, "immutable")) {
    if (!flag(fields, "immutable")) errors.push(forbiddenField(["immutable"], IMMUTABLE));
    if (!sameJson(fields["data"] ?? {}, before["data"] ?? {})) errors.push(forbiddenField(["data"], IMMUTABLE));
  }
  return [...errors, ...validateData(object)];
}

/** A certificate without a PEM block. What is inside of one is not looked at. @see pkg/api/secret/warnings.go (1.36) */
export function secretWarnings(object: KubeObject): readonly string[] {
  const fields = fieldsFrom(object);
  if (optionalText(fields, "type") !== "kubernetes.io/tls") return [];
  const data = entries(fields);
  const isPem = (key: string): boolean => /-----BEGIN [^-]+-----[\s\S]*-----END/.test(data.get(key)?.content() ?? "");
  if (!isPem("tls.crt")) return ["tls: failed to find any PEM data in certificate input"];
  return isPem("tls.key") ? [] : ["tls: failed to find any PEM data in key input"];
}
