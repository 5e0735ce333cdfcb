import type { FieldPath } from "../../base/field-path.ts";
import { notSupported, type FieldError } from "../field-error.ts";
import { byteLength, nameIsSubdomain, patternFlaw, type Flaws } from "../names.ts";
import { text, type Fields } from "./fields.ts";
import { invalidEach } from "./labels.ts";

/** @see staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go, `InclusiveRangeError` (1.36) */
export const rangeFlaw = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`;

const MAX_ID = 2 ** 31 - 1;

/** A value of a list of choices, where an absent one has its default. */
export function validateChoice(
  path: FieldPath,
  value: string | undefined,
  choices: readonly string[],
): readonly FieldError[] {
  return value === undefined || choices.includes(value) ? [] : [notSupported(path, value, choices)];
}

/** The name of another object in a field that may be empty. */
export function validateOptionalName(path: FieldPath, spec: Fields, field: string): readonly FieldError[] {
  const value = text(spec, field);
  return value === "" ? [] : invalidEach([...path, field], value, nameIsSubdomain(value, false));
}

export function portNumberFlaws(port: number): Flaws {
  return port >= 1 && port <= 65535 ? [] : [rangeFlaw(1, 65535)];
}

/** A user or group of the operating system. */
export function idFlaws(id: number): Flaws {
  return id >= 0 && id <= MAX_ID ? [] : [rangeFlaw(0, MAX_ID)];
}

/** An IANA service name, as ports are named. @see `IsValidPortName` in the same file; likewise those below */
export function portNameFlaws(name: string): Flaws {
  const flaws: string[] = [];
  if (byteLength(name) > 15) flaws.push("must be no more than 15 characters");
  if (!/^[-a-z0-9]+$/.test(name)) flaws.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  if (!/[a-z]/.test(name)) flaws.push("must contain at least one letter (a-z)");
  if (name.includes("--")) flaws.push("must not contain consecutive hyphens");
  if (name.startsWith("-") || name.endsWith("-")) flaws.push("must not begin or end with a hyphen");
  return flaws;
}

/** The relaxed rule that has been the only one since 1.34. */
export function envNameFlaws(name: string): Flaws {
  if (/^[ -<>-~]+$/.test(name)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

const ENV_KEY = "[-._a-zA-Z][-._a-zA-Z0-9]*";
const ENV_KEY_FLAW = patternFlaw(
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not " +
    "start with a digit",
  ENV_KEY,
  "my.env-name",
  "MY_ENV.NAME",
  "MyEnvName1",
);

/** The strict rule, which kubectl keeps for names that are typed. */
export function typedEnvNameFlaws(name: string): Flaws {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) ? [] : [ENV_KEY_FLAW];
}

const CONFIG_KEY = "[-._a-zA-Z0-9]+";
const CONFIG_KEY_FLAW = patternFlaw(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  CONFIG_KEY,
  "key.name",
  "KEY_NAME",
  "key-name",
);

/** A key of a ConfigMap or Secret. */
export function configKeyFlaws(key: string): Flaws {
  const flaws: string[] = [];
  if (byteLength(key) > 253) flaws.push("must be no more than 253 characters");
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) flaws.push(CONFIG_KEY_FLAW);
  if (key === "." || key === "..") flaws.push(`must not be '${key}'`);
  else if (key.startsWith("..")) flaws.push("must not start with '..'");
  return flaws;
}

export function headerNameFlaws(name: string): Flaws {
  if (/^[-A-Za-z0-9]+$/.test(name)) return [];
  const sentence = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return [patternFlaw(sentence, "[-A-Za-z0-9]+", "X-Header-Name")];
}

export function percentFlaws(text: string): Flaws {
  if (/^[0-9]+%$/.test(text)) return [];
  const sentence = "a valid percent string must be a numeric string followed by an ending '%'";
  return [patternFlaw(sentence, "[0-9]+%", "1%", "93%")];
}
