import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, type FieldError } from "../../field-error.ts";
import type { Fields } from "../../validation/fields.ts";
import { amounts, compareAmounts, mayOvercommit, ratioOf } from "../../validation/resources.ts";

const LISTS = ["min", "max", "default", "defaultRequest", "maxLimitRequestRatio"] as const;

/** The amounts of one resource. */
type OfResource = Partial<Record<(typeof LISTS)[number], string>>;

/** Two amounts that have an order, the one that is told of when they have not, and how. */
interface Order {
  readonly least: keyof OfResource;
  readonly most: keyof OfResource;
  readonly at: keyof OfResource;
  readonly value: keyof OfResource;
  readonly words: (least: string, most: string) => string;
}

const greater = (what: string, than: string) => (least: string, most: string) =>
  `${what} value ${least} is greater than ${than} value ${most}`;

/** In upstream's order, with the values that it shows. */
const ORDERS: readonly Order[] = [
  { least: "min", most: "max", at: "min", value: "min", words: greater("min", "max") },
  {
    least: "min",
    most: "defaultRequest",
    at: "defaultRequest",
    value: "defaultRequest",
    words: greater("min", "default request"),
  },
  {
    least: "defaultRequest",
    most: "max",
    at: "defaultRequest",
    value: "defaultRequest",
    words: greater("default request", "max"),
  },
  {
    least: "defaultRequest",
    most: "default",
    at: "defaultRequest",
    value: "defaultRequest",
    words: greater("default request", "default limit"),
  },
  { least: "min", most: "default", at: "default", value: "min", words: greater("min", "default") },
  { least: "default", most: "max", at: "default", value: "max", words: greater("default", "max") },
];

function validateRatio(path: FieldPath, { min, max, maxLimitRequestRatio: ratio }: OfResource): readonly FieldError[] {
  if (ratio === undefined) return [];
  const errors: FieldError[] = [];
  if (compareAmounts(ratio, "1") < 0) errors.push(invalid(path, ratio, `ratio ${ratio} is less than 1`));
  if (min === undefined || max === undefined) return errors;
  const most = ratioOf(max, min);
  if (ratioOf(ratio, "1") > most)
    errors.push(invalid(path, ratio, `ratio ${ratio} is greater than max/min = ${most.toFixed(6)}`));
  return errors;
}

function validateOne(path: FieldPath, resource: string, of: OfResource): readonly FieldError[] {
  const at = (name: string): FieldPath => [...path, name, { key: resource }];
  const errors = ORDERS.flatMap(({ least, most, at: where, value, words }) => {
    const [low, high] = [of[least], of[most]];
    if (low === undefined || high === undefined || compareAmounts(low, high) <= 0) return [];
    return [invalid(at(where), of[value], words(low, high))];
  });
  errors.push(...validateRatio(at("maxLimitRequestRatio"), of));
  const { default: limit, defaultRequest: request } = of;
  if (limit === undefined || request === undefined || mayOvercommit(resource) || compareAmounts(limit, request) === 0)
    return errors;
  const detail = `default value ${limit} must equal to defaultRequest value ${request} in ${resource}`;
  return [...errors, invalid(at("defaultRequest"), request, detail)];
}

/** What the amounts of each resource say about one another. @see pkg/apis/core/validation/validation.go, `ValidateLimitRange` (1.36) */
export function validateAmounts(path: FieldPath, item: Fields): readonly FieldError[] {
  const isPod = item["type"] === "Pod";
  const byResource = new Map<string, OfResource>();
  for (const name of LISTS) {
    if (isPod && name.startsWith("default")) continue;
    for (const [resource, amount] of amounts(item, name))
      byResource.set(resource, { ...byResource.get(resource), [name]: amount });
  }
  return [...byResource].flatMap(([resource, of]) => [...validateOne(path, resource, of)]);
}
