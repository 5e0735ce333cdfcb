import type { Particulars } from "../rule.ts";

/** What is written in place of a value that another program puts in. */
const PLACEHOLDER = /\$\{+\s*[A-Za-z_][\w.]*|\{\{[^{}]*\}\}|\$[A-Z][A-Z0-9_]*\b/;

/** The fix where a text holds a placeholder. */
export function substitutionFix(text: string): Pick<Particulars, "fix"> | undefined {
  const found = PLACEHOLDER.exec(text)?.[0];
  if (found === undefined) return undefined;
  const shown = found.startsWith("${") ? `${found}${"}".repeat(found.startsWith("${{") ? 2 : 1)}` : found;
  return { fix: `put in what ${shown} stands for, as envsubst or whatever applies it does, and lint that` };
}
