import type { FeatureGates } from "./feature-gates.ts";
import type { FieldError } from "./field-error.ts";
import type { KubeObject } from "./object.ts";

/** What a kind's functions may know besides the object. */
export interface StrategyContext {
  readonly gates: FeatureGates;
  /** Whether what the cluster hands out has been handed out by the time that an object is validated. */
  readonly isAllocated?: boolean;
}

/**
 * What the API server does with a kind between decoding and storing, in this order: `defaults`, `prepareForCreate` or
 * `prepareForUpdate` (reset what clients may not set, carry over what they may not drop, move the generation),
 * `validate` or `validateUpdate`, `warnings`. All are pure; each returns the object it was given when nothing changes,
 * so that callers may compare by identity. Objects have their structure checked before (see `api/structure`).
 * @see staging/src/k8s.io/apiserver/pkg/registry/rest/create.go, `BeforeCreate`; update.go, `BeforeUpdate` (1.36)
 */
export interface KindStrategy<T extends KubeObject = KubeObject> {
  defaults(object: T, context: StrategyContext): T;
  prepareForCreate(object: T, context: StrategyContext): T;
  prepareForUpdate(object: T, old: T, context: StrategyContext): T;
  validate(object: T, context: StrategyContext): readonly FieldError[];
  validateUpdate(object: T, old: T, context: StrategyContext): readonly FieldError[];
  /** For the status subresource: the old object with the new status, and what is wrong with it. */
  prepareForStatusUpdate?(object: T, old: T): T;
  validateStatusUpdate?(object: T, old: T): readonly FieldError[];
  /** What is said about a new object for what `prepareForCreate` is going to do with it. */
  preparationWarnings?(object: T): readonly string[];
  warnings?(object: T, old: T | undefined, context: StrategyContext): readonly string[];
}
