import type { FieldPath } from "../../../base/field-path.ts";
import { goText } from "../../../base/go-text.ts";
import { byBytes } from "../../../base/json.ts";
import { forbiddenField, invalid, type FieldError } from "../../field-error.ts";
import { child, has, list, optionalText, text, type Fields } from "../../validation/fields.ts";
import { goJsonError } from "../../validation/go-json-error.ts";
import { placedContainers } from "./placed-containers.ts";
import { DELETION_COST } from "./types.ts";
import { validateDescendingPath } from "./validate-paths.ts";
import { validateTolerations } from "./validate-scheduling.ts";

export const MIRROR = "kubernetes.io/config.mirror";
const TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations";
export const POD_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
export const CONTAINER_SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
export const CONTAINER_APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

function validateTolerationsAnnotation(path: FieldPath, value: string): readonly FieldError[] {
  if (value === "") return [];
  const error = goJsonError(value, "array", "[]core.Toleration");
  if (error !== undefined) return [invalid(path, TOLERATIONS, error)];
  return validateTolerations([...path, TOLERATIONS], list({ value: JSON.parse(value) as unknown }, "value"));
}

function isInt32(value: string): boolean {
  if (!/^(0|-[0-9]+|[1-9][0-9]*)$/.test(value)) return false;
  return Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31;
}

function validateSeccompAnnotation(path: FieldPath, profile: string): readonly FieldError[] {
  if (["runtime/default", "docker/default", "unconfined"].includes(profile)) return [];
  if (profile.startsWith("localhost/")) return validateDescendingPath(path, profile.slice("localhost/".length));
  return [invalid(path, profile, "must be a valid seccomp profile")];
}

function validateAppArmorAnnotation(
  path: FieldPath,
  key: string,
  profile: string,
  spec: Fields,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const at = [...path, { key }];
  const container = key.slice(CONTAINER_APPARMOR.length);
  if (!placedContainers([], spec).some(([, each]) => text(each, "name") === container))
    errors.push(invalid(at, container, "container not found"));
  if (profile !== "" && !["runtime/default", "unconfined"].includes(profile) && !profile.startsWith("localhost/"))
    errors.push(invalid(at, profile, `invalid AppArmor profile name: ${goText(profile)}`));
  return errors;
}

function isAboutProfiles(key: string): boolean {
  return key === POD_SECCOMP || key.startsWith(CONTAINER_SECCOMP) || key.startsWith(CONTAINER_APPARMOR);
}

function isAboutPods(key: string): boolean {
  return key === MIRROR || key === TOLERATIONS || key === DELETION_COST || isAboutProfiles(key);
}

/** The annotations that a check is about, by key. */
function annotationsAbout(metadata: Fields | undefined, isAbout: (key: string) => boolean): Map<string, string> {
  const about = new Map<string, string>();
  const annotations = child(metadata, "annotations");
  for (const key in annotations) if (isAbout(key)) about.set(key, text(annotations, key));
  return about.size < 2 ? about : new Map([...about].sort(([a], [b]) => byBytes(a, b)));
}

/**
 * Annotations that mean something on pods.
 * @see pkg/apis/core/validation/validation.go, `ValidatePodSpecificAnnotations` (1.36)
 */
export function validatePodAnnotations(
  path: FieldPath,
  metadata: Fields | undefined,
  spec: Fields,
): readonly FieldError[] {
  const value = annotationsAbout(metadata, isAboutPods);
  if (value.size === 0) return [];
  const errors: FieldError[] = [];
  if (value.has(MIRROR) && text(spec, "nodeName") === "") {
    const detail = "must set spec.nodeName if mirror pod annotation is set";
    errors.push(invalid([...path, { key: MIRROR }], value.get(MIRROR), detail));
  }
  errors.push(...validateTolerationsAnnotation(path, value.get(TOLERATIONS) ?? ""));
  const cost = value.get(DELETION_COST);
  if (cost !== undefined && !isInt32(cost))
    errors.push(invalid([...path, { key: DELETION_COST }], cost, "must be a 32bit integer"));
  const seccomp = value.get(POD_SECCOMP);
  if (seccomp !== undefined) errors.push(...validateSeccompAnnotation([...path, POD_SECCOMP], seccomp));
  for (const [key, profile] of value)
    if (key.startsWith(CONTAINER_SECCOMP)) errors.push(...validateSeccompAnnotation([...path, key], profile));
  for (const [key, profile] of value)
    if (key.startsWith(CONTAINER_APPARMOR)) errors.push(...validateAppArmorAnnotation(path, key, profile, spec));
  return errors;
}

