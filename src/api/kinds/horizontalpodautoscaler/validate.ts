import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { pathSegmentFlaws } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import { child, fieldsFrom, has, list, number, optionalNumber, text, type Fields } from "../../validation/fields.ts";
import { invalidEach, validateLabelSelector } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { cpuMetric } from "./defaults.ts";
import { validateBehavior } from "./validate-behavior.ts";

const SPEC: FieldPath = ["spec"];

function validateReplicas(spec: Fields, least: number): readonly FieldError[] {
  const errors: FieldError[] = [];
  const min = optionalNumber(spec, "minReplicas");
  const max = number(spec, "maxReplicas");
  const path = [...SPEC, "maxReplicas"];
  if (min !== undefined && min < least)
    errors.push(invalid([...SPEC, "minReplicas"], min, `must be greater than or equal to ${least}`));
  if (max === 0) errors.push(required(path, "must be set and greater than 0"));
  else if (max < 1) errors.push(invalid(path, max, "must be greater than or equal to 1"));
  if (max < (min ?? 1)) errors.push(invalid(path, max, "must be greater than or equal to `minReplicas`"));
  return errors;
}

function validateSegment(path: FieldPath, owner: Fields, name: string): readonly FieldError[] {
  const value = text(owner, name);
  return value === "" ? [required([...path, name])] : invalidEach([...path, name], value, pathSegmentFlaws(value));
}

/** What the apiVersion of a reference has to be: one with a group, one that can be read, or anything. */
type VersionRule = "grouped" | "readable" | "any";

/** @see pkg/apis/autoscaling/validation/validation.go, `ValidateAPIVersion` (1.36) */
function versionFlaw(version: string, rule: VersionRule): string | undefined {
  const parts = version.split("/");
  if (rule === "any") return undefined;
  if (parts.length > 2) return `unexpected GroupVersion string: ${version}`;
  const hasGroup = parts.length === 2 && parts[0] !== "";
  return hasGroup || rule === "readable" ? undefined : "apiVersion must specify API group";
}

/** A reference to another object. @see `ValidateCrossVersionObjectReference` in the same file */
function validateReference(path: FieldPath, reference: Fields, rule: VersionRule): readonly FieldError[] {
  const version = text(reference, "apiVersion");
  const flaw = versionFlaw(version, rule);
  return [
    ...validateSegment(path, reference, "kind"),
    ...validateSegment(path, reference, "name"),
    ...(flaw === undefined ? [] : [invalid([...path, "apiVersion"], version, flaw)]),
  ];
}

function isPositive(owner: Fields, name: string): boolean {
  const value = String(owner[name]);
  return !value.startsWith("-") && /[1-9]/.test(value);
}

function validateTarget(path: FieldPath, target: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  const type = text(target, "type");
  if (type === "") errors.push(required([...path, "type"], "must specify a metric target type"));
  if (!["Utilization", "Value", "AverageValue"].includes(type))
    errors.push(invalid([...path, "type"], type, "must be either Utilization, Value, or AverageValue"));
  for (const name of ["value", "averageValue"])
    if (has(target, name) && !isPositive(target, name))
      errors.push(invalid([...path, name], String(target[name]), "must be positive"));
  const utilization = optionalNumber(target, "averageUtilization");
  if (utilization !== undefined && utilization < 1)
    errors.push(invalid([...path, "averageUtilization"], utilization, "must be greater than 0"));
  return errors;
}

function validateIdentifier(path: FieldPath, metric: Fields): readonly FieldError[] {
  const name = text(metric, "name");
  const named =
    name === ""
      ? [required([...path, "name"], "must specify a metric name")]
      : invalidEach([...path, "name"], name, pathSegmentFlaws(name));
  return [...named, ...validateLabelSelector([...path, "selector"], child(metric, "selector"))];
}

/** `described`: what the apiVersion of the object that a metric is about has to be. */
type SourceRule = (path: FieldPath, source: Fields, described: VersionRule) => readonly FieldError[];

