const SPECIAL = /[.+^${}()|\\]/g;

function segmentSource(segment: string): string {
  return segment
    .replace(SPECIAL, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
    .replace(/\[\^\\\/\]|\[!/g, (found) => (found === "[!" ? "[^" : found));
}

function pathSource(pattern: string): string {
  const segments = pattern.split("/");
  return segments
    .map((segment, index) => {
      const isLast = index === segments.length - 1;
      if (segment === "**") return isLast ? ".*" : "(?:.*/)?";
      return `${segmentSource(segment)}${isLast ? "" : "/"}`;
    })
    .join("");
}

/** Whether a path matches a pattern: `*` and `?` within a folder, `**` over folders. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const expression = new RegExp(`^${pathSource(pattern)}$`);
  return (path) => expression.test(path);
}

/**
 * Whether a path is to be left out: a pattern without a slash matches a name anywhere, one with a slash a path from the
 * top; either takes a folder with all that is in it.
 */
export function ignoreMatcher(patterns: readonly string[]): (path: string) => boolean {
  const sources = patterns.map((written) => {
    const pattern = written.replace(/^\.\//, "").replace(/\/+$/, "");
    const anywhere = pattern.includes("/") ? "" : "(?:.*/)?";
    return `${anywhere}${pathSource(pattern.replace(/^\//, ""))}(?:/.*)?`;
  });
  if (sources.length === 0) return () => false;
  const expression = new RegExp(`^(?:${sources.join("|")})$`);
  return (path) => expression.test(path.replace(/^\.\//, ""));
}