interface ProfileWords {
  readonly annotation: string;
  readonly defaults: readonly string[];
  readonly word: string;
}

/** Whether an annotation says what the field says that replaced it. */
function validateAgreement(path: FieldPath, profile: Fields, words: ProfileWords): readonly FieldError[] {
  const { annotation, defaults, word } = words;
  const typeError = [forbiddenField([...path, "type"], `${word} type in annotation and field must match`)];
  switch (text(profile, "type")) {
    case "Unconfined":
      return annotation === "unconfined" ? [] : typeError;
    case "RuntimeDefault":
      return defaults.includes(annotation) ? [] : typeError;
    case "Localhost":
      if (!annotation.startsWith("localhost/")) return typeError;
      return annotation.slice("localhost/".length) === optionalText(profile, "localhostProfile")
        ? []
        : [forbiddenField([...path, "localhostProfile"], `${word} profile in annotation and field must match`)];
    default:
      return [];
  }
}

/** @see `validateSeccompAnnotationsAndFields`, `validateAppArmorAnnotationsAndFieldsMatchOnCreate` in the same file */
export function validateProfilesAgree(
  path: FieldPath,
  metadata: Fields | undefined,
  spec: Fields,
): readonly FieldError[] {
  const value = annotationsAbout(metadata, isAboutProfiles);
  if (value.size === 0) return [];
  const errors: FieldError[] = [];
  const context = child(spec, "securityContext");
  const seccompWords = { defaults: ["runtime/default", "docker/default"], word: "seccomp" };
  const check = (
    at: FieldPath,
    profile: Fields | undefined,
    key: string,
    words: Omit<ProfileWords, "annotation">,
  ): void => {
    const annotation = value.get(key);
    if (profile !== undefined && annotation !== undefined)
      errors.push(...validateAgreement(at, profile, { ...words, annotation }));
  };
  check([...path, "securityContext", "seccompProfile"], child(context, "seccompProfile"), POD_SECCOMP, seccompWords);
  const containers = placedContainers(path, spec);
  for (const [at, container] of containers) {
    const profile = child(child(container, "securityContext"), "seccompProfile");
    check(
      [...at, "securityContext", "seccompProfile"],
      profile,
      `${CONTAINER_SECCOMP}${text(container, "name")}`,
      seccompWords,
    );
  }
  if (text(child(spec, "os"), "name") === "windows") return errors;
  const armorWords = { defaults: ["runtime/default"], word: "apparmor" };
  for (const [at, container] of containers) {
    const own = child(container, "securityContext");
    const profile = child(has(own, "appArmorProfile") ? own : context, "appArmorProfile");
    check(
      [...at, "securityContext", "appArmorProfile"],
      profile,
      `${CONTAINER_APPARMOR}${text(container, "name")}`,
      armorWords,
    );
  }
  return errors;
}

/** How errors call an annotation that may not change. */
function fixedName(key: string): string | undefined {
  if (key.startsWith(CONTAINER_APPARMOR)) return "AppArmor annotations";
  return key === MIRROR ? "mirror pod annotation" : undefined;
}

function isFixed(key: string): boolean {
  return fixedName(key) !== undefined;
}

/** Annotations that may not change on a pod. @see `ValidatePodSpecificAnnotationUpdates` in the same file */
export function validateAnnotationChanges(path: FieldPath, metadata: Fields, old: Fields): readonly FieldError[] {
  const before = annotationsAbout(old, isFixed);
  const after = annotationsAbout(metadata, isFixed);
  const changed = [...before].filter(([key, value]) => after.get(key) !== value).map(([key]) => key);
  const added = [...after.keys()].filter((key) => !before.has(key));
  return [
    ...changed.map((key) => [key, "remove or update"] as const),
    ...added.map((key) => [key, "add"] as const),
  ].flatMap(([key, verb]) => {
    const name = fixedName(key);
    return name === undefined ? [] : [forbiddenField([...path, { key }], `may not ${verb} ${name}`)];
  });
}
