import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, forbiddenField, invalid, notFoundField, required, type FieldError } from "../../field-error.ts";
import { has, list, number, optionalText, text, type Fields } from "../../validation/fields.ts";
import type { PlacedContainers } from "./placed-containers.ts";
import {
  validateContainer,
  validateInitRestartPolicy,
  validateRestartPolicy,
  type PodFacts,
} from "./validate-container.ts";
import { validateLifecycle, validateProbes } from "./validate-probes.ts";

/**
 * Host ports that two of the containers claim.
 * @see pkg/apis/core/validation/validation.go, `checkHostPortConflicts`
 */
function validateHostPorts(containers: PlacedContainers): readonly FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(([path, container]) =>
    list(container, "ports").flatMap((port, index) => {
      const hostPort = number(port, "hostPort");
      if (hostPort === 0) return [];
      const claim = `${text(port, "protocol")}/${text(port, "hostIP")}/${hostPort}`;
      if (taken.has(claim)) return [duplicate([...path, "ports", index, "hostPort"], claim)];
      taken.add(claim);
      return [];
    }),
  );
}

/** @see `validateContainers` in the same file (1.36) */
export function validateContainers(path: FieldPath, spec: Fields, pod: PodFacts): readonly FieldError[] {
  const containers = list(spec, "containers");
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, container] of containers.entries()) {
    const at = [...path, index];
    const name = text(container, "name");
    errors.push(...validateContainer(at, container, pod));
    if (names.has(name)) errors.push(duplicate([...at, "name"], name));
    names.add(name);
    errors.push(...validateLifecycle(at, container, pod.grace), ...validateProbes(at, container, pod.grace));
    errors.push(...validateRestartPolicy(at, container));
  }
  errors.push(...validateHostPorts(containers.map((container, index) => [[...path, index], container])));
  return errors;
}

const NOT_FOR_INIT = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];

/** A step that runs once cannot be started again because its resources change. */
function validateNoRestart(path: FieldPath, container: Fields): readonly FieldError[] {
  const detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
  return list(container, "resizePolicy").flatMap((policy, index) => {
    const restart = text(policy, "restartPolicy");
    return restart === "RestartContainer" ? [invalid([...path, index, "restartPolicy"], restart, detail)] : [];
  });
}

/** @see `validateInitContainers` in the same file */
export function validateInitContainers(path: FieldPath, spec: Fields, pod: PodFacts): readonly FieldError[] {
  if (list(spec, "initContainers").length === 0) return [];
  const names = new Set(list(spec, "containers").map((container) => text(container, "name")));
  return list(spec, "initContainers").flatMap((container, index) => {
    const at = [...path, index];
    const name = text(container, "name");
    const errors = [...validateContainer(at, container, pod), ...validateInitRestartPolicy(at, container)];
    if (names.has(name)) errors.push(duplicate([...at, "name"], name));
    else if (name !== "") names.add(name);
    // Upstream checks each init container alone, and so counts it as the first.
    errors.push(...validateHostPorts([[[...path, 0], container]]));
    if (optionalText(container, "restartPolicy") === "Always")
      return [...errors, ...validateLifecycle(at, container, pod.grace), ...validateProbes(at, container, pod.grace)];
    const detail = "may not be set for init containers without restartPolicy=Always";
    return [
      ...errors,
      ...NOT_FOR_INIT.filter((field) => has(container, field)).map((field) => forbiddenField([...at, field], detail)),
      ...validateNoRestart([...at, "resizePolicy"], container),
    ];
  });
}

const NOT_FOR_EPHEMERAL = "cannot be set for an Ephemeral Container";
const EPHEMERAL_FORBIDDEN = [
  "ports",
  "resources",
  "resizePolicy",
  "restartPolicy",
  "restartPolicyRules",
  "livenessProbe",
  "readinessProbe",
  "startupProbe",
  "lifecycle",
];

function isSet(container: Fields, name: string): boolean {
  const value = container[name];
  if (value == null) return false;
  return name !== "resources" || Object.keys(value).length > 0;
}

/** What pods must not have although templates may. @see `validateContainerOnlyForPod` in the same file */
export function validateImageOfPod(path: FieldPath, container: Fields): readonly FieldError[] {
  const image = text(container, "image");
  return image === image.trim()
    ? []
    : [invalid([...path, "image"], image, "must not have leading or trailing whitespace")];
}

/** @see `validateEphemeralContainers` in the same file */
export function validateEphemeralContainers(path: FieldPath, spec: Fields, pod: PodFacts): readonly FieldError[] {
  if (list(spec, "ephemeralContainers").length === 0) return [];
  const others = new Set(
    [...list(spec, "containers"), ...list(spec, "initContainers")].map((container) => text(container, "name")),
  );
  const names = new Set(others);
  return list(spec, "ephemeralContainers").flatMap((container, index) => {
    const at = [...path, index];
    const name = text(container, "name");
    const target = text(container, "targetContainerName");
    const errors = [...validateContainer(at, container, pod), ...validateImageOfPod(at, container)];
    if (names.has(name)) errors.push(duplicate([...at, "name"], name));
    names.add(name);
    if (target !== "" && !others.has(target)) errors.push(notFoundField([...at, "targetContainerName"], target));
    for (const field of EPHEMERAL_FORBIDDEN)
      if (isSet(container, field)) errors.push(forbiddenField([...at, field], NOT_FOR_EPHEMERAL));
    for (const [mountIndex, mount] of list(container, "volumeMounts").entries())
      for (const field of ["subPath", "subPathExpr"])
        if (text(mount, field) !== "")
          errors.push(forbiddenField([...at, "volumeMounts", mountIndex, field], NOT_FOR_EPHEMERAL));
    return errors;
  });
}
