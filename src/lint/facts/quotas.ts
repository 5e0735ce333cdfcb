import type { Container } from "../../api/kinds/pod/types.ts";
import type { Amounts, LimitRangeItem, ResourceQuota } from "./checked-kinds.ts";
import type { Project } from "../project.ts";

/** What a quota counts; nothing for one that is about some of the pods of its namespace. */
export function hardOf({ spec = {} }: ResourceQuota): Amounts {
  return (spec.scopes ?? []).length > 0 || spec.scopeSelector !== undefined ? {} : (spec.hard ?? {});
}

const NONE: readonly never[] = [];

/** The bounds that a namespace sets for things of a type, such as `Container`. */
export function boundsOf(project: Project, namespace: string, type: string): readonly LimitRangeItem[] {
  if (project.list("LimitRange").length === 0) return NONE;
  return project.list("LimitRange", namespace).flatMap(({ spec }) => {
    return (spec?.limits ?? []).filter((item) => item.type === type);
  });
}

/** What a container asks for and is held to, after the defaults of its namespace. */
export interface Effective {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/**
 * Of bounds, `max` is a default limit, a default limit a default request, and `min` a default request, too.
 * @see pkg/apis/core/v1/defaults.go, `SetDefaults_LimitRangeItem` (1.36)
 */
export function effectiveOf({ resources = {} }: Container, bounds: readonly LimitRangeItem[]): Effective {
  let limits: Amounts = {};
  let requests: Amounts = {};
  for (const item of bounds) {
    const limit = { ...item.max, ...item.default };
    limits = { ...limits, ...limit };
    requests = { ...requests, ...item.min, ...limit, ...item.defaultRequest };
  }
  return {
    limits: { ...limits, ...resources.limits },
    requests: { ...requests, ...resources.limits, ...resources.requests },
  };
}
