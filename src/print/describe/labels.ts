import type { LabelSelector } from "../../api/selector.ts";
import { byBytes } from "../../base/json.ts";
import { selectorCell } from "../tables/cell.ts";
import type { Outline } from "./outline.ts";

type Pairs = Readonly<Record<string, string>> | undefined;

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
const LONGEST_ANNOTATION = 140;

/** `key=value` sorted by key. */
export function pairs(labels: Pairs): readonly string[] {
  return Object.keys(labels ?? {})
    .sort(byBytes)
    .map((key) => `${key}=${labels?.[key] ?? ""}`);
}

/** A selector in the form of `-l`; "" when it is absent or empty. */
export function selectorText(selector: LabelSelector | undefined): string {
  const text = selectorCell(selector);
  return text === "<none>" ? "" : text;
}

function shorten(text: string): string {
  const longest = LONGEST_ANNOTATION - 2;
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

function annotationLines(key: string, text: string): readonly string[] {
  const value = text.replace(/\n$/, "");
  const fits = value.length + key.length + 2 <= LONGEST_ANNOTATION && !value.includes("\n");
  if (fits) return [`${key}: ${value}`];
  return [`${key}:`, ...value.split("\n").map((line) => `  ${shorten(line)}`)];
}

/** `key: value` sorted by key, without what kubectl keeps for itself. Long and many-lined values go below their key. */
export function annotations(out: Outline, level: number, values: Pairs): void {
  const keys = Object.keys(values ?? {}).filter((key) => key !== LAST_APPLIED);
  const lines = keys.sort(byBytes).flatMap((key) => annotationLines(key, values?.[key] ?? ""));
  out.list(level, "Annotations:", lines);
}
