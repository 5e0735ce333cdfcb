import { thousands } from "../../base/thousands.ts";
import type { Severity } from "../../lint/severity.ts";
import type { Finding } from "../../lint/finding.ts";
import { countsOf } from "./report.ts";

/** GitHub takes no more results of one run. @see docs.github.com, "SARIF support for code scanning" */
export const MAX_SARIF_RESULTS = 25_000;
/** GitHub shows no more annotations of one severity and one step. @see docs.github.com, "Workflow commands" */
const MAX_ANNOTATIONS = 10;

const WORDS: Readonly<Record<Severity, string>> = { error: "errors", warning: "warnings", info: "notices" };

/** What readers of a format will not see of so many findings; undefined when they see all. */
export function unseenIn(format: string, findings: readonly Finding[]): string | undefined {
  const count = thousands(findings.length);
  if (format === "sarif" && findings.length > MAX_SARIF_RESULTS) {
    return `SARIF has the gravest ${thousands(MAX_SARIF_RESULTS)} of ${count} findings: GitHub takes no more`;
  }
  if (format !== "github") return undefined;
  const over = Object.entries(countsOf(findings)).filter(([, number]) => number > MAX_ANNOTATIONS);
  if (over.length === 0) return undefined;
  const words = over.map(([severity, number]) => `${number} ${WORDS[severity as Severity]}`).join(", ");
  return `${words}: GitHub shows ${MAX_ANNOTATIONS} of each beside the code, all are in this log`;
}
