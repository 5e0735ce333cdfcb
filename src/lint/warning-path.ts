import type { FieldPath, PathSegment } from "../base/field-path.ts";

const PATH = /^[a-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*|\[[^\]]*\])*(?=: )/;
const STEP = /([A-Za-z][A-Za-z0-9]*)|\[([^\]]*)\]/g;

/** The field that a warning of the API server begins with; empty when it names none. */
export function pathIn(warning: string): FieldPath {
  const text = PATH.exec(warning)?.[0] ?? "";
  return [...text.matchAll(STEP)].map(([, name, inBrackets = ""]): PathSegment => {
    if (name !== undefined) return name;
    return /^\d+$/.test(inBrackets) ? Number(inBrackets) : { key: inBrackets.replace(/^"(.*)"$/, "$1") };
  });
}
