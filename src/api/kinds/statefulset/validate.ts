import { joinWithAnd } from "../../../base/join-with-and.ts";
import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { nameIsLabel, labelFlaws } from "../../names.ts";
import type { StrategyContext } from "../../strategy.ts";
import {
  child,
  fieldsFrom,
  has,
  list,
  number,
  optionalNumber,
  optionalText,
  text,
  type Fields,
} from "../../validation/fields.ts";
import { printedSelector, printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { invalidEach, isEmptySelector, validateLabelSelector } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { ofField } from "../../validation/of-field.ts";
import { plainAmounts } from "../../validation/resources.ts";
import {
  intOrPercentNumber,
  validateAtMost100Percent,
  validateIntOrPercent,
  validateNonNegative,
  type IntOrPercent,
} from "../../validation/numbers.ts";
import { validateClaimSpec } from "../persistentvolumeclaim/validate-spec.ts";
import { claimSpecWarnings } from "../persistentvolumeclaim/warnings.ts";
import {
  validateAlwaysRestarted,
  validatePodTemplate,
  validateTemplateLabels,
  validateTemplateMetadata,
} from "../pod/validate-template.ts";
import { podWarnings } from "../pod/warnings.ts";
import type { StatefulSet } from "./types.ts";

const RULES: MetadataRules = { namespaced: true, name: nameIsLabel };
const SPEC: FieldPath = ["spec"];

const ROLLING_UPDATE: GoStruct = [
  ["Partition", "number"],
  ["MaxUnavailable", "pointer"],
];
const UPDATE_STRATEGY: GoStruct = [
  ["Type", "text"],
  ["RollingUpdate", { pointerTo: ROLLING_UPDATE }],
];

function validateMaxUnavailable(path: FieldPath, value: IntOrPercent): readonly FieldError[] {
  const errors = [...validateIntOrPercent(path, value)];
  if (intOrPercentNumber(value) === 0) errors.push(invalid(path, value, "cannot be 0"));
  return [...errors, ...validateAtMost100Percent(path, value)];
}

function validateRollingUpdate(
  path: FieldPath,
  rolling: Fields | undefined,
  context: StrategyContext,
): readonly FieldError[] {
  if (rolling === undefined) return [];
  const errors = [...validateNonNegative([...path, "partition"], optionalNumber(rolling, "partition"))];
  if (context.gates.MaxUnavailableStatefulSet && has(rolling, "maxUnavailable"))
    errors.push(...validateMaxUnavailable([...path, "maxUnavailable"], rolling["maxUnavailable"] as IntOrPercent));
  return errors;
}

function validateUpdateStrategy(path: FieldPath, spec: Fields, context: StrategyContext): readonly FieldError[] {
  const strategy = child(spec, "updateStrategy") ?? {};
  const rolling = child(strategy, "rollingUpdate");
  const at = [...path, "rollingUpdate"];
  switch (optionalText(strategy, "type") ?? "RollingUpdate") {
    case "":
      return [required(path)];
    case "RollingUpdate":
      return validateRollingUpdate(at, rolling, context);
    case "OnDelete":
      if (rolling === undefined) return [];
      return [invalid(at, printedStruct(rolling, ROLLING_UPDATE), "only allowed for updateStrategy 'RollingUpdate'")];
    default:
      return [invalid(path, printedStruct(strategy, UPDATE_STRATEGY), "must be 'RollingUpdate' or 'OnDelete'")];
  }
}

function validatePodManagement(path: FieldPath, spec: Fields): readonly FieldError[] {
  const policy = optionalText(spec, "podManagementPolicy") ?? "OrderedReady";
  if (policy === "") return [required(path)];
  if (policy === "OrderedReady" || policy === "Parallel") return [];
  return [invalid(path, policy, "must be 'OrderedReady' or 'Parallel'")];
}

const RETENTION = ["Retain", "Delete"];

function validateRetention(path: FieldPath, spec: Fields): readonly FieldError[] {
  const policy = child(spec, "persistentVolumeClaimRetentionPolicy");
  return ["whenDeleted", "whenScaled"].flatMap((name) => {
    const value = optionalText(policy, name);
    return value === undefined || RETENTION.includes(value) ? [] : [notSupported([...path, name], value, RETENTION)];
  });
}

function validateSelector(path: FieldPath, selector: Fields | undefined): readonly FieldError[] {
  if (selector === undefined) return [required(path)];
  const errors = [...validateLabelSelector(path, selector)];
  if (isEmptySelector(selector))
    errors.push(invalid(path, printedSelector(selector), "empty selector is invalid for statefulset"));
  return errors;
}

/** The template as its pods will be: with a volume for each claim template, instead of any of that name. */
function withClaims(template: Fields, claims: readonly Fields[]): Fields {
  if (claims.length === 0) return template;
  const spec = child(template, "spec") ?? {};
  const names = claims.map((claim) => text(child(claim, "metadata"), "name"));
  const volumes = [
    ...[...new Set(names)].map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    ...list(spec, "volumes").filter((volume) => !names.includes(text(volume, "name"))),
  ];
  return { ...template, spec: { ...spec, volumes } };
}

/**
 * Metadata is looked at twice, as upstream does, so that its errors come twice. The controller overwrites hostname and
 * subdomain.
 */
function validateTemplate(path: FieldPath, spec: Fields, selector: Fields | undefined): readonly FieldError[] {
  const template = child(spec, "template") ?? {};
  const ignoresLabels = selector !== undefined && isEmptySelector(selector);
  return [
    ...(ignoresLabels ? [] : validateTemplateLabels(path, template, selector)),
    ...validateTemplateMetadata(path, template),
    ...validatePodTemplate(path, withClaims(template, list(spec, "volumeClaimTemplates")), { ignoreHostname: true }),
  ];
}

interface SpecOptions {
  readonly context: StrategyContext;
  /** Parts that cannot change anyway are not looked at again in an update. */
  readonly isUpdate: boolean;
  readonly skipTemplate: boolean;
}

const validateClaims = ofField("volumeClaimTemplates", (path, spec) =>
  list(spec, "volumeClaimTemplates").flatMap((claim, index) =>
    validateClaimSpec([...path, index, "spec"], child(claim, "spec") ?? {}),
  ),
);

function validateServiceName(spec: Fields): readonly FieldError[] {
  const name = text(spec, "serviceName");
  return name === "" ? [] : invalidEach([...SPEC, "serviceName"], name, labelFlaws(name));
}

/** @see pkg/apis/apps/validation/validation.go, `ValidateStatefulSetSpec` (1.36) */
function validateSpec(spec: Fields, { context, isUpdate, skipTemplate }: SpecOptions): readonly FieldError[] {
  const selector = child(spec, "selector");
  const template = [...SPEC, "template"];
  const errors = [
    ...validatePodManagement([...SPEC, "podManagementPolicy"], spec),
    ...validateUpdateStrategy([...SPEC, "updateStrategy"], spec, context),
    ...validateRetention([...SPEC, "persistentVolumeClaimRetentionPolicy"], spec),
    ...(isUpdate ? [] : validateClaims(SPEC, spec)),
    ...validateNonNegative([...SPEC, "replicas"], optionalNumber(spec, "replicas")),
    ...validateNonNegative([...SPEC, "minReadySeconds"], optionalNumber(spec, "minReadySeconds")),
    ...validateNonNegative([...SPEC, "ordinals", "start"], number(child(spec, "ordinals"), "start")),
    ...(isUpdate ? [] : validateServiceName(spec)),
    ...validateSelector([...SPEC, "selector"], selector),
  ];
  if (selector !== undefined && validateLabelSelector([], selector).length > 0)
    errors.push(invalid([...SPEC, "selector"], printedSelector(selector), ""));
  else if (!skipTemplate) errors.push(...validateTemplate(template, spec, selector));
  return [...errors, ...validateAlwaysRestarted(template, child(spec, "template") ?? {}, "StatefulSet")];
}

/**
 * What is wrong with a new StatefulSet, in upstream's order.
 * @see pkg/apis/apps/validation/validation.go, `ValidateStatefulSet` (1.36)
 */
export function validateStatefulSet(object: StatefulSet, context: StrategyContext): readonly FieldError[] {
  const spec = fieldsFrom(object.spec ?? {});
  return [
    ...validateMetadata(object.metadata, RULES),
    ...validateSpec(spec, { context, isUpdate: false, skipTemplate: false }),
  ];
}

/** What an update of a StatefulSet may change of its spec. @see `ValidateStatefulSetUpdate` in the same file */
export const MUTABLE_FIELDS: readonly string[] = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
];
const MUTABLE_TEXT = joinWithAnd(MUTABLE_FIELDS.map((name) => `'${name}'`));
const FROZEN = ["serviceName", "selector", "podManagementPolicy"];

