import type { Container } from "../../api/kinds/pod/types.ts";
import type { LabelSelector } from "../../api/selector.ts";
import { byBytes } from "../../base/json.ts";
import { humanDuration } from "../../base/duration.ts";
import { instantOf, wholeSecond, type Instant } from "../../base/instant.ts";

/** How long ago a timestamp was; `<unknown>` without one. */
export function age(timestamp: string | null | undefined, now: Instant): string {
  if (timestamp === undefined || timestamp === null || timestamp === "") return "<unknown>";
  return humanDuration(now - wholeSecond(instantOf(timestamp)));
}

/** `key=value` sorted by key. */
export function pairs(labels: Readonly<Record<string, string>> | undefined): readonly string[] {
  return Object.keys(labels ?? {})
    .sort(byBytes)
    .map((key) => `${key}=${labels?.[key] ?? ""}`);
}

/** `k=v,k2=v2` by key, or `<none>`. */
export function labelsCell(labels: Readonly<Record<string, string>> | undefined): string {
  return pairs(labels).join(",") || "<none>";
}

const EXPRESSION: Readonly<Record<string, (key: string, values: string) => string>> = {
  In: (key, values) => `${key} in (${values})`,
  NotIn: (key, values) => `${key} notin (${values})`,
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
};

/**
 * A selector of the API in the words of `-l`, requirements by key.
 * @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go, `FormatLabelSelector` (1.36)
 */
export function selectorCell(selector: LabelSelector | undefined): string {
  if (selector === undefined) return "<none>";
  const pairs = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) => ({
    key,
    text: EXPRESSION[operator]?.(key, [...(values ?? [])].sort(byBytes).join(",")) ?? key,
  }));
  const all = [...pairs, ...expressions].sort((a, b) => byBytes(a.key, b.key));
  return all.length === 0 ? "<none>" : all.map(({ text }) => text).join(",");
}

/** The CONTAINERS and IMAGES cells. */
export function containerCells(containers: readonly Container[] | undefined): readonly [string, string] {
  const all = containers ?? [];
  return [all.map(({ name }) => name).join(","), all.map(({ image }) => image ?? "").join(",")];
}

const ACCESS_MODES: readonly (readonly [mode: string, short: string])[] = [
  ["ReadWriteOnce", "RWO"],
  ["ReadOnlyMany", "ROX"],
  ["ReadWriteMany", "RWX"],
  ["ReadWriteOncePod", "RWOP"],
];

/** `RWO,ROX`, in a fixed order, each once. @see pkg/apis/core/helper/helpers.go, `GetAccessModesAsString` (1.36) */
export function accessModes(modes: readonly string[] | undefined): string {
  return ACCESS_MODES.filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(",");
}
