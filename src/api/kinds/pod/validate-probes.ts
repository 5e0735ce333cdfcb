import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { child, has, list, number, optionalNumber, text, texts, type Fields } from "../../validation/fields.ts";
import { headerNameFlaws, portNameFlaws, portNumberFlaws } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";
import { ofFieldGiven } from "../../validation/of-field.ts";
import { validateNonNegative } from "../../validation/numbers.ts";

/** A port by number or by name; an absent one is the number 0. */
export function validatePort(path: FieldPath, owner: Fields, name: string): readonly FieldError[] {
  const value = owner[name];
  if (typeof value === "string") return invalidEach(path, value, portNameFlaws(value));
  return invalidEach(path, number(owner, name), portNumberFlaws(number(owner, name)));
}

/** `grace` is the pod's grace period, which a sleep must not exceed. */
type HandlerRule = (path: FieldPath, action: Fields, grace: number) => readonly FieldError[];

const validateExec: HandlerRule = (path, action) =>
  texts(action, "command").length === 0 ? [required([...path, "command"])] : [];

const validateHttpGet: HandlerRule = (path, action) => {
  const errors: FieldError[] = [];
  if (has(action, "path") && text(action, "path") === "") errors.push(required([...path, "path"]));
  errors.push(...validatePort([...path, "port"], action, "port"));
  const scheme = has(action, "scheme") ? text(action, "scheme") : "HTTP";
  if (scheme !== "HTTP" && scheme !== "HTTPS")
    errors.push(notSupported([...path, "scheme"], scheme, ["HTTP", "HTTPS"]));
  for (const header of list(action, "httpHeaders"))
    errors.push(...invalidEach([...path, "httpHeaders"], text(header, "name"), headerNameFlaws(text(header, "name"))));
  return errors;
};

const validateTcpSocket: HandlerRule = (path, action) => validatePort([...path, "port"], action, "port");

const validateSleep: HandlerRule = (path, action, grace) => {
  const seconds = number(action, "seconds");
  if (seconds >= 0 && seconds <= grace) return [];
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${grace})`;
  return [invalid(path, seconds, detail)];
};

const HANDLERS: readonly (readonly [name: string, rule: HandlerRule])[] = [
  ["exec", validateExec],
  ["httpGet", validateHttpGet],
  ["tcpSocket", validateTcpSocket],
  ["grpc", validateTcpSocket],
  ["sleep", validateSleep],
];

/** @see pkg/apis/core/validation/validation.go, `validateHandler` (1.36) */
function validateHandler(path: FieldPath, handler: Fields, grace: number): readonly FieldError[] {
  const errors: FieldError[] = [];
  const present = HANDLERS.filter(([name]) => has(handler, name));
  for (const [index, [name, rule]] of present.entries())
    if (index === 0) errors.push(...rule([...path, name], child(handler, name) ?? {}, grace));
    else errors.push(forbiddenField([...path, name], "may not specify more than 1 handler type"));
  if (present.length === 0) errors.push(required(path, "must specify a handler type"));
  return errors;
}

const COUNTS = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

function validateProbe(path: FieldPath, probe: Fields, grace: number): readonly FieldError[] {
  const errors = [...validateHandler(path, probe, grace)];
  for (const name of COUNTS) errors.push(...validateNonNegative([...path, name], optionalNumber(probe, name)));
  const ownGrace = optionalNumber(probe, "terminationGracePeriodSeconds");
  if (ownGrace !== undefined && ownGrace <= 0)
    errors.push(invalid([...path, "terminationGracePeriodSeconds"], ownGrace, "must be greater than 0"));
  return errors;
}

function validateOneSuccess(path: FieldPath, probe: Fields): readonly FieldError[] {
  const threshold = optionalNumber(probe, "successThreshold") ?? 1;
  return threshold === 1 ? [] : [invalid([...path, "successThreshold"], threshold, "must be 1")];
}

function validateNamedProbe(
  name: string,
): (path: FieldPath, container: Fields, grace: number) => readonly FieldError[] {
  return (path, container, grace) => {
    const probe = child(container, name) ?? {};
    const errors = [...validateProbe(path, probe, grace)];
    const ownGrace = optionalNumber(probe, "terminationGracePeriodSeconds");
    if (name !== "readinessProbe") errors.push(...validateOneSuccess(path, probe));
    else if (ownGrace !== undefined)
      errors.push(invalid([...path, "terminationGracePeriodSeconds"], ownGrace, "must not be set for readinessProbes"));
    return errors;
  };
}

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"].map((name) =>
  ofFieldGiven(name, validateNamedProbe(name)),
);

/** The three probes of a container. @see `validateLivenessProbe` and its neighbours in the same file */
export function validateProbes(path: FieldPath, container: Fields, grace: number): readonly FieldError[] {
  return PROBES.flatMap((validate) => validate(path, container, grace));
}

const handlers = ofFieldGiven<FieldError, number>("lifecycle", (path, container, grace) =>
  ["postStart", "preStop"].flatMap((name) => {
    const handler = child(child(container, "lifecycle"), name);
    return handler === undefined ? [] : [...validateHandler([...path, name], handler, grace)];
  }),
);

/** @see `validateLifecycle` in the same file */
export function validateLifecycle(path: FieldPath, container: Fields, grace: number): readonly FieldError[] {
  return handlers(path, container, grace);
}