/** Absent and empty are one to upstream's comparison. */
function plain(value: unknown): unknown {
  return value == null || value === "" || (Array.isArray(value) && value.length === 0) ? null : value;
}

/** A claim template whose amounts are in one notation: upstream compares what they are worth. */
function withPlainAmounts(claim: Fields): Fields {
  const spec = child(claim, "spec") ?? {};
  const resources = child(spec, "resources") ?? {};
  const [limits, requests] = [plainAmounts(resources, "limits"), plainAmounts(resources, "requests")];
  return { ...claim, spec: { ...spec, resources: { ...resources, limits, requests } } };
}

function plainClaims(spec: Fields): readonly Fields[] {
  return list(spec, "volumeClaimTemplates").map(withPlainAmounts);
}

function sameClaims(spec: Fields, old: Fields): boolean {
  if (sameJson(spec["volumeClaimTemplates"], old["volumeClaimTemplates"])) return true;
  return sameJson(plainClaims(spec), plainClaims(old));
}

function validateFrozen(spec: Fields, old: Fields): readonly FieldError[] {
  if (FROZEN.every((name) => sameJson(plain(spec[name]), plain(old[name]))) && sameClaims(spec, old)) return [];
  const detail = `updates to statefulset spec for fields other than ${MUTABLE_TEXT} are forbidden`;
  return [forbiddenField(SPEC, detail)];
}