const targetOf = (source: Fields): Fields => child(source, "target") ?? {};
const ONE_TARGET = "may not set both a target raw value and a target utilization";

const validateResource: SourceRule = (path, source) => {
  const target = targetOf(source);
  const at = [...path, "target"];
  const errors: FieldError[] = [];
  if (text(source, "name") === "") errors.push(required([...path, "name"], "must specify a resource name"));
  errors.push(...validateTarget(at, target));
  const [utilization, value] = [has(target, "averageUtilization"), has(target, "averageValue")];
  if (!utilization && !value)
    errors.push(required([...at, "averageUtilization"], "must set either a target raw value or a target utilization"));
  if (utilization && value) errors.push(forbiddenField([...at, "averageValue"], ONE_TARGET));
  return errors;
};

const validateContainerResource: SourceRule = (path, source, described) => [
  ...validateResource(path, source, described),
  ...(text(source, "container") === "" ? [required([...path, "container"], "must specify a container name")] : []),
];

const validatePods: SourceRule = (path, source) => {
  const target = targetOf(source);
  const positive = has(target, "averageValue") && isPositive(target, "averageValue");
  return [
    ...validateIdentifier([...path, "metric"], child(source, "metric") ?? {}),
    ...validateTarget([...path, "target"], target),
    ...(positive ? [] : [required([...path, "target", "averageValue"], "must specify a positive target averageValue")]),
  ];
};

const validateObject: SourceRule = (path, source, described) => {
  const target = targetOf(source);
  const set = has(target, "value") || has(target, "averageValue");
  return [
    ...validateReference([...path, "describedObject"], child(source, "describedObject") ?? {}, described),
    ...validateIdentifier([...path, "metric"], child(source, "metric") ?? {}),
    ...validateTarget([...path, "target"], target),
    ...(set ? [] : [required([...path, "target", "averageValue"], "must set either a target value or averageValue")]),
  ];
};

const validateExternal: SourceRule = (path, source) => {
  const target = targetOf(source);
  const [value, average] = [has(target, "value"), has(target, "averageValue")];
  return [
    ...validateIdentifier([...path, "metric"], child(source, "metric") ?? {}),
    ...validateTarget([...path, "target"], target),
    ...(value || average
      ? []
      : [
          required(
            [...path, "target", "averageValue"],
            "must set either a target value for metric or a per-pod target",
          ),
        ]),
    ...(value && average
      ? [
          forbiddenField(
            [...path, "target", "value"],
            "may not set both a target value for metric and a per-pod target",
          ),
        ]
      : []),
  ];
};

/** In upstream's order: the first one is looked into, any other is refused. */
const SOURCES: readonly (readonly [name: string, rule: SourceRule])[] = [
  ["object", validateObject],
  ["external", validateExternal],
  ["pods", validatePods],
  ["resource", validateResource],
  ["containerResource", validateContainerResource],
];
const TYPES = ["ContainerResource", "External", "Object", "Pods", "Resource"];

/** @see pkg/apis/autoscaling/validation/validation.go, `validateMetricSpec` (1.36) */
function validateMetric(path: FieldPath, metric: Fields, described: VersionRule): readonly FieldError[] {
  const errors: FieldError[] = [];
  const type = text(metric, "type");
  if (type === "") errors.push(required([...path, "type"], "must specify a metric source type"));
  if (!TYPES.includes(type)) errors.push(notSupported([...path, "type"], type, TYPES));
  const present = SOURCES.filter(([name]) => has(metric, name));
  const [first] = present;
  if (first !== undefined) errors.push(...first[1]([...path, first[0]], child(metric, first[0]) ?? {}, described));
  const expected = type.slice(0, 1).toLowerCase() + type.slice(1);
  if (!TYPES.includes(type)) errors.push(notSupported([...path, "type"], type, TYPES));
  else if (!present.some(([name]) => name === expected))
    errors.push(required([...path, expected], "must populate information for the given metric source"));
  if (present.length !== 1)
    for (const [name] of present)
      if (name !== expected) errors.push(forbiddenField([...path, name], "must populate the given metric source only"));
  return errors;
}

