import type { Printer } from "../printer.ts";
import type { LintReport } from "./report.ts";

/** How findings can be printed. Each format is loaded when it is asked for. */
const FORMATS: Readonly<Record<string, () => Promise<Printer<LintReport>>>> = {
  text: async () => (await import("./text.ts")).printText,
  json: async () => (await import("./json.ts")).printJson,
  sarif: async () => (await import("./sarif.ts")).printSarif,
  junit: async () => (await import("./junit.ts")).printJunit,
  github: async () => (await import("./github.ts")).printGithub,
  gitlab: async () => (await import("./gitlab.ts")).printGitlab,
  tap: async () => (await import("./tap.ts")).printTap,
};

export const LINT_FORMATS: readonly string[] = Object.keys(FORMATS);

/** The printer of that name, if there is one. */
export async function lintPrinter(format: string): Promise<Printer<LintReport> | undefined> {
  return Object.hasOwn(FORMATS, format) ? await FORMATS[format]?.() : undefined;
}