/**
 * What is wrong with a change to a StatefulSet. A stored template that today's rules would refuse does not stand in
 * the way of other changes.
 * @see `ValidateStatefulSetUpdate` in the same file
 */
export function validateStatefulSetUpdate(
  object: StatefulSet,
  old: StatefulSet,
  context: StrategyContext,
): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata)];
  if (object.spec === old.spec) return errors;
  const spec = fieldsFrom(object.spec ?? {});
  const before = fieldsFrom(old.spec ?? {});
  const checked = validateSpec(spec, { context, isUpdate: true, skipTemplate: false });
  const wasBroken =
    checked.length > 0 && validateSpec(before, { context, isUpdate: true, skipTemplate: false }).length > 0;
  errors.push(...(wasBroken ? validateSpec(spec, { context, isUpdate: true, skipTemplate: true }) : checked));
  return [...errors, ...validateFrozen(spec, before)];
}

const HISTORY_WARNING =
  "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended";

/** Only the warnings about claims keep their path's odd form in updates. */
function claimWarnings(spec: Fields, isUpdate: boolean): readonly string[] {
  return list(spec, "volumeClaimTemplates").flatMap((claim, index) => {
    const path = [...SPEC, "volumeClaimTemplates", index];
    return claimSpecWarnings(isUpdate ? [...path, "Spec"] : path, child(claim, "spec") ?? {});
  });
}

/**
 * Of an update that changes anything in the spec, the template is told of as of a new set's; the rest is told always.
 * @see pkg/registry/apps/statefulset/strategy.go, `WarningsOnCreate`, `WarningsOnUpdate` (1.36)
 */
export function statefulSetWarnings(object: StatefulSet, old: StatefulSet | undefined): readonly string[] {
  const spec = fieldsFrom(object.spec ?? {});
  const isChanged = old === undefined || object.metadata.generation !== old.metadata.generation;
  const ofTemplate = isChanged ? podWarnings([...SPEC, "template"], child(spec, "template")) : [];
  const history = number(spec, "revisionHistoryLimit") < 0 ? [HISTORY_WARNING] : [];
  return [...ofTemplate, ...claimWarnings(spec, old !== undefined), ...history];
}
