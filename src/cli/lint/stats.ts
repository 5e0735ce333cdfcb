import { byBytes } from "../../base/json.ts";
import { thousands } from "../../base/thousands.ts";
import type { LintReport } from "../../print/diagnostics/report.ts";

/** How much was looked at, how long that took, and which rules found how much. */
export function statsText({ files, objects, skipped, findings }: LintReport, elapsedMs: number): string {
  const byRule = new Map<string, number>();
  for (const { code, rule } of findings) {
    const name = `${code} ${rule}`;
    byRule.set(name, (byRule.get(name) ?? 0) + 1);
  }
  const seconds = (elapsedMs / 1000).toFixed(2);
  const rate = thousands(Math.round(objects / (elapsedMs / 1000)));
  const lines = [...byRule]
    .sort(([a], [b]) => byBytes(a, b))
    .map(([name, count]) => `${String(count).padStart(7)}  ${name}`);
  const head = `${objects} objects in ${files.length} files in ${seconds}s (${rate} a second), ${skipped} skipped`;
  return `${[head, ...lines].join("\n")}\n`;
}