/** The metrics as v2 has them, in which v1 is validated. */
function metricsOf(spec: Fields): readonly Fields[] {
  const percentage = optionalNumber(spec, "targetCPUUtilizationPercentage");
  return percentage === undefined ? list(spec, "metrics") : [cpuMetric(percentage)];
}

/** Without pods there are no metrics of pods: what scales to none needs one from elsewhere. @see `validateMetrics` */
function validateMetrics(spec: Fields, described: VersionRule): readonly FieldError[] {
  const metrics = metricsOf(spec);
  const path = [...SPEC, "metrics"];
  const errors = metrics.flatMap((metric, index) => validateMetric([...path, index], metric, described));
  const isElsewhere = metrics.some((metric) => ["External", "Object"].includes(text(metric, "type")));
  if (optionalNumber(spec, "minReplicas") !== 0 || isElsewhere) return errors;
  const detail = "must specify at least one Object or External metric to support scaling to zero replicas";
  return [...errors, forbiddenField(path, detail)];
}

/** What an update may go on with, and a new object may not have. */
interface Leniency {
  readonly leastReplicas: 0 | 1;
  readonly target: VersionRule;
  readonly described: VersionRule;
}

/** @see `validateHorizontalPodAutoscalerSpec` in the same file */
function validateSpec(spec: Fields, { leastReplicas, target, described }: Leniency): readonly FieldError[] {
  return [
    ...validateReplicas(spec, leastReplicas),
    ...validateReference([...SPEC, "scaleTargetRef"], targetOfSpec(spec), target),
    ...validateMetrics(spec, described),
    ...validateBehavior([...SPEC, "behavior"], child(spec, "behavior")),
  ];
}

const specOf = (object: KubeObject): Fields => child(fieldsFrom(object), "spec") ?? {};
const targetOfSpec = (spec: Fields): Fields => child(spec, "scaleTargetRef") ?? {};

/** The only kind of the core group that can be scaled needs no group. */
function targetRule(spec: Fields): VersionRule {
  return text(targetOfSpec(spec), "kind") === "ReplicationController" ? "readable" : "grouped";
}

/** What is wrong with a new HorizontalPodAutoscaler, in upstream's order. */
export function validateHorizontalPodAutoscaler(object: KubeObject): readonly FieldError[] {
  const spec = specOf(object);
  return [
    ...validateMetadata(object.metadata),
    ...validateSpec(spec, { leastReplicas: 1, target: targetRule(spec), described: "readable" }),
  ];
}

function describesUnreadably(spec: Fields): boolean {
  return list(spec, "metrics").some((metric) => {
    const described = child(child(metric, "object"), "describedObject");
    return text(metric, "type") === "Object" && versionFlaw(text(described, "apiVersion"), "readable") !== undefined;
  });
}

/**
 * One that scales to none may go on with it, and so may one whose target or metric names no apiVersion that exists.
 * @see pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go, `validationOptionsForHorizontalPodAutoscaler` (1.36)
 */
export function validateHorizontalPodAutoscalerUpdate(object: KubeObject, old: KubeObject): readonly FieldError[] {
  const [spec, before] = [specOf(object), specOf(old)];
  const isSameKind = ["apiVersion", "kind"].every(
    (name) => text(targetOfSpec(spec), name) === text(targetOfSpec(before), name),
  );
  const leniency: Leniency = {
    leastReplicas: optionalNumber(before, "minReplicas") === 0 ? 0 : 1,
    target: isSameKind ? "any" : targetRule(spec),
    described: describesUnreadably(before) ? "any" : "readable",
  };
  return [...validateMetadataUpdate(object.metadata, old.metadata), ...validateSpec(spec, leniency)];
}
