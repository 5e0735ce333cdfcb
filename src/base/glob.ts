import { CommandError } from "./errors.ts";

/** What a pattern is made of: classes of characters, wildcards, and characters that stand for themselves. */
const PART = /\[[!^]?\]?[^\]]*\]|[\s\S]/gu;

/** `[a-c]`, or with `!` or `^` all others; of a range written backwards nothing is in. */
function classSource(text: string): string {
  const isNegated = /^\[[!^]/.test(text);
  const members = text.slice(isNegated ? 2 : 1, -1);
  const ranges = members.replace(/(.)-(.)/gsu, (range, from: string, to: string) => (from <= to ? range : ""));
  const source = ranges.replace(/[\\\][^]/g, "\\$&");
  return isNegated ? `(?!/)[^${source}]` : `[${source}]`;
}

/** What is wrong with a text that is meant as a pattern; undefined when nothing is. */
export function patternFlaw(pattern: string): string | undefined {
  const flawed = pattern.split("/").find((segment) => segment.match(PART)?.includes("[") === true);
  return flawed === undefined ? undefined : `pattern ${JSON.stringify(flawed)} is not valid: syntax error in pattern`;
}

function partSource(part: string): string {
  if (part === "*") return "[^/]*";
  if (part === "?") return "[^/]";
  if (part.length > 1 && part.startsWith("[")) return classSource(part);
  return part.replace(/[.+^${}()|\\\]]/, "\\$&");
}

function pathSource(pattern: string): string {
  const flaw = patternFlaw(pattern);
  if (flaw !== undefined) throw new CommandError("NOT_READABLE", flaw);
  const segments = pattern.split("/");
  return segments
    .map((segment, index) => {
      const isLast = index === segments.length - 1;
      if (segment === "**") return isLast ? ".*" : "(?:.*/)?";
      return `${segment.replace(PART, partSource)}${isLast ? "" : "/"}`;
    })
    .join("");
}

/** Where a path begins to be a pattern. */
const SPECIAL = /[*?[]/;

export function isPattern(path: string): boolean {
  return SPECIAL.test(path);
}

/** The longest folder in front of a pattern's first special character. */
export function folderBefore(pattern: string): string {
  const slash = pattern.lastIndexOf("/", pattern.search(SPECIAL));
  return slash < 0 ? "." : pattern.slice(0, Math.max(slash, 1));
}

/** Whether a path matches a pattern: `*`, `?` and `[a-c]` within a folder, `**` over folders. Throws NOT_READABLE. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const expression = new RegExp(`^${pathSource(pattern)}$`, "su");
  return (path) => expression.test(path);
}

/**
 * Whether a path is to be left out: a pattern without a slash matches a name anywhere, one with a slash a path from the
 * top; either takes a folder with all that is in it. Throws NOT_READABLE.
 */
export function ignoreMatcher(patterns: readonly string[]): (path: string) => boolean {
  const sources = patterns.map((written) => {
    const pattern = written.replace(/^\.\//, "").replace(/\/+$/, "");
    const anywhere = pattern.includes("/") ? "" : "(?:.*/)?";
    return `${anywhere}${pathSource(pattern.replace(/^\//, ""))}(?:/.*)?`;
  });
  if (sources.length === 0) return () => false;
  const expression = new RegExp(`^(?:${sources.join("|")})$`, "su");
  return (path) => expression.test(path.replace(/^\.\//, ""));
}
