import { aggregateResources } from "../api/kinds/pod/aggregate-resources.ts";
import type { PodSpec } from "../api/kinds/pod/types.ts";
import { fieldsFrom } from "../api/validation/fields.ts";
import { compareAmounts, ratioOf } from "../api/validation/resources.ts";

/** Quantities by resource. */
export type Amounts = Readonly<Record<string, string | number>>;

/** What something asks for, and what it may have. */
export interface Resources {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

/** What the containers of a pod ask for, and may have, together, unless the pod itself says. */
export function podTotals(spec: PodSpec): Resources {
  const fields = fieldsFrom(spec);
  const of = (list: "requests" | "limits"): Amounts => {
    const { cpu, memory } = spec.resources?.[list] ?? {};
    return {
      ...Object.fromEntries(aggregateResources(fields, list)),
      ...(cpu === undefined ? {} : { cpu }),
      ...(memory === undefined ? {} : { memory }),
    };
  };
  return { requests: of("requests"), limits: of("limits") };
}

/** @see staging/src/k8s.io/api/core/v1/types.go, `LimitRangeItem` (1.36) */
export interface Bounds {
  readonly type: string;
  readonly min?: Amounts;
  readonly max?: Amounts;
  readonly maxLimitRequestRatio?: Amounts;
}

const byName = (amounts: Amounts = {}): readonly (readonly [string, string])[] =>
  Object.keys(amounts)
    .sort()
    .map((resource) => [resource, String(amounts[resource])]);

const amountOf = (list: Amounts | undefined, resource: string): string | undefined =>
  list?.[resource] === undefined ? undefined : String(list[resource]);

const isLess = (one: string | undefined, other: string): boolean => one !== undefined && compareAmounts(one, other) < 0;

/** @see plugin/pkg/admission/limitranger/admission.go, `minConstraint` (1.36) */
export function belowMinimum({ type, min }: Bounds, { requests, limits }: Resources): readonly string[] {
  return byName(min).flatMap(([resource, least]) => {
    const request = amountOf(requests, resource);
    const limit = amountOf(limits, resource);
    const said = `minimum ${resource} usage per ${type} is ${least}`;
    if (request === undefined) return `${said}.  No request is specified`;
    if (isLess(request, least)) return `${said}, but request is ${request}`;
    return isLess(limit, least) ? `${said}, but limit is ${limit}` : [];
  });
}

const isMore = (one: string | undefined, other: string): boolean => one !== undefined && compareAmounts(one, other) > 0;

/** `called`: what the amounts in `limits` are to whoever wrote them. @see `maxConstraint`, `maxRequestConstraint` there */
export function aboveMaximum(
  { type, max }: Bounds,
  { requests, limits }: Resources,
  called: "limit" | "request" = "limit",
): readonly string[] {
  return byName(max).flatMap(([resource, most]) => {
    const request = amountOf(requests, resource);
    const limit = amountOf(limits, resource);
    const said = `maximum ${resource} usage per ${type} is ${most}`;
    if (limit === undefined) return `${said}.  No ${called} is specified`;
    if (isMore(limit, most)) return `${said}, but ${called} is ${limit}`;
    return isMore(request, most) ? `${said}, but request is ${request}` : [];
  });
}

const isNothing = (amount: string | undefined): boolean => amount === undefined || compareAmounts(amount, "0") === 0;

/** @see `limitRequestRatioConstraint` there */
export function beyondRatio(
  { type, maxLimitRequestRatio }: Bounds,
  { requests, limits }: Resources,
): readonly string[] {
  return byName(maxLimitRequestRatio).flatMap(([resource, most]) => {
    const request = amountOf(requests, resource);
    const limit = amountOf(limits, resource);
    const said = `${resource} max limit to request ratio per ${type} is ${most}, but`;
    if (request === undefined || isNothing(request)) return `${said} no request is specified or request is 0`;
    if (limit === undefined || isNothing(limit)) return `${said} no limit is specified or limit is 0`;
    const ratio = ratioOf(limit, request);
    return ratio > ratioOf(most, "1") ? `${said} provided ratio is ${ratio.toFixed(6)}` : [];
  });
}
