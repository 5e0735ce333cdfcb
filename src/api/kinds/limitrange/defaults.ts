import { mapped, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";

type Amounts = Readonly<Record<string, string | number>>;

export interface LimitRangeItem {
  readonly type: string;
  readonly max?: Amounts;
  readonly min?: Amounts;
  readonly default?: Amounts;
  readonly defaultRequest?: Amounts;
  readonly maxLimitRequestRatio?: Amounts;
}

/** @see staging/src/k8s.io/api/core/v1/types.go, `LimitRange` (1.36) */
export interface LimitRange extends KubeObject {
  readonly spec?: { readonly limits?: readonly LimitRangeItem[] };
}

/** What containers get is what they may have at most; what they ask for is what they get, or may have at least. */
function itemDefaults(item: LimitRangeItem): LimitRangeItem {
  if (item.type !== "Container") return item;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  return {
    ...item,
    ...(Object.keys(limits).length === 0 ? {} : { default: limits }),
    ...(Object.keys(requests).length === 0 ? {} : { defaultRequest: requests }),
  };
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_LimitRangeItem` (1.36) */
export function limitRangeDefaults(range: LimitRange): LimitRange {
  return rewritten(range, "spec", (spec) => rewritten(spec, "limits", (limits) => mapped(limits, itemDefaults)));
}
