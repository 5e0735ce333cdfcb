import type { FieldPath, PathSegment } from "../../base/field-path.ts";

const PATH = /^[a-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*|\[[^\]]*\])*(?=: | is )/;
const STEP = /([A-Za-z][A-Za-z0-9]*)|\[([^\]]*)\]/g;

const ANNOTATION = /^annotation (\S+) is /;

/** The field that a warning of the API server begins with; empty when it names none. */
export function pathIn(warning: string): FieldPath {
  const annotation = ANNOTATION.exec(warning)?.[1];
  if (annotation !== undefined) return ["metadata", "annotations", { key: annotation }];
  const text = PATH.exec(warning)?.[0] ?? "";
  return [...text.matchAll(STEP)].map(([, name, inBrackets = ""]): PathSegment => {
    if (name !== undefined) return name;
    return /^\d+$/.test(inBrackets) ? Number(inBrackets) : { key: inBrackets.replace(/^"(.*)"$/, "$1") };
  });
}

/** The value that a warning shows in quotes, e.g. `fractional byte value "1500m" is invalid`. */
export function textIn(warning: string): string | undefined {
  return /: [^"]*"([^"]*)"/.exec(warning)?.[1];
}
