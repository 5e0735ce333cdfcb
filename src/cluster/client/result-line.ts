import type { ResourceKind } from "../../api/kinds.ts";
import type { Result } from "./request.ts";

/** `statefulset.apps`, or `pod`. */
export function qualifiedSingular({ singular, group }: Pick<ResourceKind, "singular" | "group">): string {
  return group === "" ? singular : `${singular}.${group}`;
}

/** What `-o name` prints: `statefulset.apps/web`. @see staging/src/k8s.io/cli-runtime/pkg/printers/name.go (1.36) */
export function resultName({ resource: { group }, object: { kind, metadata } }: Result): string {
  return `${qualifiedSingular({ singular: kind.toLowerCase(), group })}/${metadata.name || "<unknown>"}`;
}

/** The line on stdout, without a line feed. */
export function resultLine(result: Result): string {
  return result.line ?? `${resultName(result)} ${result.operation}`;
}
