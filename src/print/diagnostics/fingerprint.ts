import { chanceBits } from "../../base/chance.ts";
import { printPath } from "../../base/field-path.ts";
import type { Finding } from "../../lint/finding.ts";

function digest(facts: readonly string[]): string {
  return [1, 2, 3, 4]
    .map((seed) =>
      chanceBits(seed, ...facts)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
}

/**
 * Names for findings that stay the same when lines move: of rule, file, object and field; of equal ones the second has
 * another name than the first. 32 hexadecimal digits.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, at, object = "", path, message }) => {
    const name = digest([rule, at.file, object, path.length === 0 ? message : printPath(path)]);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : digest([name, String(count)]);
  });
}
