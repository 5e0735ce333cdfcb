import { RULES } from "../../../src/lint/rules.ts";
import { SERVER_RULES } from "../../../src/lint/server-rules.ts";
import type { LintReport } from "../../../src/print/diagnostics/report.ts";
import { lintTexts } from "../../lint/samples.ts";

/** What lint finds in texts, as the command hands it to the printers. */
export function reportOn(files: Readonly<Record<string, string>>, more: Partial<LintReport> = {}): LintReport {
  return {
    ...lintTexts(files),
    known: 0,
    others: 0,
    templates: 0,
    failOn: "error",
    brief: false,
    onTerminal: false,
    rules: [...SERVER_RULES, ...RULES],
    textOf: (file) => files[file],
    version: "1.2.3",
    ...more,
  };
}

const CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n";

const [MISSPELT, DISPUTED] = [
  `${CONFIG}dta:\n  mode: fast\n`,
  `${CONFIG.replace("settings", "switches")}data:\n  on: "1"\n`,
];

/** Two findings in one file, none in the other. */
export const FILES = {
  "k8s/a b.yaml": `${MISSPELT}---  # <&">\n${DISPUTED}`,
  "k8s/fine.yaml": CONFIG.replace("settings", "other"),
};
