import type { Bound, PathNode } from "./node.ts";
import { TemplateError } from "./template-error.ts";

const UNKNOWN: Bound = { known: false, value: 0 };

function bound(text: string | undefined): Bound {
  return text === undefined || text === "" ? UNKNOWN : { known: true, value: wholeNumber(text) };
}

function wholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new TemplateError(`array index ${text} is not a number`);
  return Number(text);
}

/** What stands between the brackets of `[2]`, `[1:3]`, `[0:4:2]`, `[*]`. */
export function parseBounds(text: string): PathNode {
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text === "*" ? ":" : text);
  if (match === null) throw new TemplateError(`invalid array index ${text}`);
  const from = bound(match[1]);
  const to = match[2] === undefined ? { known: true, value: from.value + 1, derived: true } : bound(match[2].slice(1));
  return { is: "array", from, to, step: bound(match[3]?.slice(1)) };
}
