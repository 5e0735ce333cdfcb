import { LAST_APPLIED } from "../../api/object.ts";
import type { LabelSelector } from "../../api/selector.ts";
import { byBytes } from "../../base/json.ts";
import { pairs, selectorCell } from "../tables/cell.ts";
import type { Outline } from "./outline.ts";

type Pairs = Readonly<Record<string, string>> | undefined;

interface PairsOf {
  readonly labels?: Pairs;
  readonly annotations?: Pairs;
}

const LONGEST_ANNOTATION = 140;

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
function annotationTexts(values: Pairs): readonly string[] {
  const keys = Object.keys(values ?? {}).filter((key) => key !== LAST_APPLIED);
  return keys.sort(byBytes).flatMap((key) => annotationLines(key, values?.[key] ?? ""));
}

export function annotations(out: Outline, level: number, values: Pairs): void {
  out.list(level, "Annotations:", annotationTexts(values));
}

/**
 * Labels and annotations of what is described within something else: there kubectl's writer puts the indentation before
 * each text once more, but not before what stands below an annotation's key.
 * @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `nestedPrefixWriter` (1.36)
 */
export function nestedPairs(out: Outline, level: number, { labels, annotations: notes }: PairsOf): void {
  const indent = "  ".repeat(level);
  const [firstLabel = "<none>", ...labelsBelow] = pairs(labels);
  out.line(level, "Labels:", `${indent}${firstLabel}`);
  for (const text of labelsBelow) out.line(level, indent, `${indent}${text}`);
  const [first = "<none>", ...below] = annotationTexts(notes);
  out.line(level, "Annotations:", `${indent}${first}`);
  for (const text of below) out.line(level, "", text.startsWith(" ") ? text : `${indent}${text}`);
}
