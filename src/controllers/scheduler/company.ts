/** How many pods are on a node. */
export interface Company {
  /** Of the same controller, and not going. */
  readonly alike: number;
  readonly all: number;
}

/** More than is on any node. */
export const FULL_HOUSE: Company = { alike: Number.POSITIVE_INFINITY, all: Number.POSITIVE_INFINITY };

/**
 * Whether a pod is put to the first rather than to the second: away from its like, then where it is emptiest.
 * @see pkg/scheduler/framework/plugins/podtopologyspread/plugin.go, `systemDefaultConstraints` (1.36)
 */
export function isLess(first: Company, second: Company): boolean {
  return first.alike < second.alike || (first.alike === second.alike && first.all < second.all);
}
