import type { FieldPath } from "../../../base/field-path.ts";
import {
  duplicate,
  forbiddenField,
  invalid,
  notFoundField,
  notSupported,
  required,
  type FieldError,
} from "../../field-error.ts";
import { labelFlaws, nameIsSubdomain } from "../../names.ts";
import { child, has, list, optionalText, text, type Fields } from "../../validation/fields.ts";
import { printedStruct } from "../../validation/go-value.ts";
import { invalidEach } from "../../validation/labels.ts";
import {
  amounts,
  compareAmounts,
  isHugePages,
  isMultipleOfPageSize,
  mayOvercommit,
  validateAmount,
  validateContainerResourceName,
  validateResourceName,
  type Amount,
} from "../../validation/resources.ts";
import { aggregateResources } from "./aggregate-resources.ts";
import { RESOURCE_CLAIM } from "./go-pod.ts";

type NameRule = (path: FieldPath, resource: string) => readonly FieldError[];

function validateEntry(path: FieldPath, amount: Amount, nameRule: NameRule): readonly FieldError[] {
  return [...nameRule(path, amount[0]), ...validateAmount(path, amount)];
}

function validatePages(path: FieldPath, amount: Amount): readonly FieldError[] {
  const [resource, quantity] = amount;
  if (!isHugePages(resource) || isMultipleOfPageSize(amount)) return [];
  return [invalid(path, quantity, `${quantity} is not positive integer multiple of ${resource}`)];
}

/** A request against its limit. `path` is that of the requirements. */
function validateRequest(
  path: FieldPath,
  [resource, quantity]: Amount,
  limit: string | undefined,
): readonly FieldError[] {
  const at = [...path, "requests"];
  if (limit === undefined) {
    if (mayOvercommit(resource)) return [];
    return [required([...path, "limits"], "Limit must be set for non overcommitable resources")];
  }
  const order = compareAmounts(quantity, limit);
  if (order !== 0 && !mayOvercommit(resource))
    return [invalid(at, quantity, `must be equal to ${resource} limit of ${limit}`)];
  return order > 0 ? [invalid(at, quantity, `must be less than or equal to ${resource} limit of ${limit}`)] : [];
}

/** Whether a claim, or that request of it, was named before: `seen` has whole claims, and requests as `claim/request`. */
function validateClaimOnce(path: FieldPath, claim: Fields, seen: Set<string>): readonly FieldError[] {
  const name = text(claim, "name");
  const request = text(claim, "request");
  if (seen.has(name)) return [duplicate(path, name)];
  const key = request === "" ? name : `${name}/${request}`;
  const errors = request === "" ? [] : [...invalidEach([...path, "request"], request, labelFlaws(request))];
  if (seen.has(key)) errors.push(duplicate(path, key));
  else if (request === "")
    errors.push(...[...seen].filter((each) => each.startsWith(`${name}/`)).map(() => duplicate(path, name)));
  seen.add(key);
  return errors;
}

/** @see pkg/apis/core/validation/validation.go, `validateResourceClaimNames` (1.36) */
function validateClaimNames(path: FieldPath, owner: Fields, known: ReadonlySet<string>): readonly FieldError[] {
  const seen = new Set<string>();
  return list(owner, "claims").flatMap((claim, index) => {
    const at = [...path, index];
    const name = text(claim, "name");
    if (name === "") return [required(at)];
    const errors = validateClaimOnce(at, claim, seen);
    if (known.has(name)) return errors;
    const which = known.size === 0 ? " which is empty" : `: ${[...known].sort().join(", ")}`;
    const detail = `must be one of the names in pod.spec.resourceClaims${which}`;
    return [...errors, { ...notFoundField(at, name), detail }];
  });
}

/** @see pkg/apis/core/validation/validation.go, `validateResourceRequirements` (1.36) */
function validateRequirements(
  path: FieldPath,
  requirements: Fields,
  nameRule: NameRule,
  claims: ReadonlySet<string>,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const limits = amounts(requirements, "limits");
  const requests = amounts(requirements, "requests");
  const limitOf = new Map(limits);
  for (const limit of limits) {
    const at = [...path, "limits", { key: limit[0] }];
    errors.push(...validateEntry(at, limit, nameRule), ...validatePages(at, limit));
  }
  for (const request of requests) {
    const at = [...path, "requests", { key: request[0] }];
    errors.push(...validateEntry(at, request, nameRule));
    errors.push(...validateRequest(path, request, limitOf.get(request[0])), ...validatePages(at, request));
  }
  const resources = [...limits, ...requests].map(([resource]) => resource);
  if (resources.some(isHugePages) && !resources.includes("cpu") && !resources.includes("memory"))
    errors.push(forbiddenField(path, "HugePages require cpu or memory"));
  errors.push(...validateClaimNames([...path, "claims"], requirements, claims));
  return errors;
}

