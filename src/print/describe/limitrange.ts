import type { LimitRange, LimitRangeItem } from "../../api/kinds/limitrange/defaults.ts";
import type { Describer } from "./describer.ts";
import type { Outline } from "./outline.ts";

const HEADINGS = ["Type", "Resource", "Min", "Max", "Default Request", "Default Limit", "Max Limit/Request Ratio"];

function row(item: LimitRangeItem, resource: string): readonly string[] {
  const lists = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
  return [item.type, resource, ...lists.map((amounts) => String(amounts?.[resource] ?? "-"))];
}

function resourcesOf({ min, max, defaultRequest, default: limit, maxLimitRequestRatio }: LimitRangeItem): string[] {
  return Object.keys({ ...min, ...max, ...defaultRequest, ...limit, ...maxLimitRequestRatio }).sort();
}

/**
 * The bounds of ranges as a table; `prefix` begins each of its lines.
 * @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `DescribeLimitRanges`, `describeLimitRange` (1.36)
 */
export function limitTable(out: Outline, ranges: readonly LimitRange[], prefix: string): void {
  const items = ranges.flatMap(({ spec }) => spec?.limits ?? []);
  const rows = items.flatMap((item) => resourcesOf(item).map((resource) => row(item, resource)));
  const rules = HEADINGS.map((heading) => "-".repeat(heading.length));
  for (const [first = "", ...rest] of [HEADINGS, rules, ...rows]) out.line(0, `${prefix}${first}`, ...rest);
}

export const describeLimitRange: Describer<LimitRange> = (out, range) => {
  out.line(0, "Name:", range.metadata.name);
  out.line(0, "Namespace:", range.metadata.namespace ?? "");
  limitTable(out, [range], "");
};
