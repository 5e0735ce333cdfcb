import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, required, type FieldError } from "../../field-error.ts";
import { child, fieldsFrom, list, text, texts, type Fields } from "../../validation/fields.ts";
import { printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { validateMetadata, validateMetadataUpdate } from "../../validation/metadata.ts";
import { amounts, isQuotaResource, validateAmount, validateResourceName } from "../../validation/resources.ts";
import type { ResourceQuota } from "./types.ts";

const SPEC: FieldPath = ["spec"];
const COMPUTE = ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];
const OF_PODS = new Set(["pods", ...COMPUTE]);

/** The resources that each scope can be about; any, where there is no set. */
const SCOPES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["Terminating", OF_PODS],
  ["NotTerminating", OF_PODS],
  ["BestEffort", new Set(["pods"])],
  ["NotBestEffort", OF_PODS],
  ["PriorityClass", OF_PODS],
  ["CrossNamespacePodAffinity", OF_PODS],
  ["VolumeAttributesClass", new Set(["persistentvolumeclaims", "requests.storage"])],
]);
const CONFLICTS = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
] as const;
const EXIST_ONLY = ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity"];

const SCOPE_SELECTOR: GoStruct = [
  [
    "MatchExpressions",
    {
      listOf: [
        ["ScopeName", "text"],
        ["Operator", "text"],
        ["Values", "pointer"],
      ],
    },
  ],
];

function validateHard(spec: Fields): readonly FieldError[] {
  return amounts(spec, "hard").flatMap((amount) => {
    const [resource] = amount;
    const path = [...SPEC, "hard", { key: resource }];
    const isStandard = resource.includes("/") || isQuotaResource(resource);
    return [
      ...validateResourceName(path, resource),
      ...(isStandard ? [] : [invalid(path, resource, "must be a standard resource for quota")]),
      ...validateAmount(path, amount),
    ];
  });
}

/** How often a scope is asked of a resource that it has nothing to do with. */
function misapplied(spec: Fields, scope: string): number {
  const fitting = SCOPES.get(scope);
  return amounts(spec, "hard").filter(([resource]) => isQuotaResource(resource) && fitting?.has(resource) === false)
    .length;
}

function validateConflicts(path: FieldPath, spec: Fields, scopes: readonly string[]): readonly FieldError[] {
  return CONFLICTS.filter((pair) => pair.every((scope) => scopes.includes(scope))).map(() =>
    invalid(path, spec["scopes"] ?? null, "conflicting scopes"),
  );
}

/** @see pkg/apis/core/validation/validation.go, `validateResourceQuotaScopes` (1.36); likewise those below */
function validateScopes(spec: Fields): readonly FieldError[] {
  const path = [...SPEC, "scopes"];
  const scopes = texts(spec, "scopes");
  const errors = scopes.flatMap((scope) => [
    ...(SCOPES.has(scope) ? [] : [invalid(path, scopes, "unsupported scope")]),
    ...Array.from({ length: misapplied(spec, scope) }, () =>
      invalid(path, scopes, "unsupported scope applied to resource"),
    ),
  ]);
  return [...errors, ...validateConflicts(path, spec, scopes)];
}

function validateOperator(path: FieldPath, requirement: Fields): readonly FieldError[] {
  const operator = text(requirement, "operator");
  const values = texts(requirement, "values");
  const errors: FieldError[] = [];
  if (EXIST_ONLY.includes(text(requirement, "scopeName")) && operator !== "Exists")
    errors.push(
      invalid(
        [...path, "operator"],
        operator,
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, " +
          "ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
      ),
    );
  if (["In", "NotIn"].includes(operator)) {
    if (values.length === 0)
      errors.push(
        required(
          [...path, "values"],
          "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
        ),
      );
  } else if (["Exists", "DoesNotExist"].includes(operator)) {
    if (values.length > 0)
      errors.push(
        invalid(
          [...path, "values"],
          values,
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
        ),
      );
  } else errors.push(invalid([...path, "operator"], operator, "not a valid selector operator"));
  return errors;
}

function validateSelector(spec: Fields): readonly FieldError[] {
  const selector = child(spec, "scopeSelector");
  if (selector === undefined) return [];
  const path = [...SPEC, "scopeSelector", "matchExpressions"];
  const requirements = list(selector, "matchExpressions");
  const scopes = requirements.map((requirement) => text(requirement, "scopeName"));
  const errors = requirements.flatMap((requirement, index) => {
    const scope = scopes[index] ?? "";
    return [
      ...(SCOPES.has(scope) ? [] : [invalid([...path, "scopeName"], scope, "unsupported scope")]),
      ...Array.from({ length: misapplied(spec, scope) }, () =>
        invalid(path, printedStruct(selector, SCOPE_SELECTOR), "unsupported scope applied to resource"),
      ),
      ...validateOperator(path, requirement),
    ];
  });
  return [...errors, ...validateConflicts(path, spec, scopes)];
}

/** @see `ValidateResourceQuotaSpec` in the same file */
function validateSpec({ spec = {} }: ResourceQuota): readonly FieldError[] {
  const fields = fieldsFrom(spec);
  return [...validateHard(fields), ...validateScopes(fields), ...validateSelector(fields)];
}

/** What is wrong with a new ResourceQuota, in upstream's order. */
export function validateResourceQuota(object: ResourceQuota): readonly FieldError[] {
  return [...validateMetadata(object.metadata), ...validateSpec(object)];
}

function scopesOf({ spec = {} }: ResourceQuota): string {
  return [...new Set(texts(fieldsFrom(spec), "scopes"))].sort().join();
}

/** Its scopes stay. */
export function validateResourceQuotaUpdate(object: ResourceQuota, old: ResourceQuota): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata), ...validateSpec(object)];
  if (scopesOf(object) === scopesOf(old)) return errors;
  return [...errors, invalid([...SPEC, "scopes"], object.spec?.scopes ?? null, "field is immutable")];
}