export function validateContainerResources(
  path: FieldPath,
  container: Fields,
  claims: ReadonlySet<string>,
): readonly FieldError[] {
  const requirements = child(container, "resources");
  if (requirements === undefined) return [];
  return validateRequirements(path, requirements, validateContainerResourceName, claims);
}

/** @see `validateOverhead` in the same file, which reads the overhead as limits */
export function validateOverhead(path: FieldPath, spec: Fields): readonly FieldError[] {
  if (!has(spec, "overhead")) return [];
  return validateRequirements(path, { limits: spec["overhead"] }, validateContainerResourceName, new Set());
}

const POD_RESOURCES = ["cpu", "hugepages-", "memory"];

const validatePodResourceName: NameRule = (path, resource) => {
  const errors = validateResourceName(path, resource);
  if (errors.length > 0 || ["cpu", "memory"].includes(resource) || isHugePages(resource)) return errors;
  return [notSupported(path, resource, POD_RESOURCES)];
};

/** Amounts of the pod as a whole that are less than what its containers have together. */
function validateTotals(
  path: FieldPath,
  own: readonly Amount[],
  totals: readonly Amount[],
  name: "requests" | "limits",
): readonly FieldError[] {
  const amountOf = new Map(own);
  return totals.flatMap(([resource, total]) => {
    const amount = amountOf.get(resource);
    if (amount === undefined || compareAmounts(total, amount) <= 0) return [];
    const detail = `must be greater than or equal to aggregate container ${name} of ${total}`;
    return [invalid([...path, name, { key: resource }], amount, detail)];
  });
}

/** @see `validatePodResourceConsistency` in the same file */
function validateConsistency(path: FieldPath, spec: Fields, resources: Fields): readonly FieldError[] {
  const limits = amounts(resources, "limits");
  const pages = aggregateResources(spec, "limits").filter(([resource]) => isHugePages(resource));
  const limitOf = new Map(limits);
  return [
    ...validateTotals(path, amounts(resources, "requests"), aggregateResources(spec, "requests"), "requests"),
    ...validateTotals(path, limits, pages, "limits"),
    ...list(spec, "containers").flatMap((container, index) =>
      amounts(child(container, "resources"), "limits").flatMap(([resource, own]) => {
        const limit = limitOf.get(resource);
        if (limit === undefined || compareAmounts(own, limit) <= 0) return [];
        const at = [...path, "containers", index, { key: resource }, "limits"];
        return [invalid(at, own, `must be less than or equal to pod limits of ${limit}`)];
      }),
    ),
  ];
}

/** The resources of the pod as a whole. @see `validatePodResources` in the same file */
export function validatePodResources(
  path: FieldPath,
  spec: Fields,
  claims: ReadonlySet<string>,
): readonly FieldError[] {
  const resources = child(spec, "resources");
  if (resources === undefined) return [];
  if (text(child(spec, "os"), "name") === "windows") return [forbiddenField(path, "may not be set for a windows pod")];
  const errors: FieldError[] = [];
  if (has(resources, "claims"))
    errors.push(forbiddenField([...path, "claims"], "claims may not be set for Resources at pod-level"));
  errors.push(...validateRequirements(path, resources, validatePodResourceName, claims));
  errors.push(...validateConsistency(path, spec, resources));
  return errors;
}

const CLAIM_SOURCES = ["resourceClaimName", "resourceClaimTemplateName"];

/** The pod's claims on devices. @see `validatePodResourceClaims` in the same file */
export function validateResourceClaims(path: FieldPath, spec: Fields): readonly FieldError[] {
  const names = new Set<string>();
  return list(spec, "resourceClaims").flatMap((claim, index) => {
    const at = [...path, index];
    const errors: FieldError[] = [];
    const name = text(claim, "name");
    if (name === "") errors.push(required([...at, "name"]));
    else if (names.has(name)) errors.push(duplicate([...at, "name"], name));
    else errors.push(...invalidEach([...at, "name"], name, labelFlaws(name)));
    names.add(name);
    const sources = CLAIM_SOURCES.filter((source) => has(claim, source));
    const printed = (): ReturnType<typeof printedStruct> => printedStruct(claim, RESOURCE_CLAIM);
    if (sources.length === 2)
      errors.push(
        invalid(at, printed(), "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"),
      );
    if (sources.length === 0)
      errors.push(invalid(at, printed(), "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"));
    for (const source of sources) {
      const value = optionalText(claim, source) ?? "";
      errors.push(...invalidEach([...at, source], value, nameIsSubdomain(value, false)));
    }
    return errors;
  });
}
