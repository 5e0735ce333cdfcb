import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { suggest } from "../../api/structure/suggest.ts";
import { CommandError } from "../../base/errors.ts";
import { systemRefusal } from "../../base/system-refusal.ts";
import { LINT_FORMATS, lintPrinter } from "../../print/diagnostics/format.ts";
import { unseenIn } from "../../print/diagnostics/limits.ts";
import type { LintReport } from "../../print/diagnostics/report.ts";
import { type Call, warn } from "../command.ts";
import { refuseFormat } from "../format-of.ts";
import { spelledFor } from "./repository.ts";

export interface Output {
  readonly format: string;
  /** Standard output without one. */
  readonly file?: string;
}

/** Each output has a place of its own. Throws USAGE. */
function checkPlaces(call: Call, outputs: readonly Output[]): void {
  const taken = new Set<string>();
  for (const { file } of outputs) {
    const place = file === undefined ? "" : resolve(call.io.cwd, file);
    if (taken.has(place)) {
      const why = "standard output: write the others as -o FORMAT=FILE";
      throw new CommandError("USAGE", `only one -o can go to ${file ?? why}`);
    }
    taken.add(place);
  }
}

/** What `-o` asks for: text, where it is not given. Throws USAGE. */
export function outputsOf(call: Call): readonly Output[] {
  const written = call.flags.list("output");
  const outputs = (written.length === 0 ? ["text"] : written).map((text): Output => {
    const equals = text.indexOf("=");
    return equals < 0 ? { format: text } : { format: text.slice(0, equals), file: text.slice(equals + 1) };
  });
  for (const { format } of outputs) {
    if (LINT_FORMATS.includes(format)) continue;
    refuseFormat("findings", format, LINT_FORMATS, suggest(format, LINT_FORMATS));
  }
  checkPlaces(call, outputs);
  return outputs;
}

/** Throws NOT_READABLE where the file cannot be written. */
export function writeOutput(call: Call, file: string, text: string): void {
  try {
    writeFileSync(resolve(call.io.cwd, file), text);
  } catch (cause) {
    throw new CommandError("NOT_READABLE", `cannot write ${file}: ${systemRefusal(cause)}`, { cause });
  }
}

/** Prints a report in each format, to its file or to standard output; `forPeople` is what text tells of it. */
export async function printReport(
  call: Call,
  outputs: readonly Output[],
  report: LintReport,
  forPeople: LintReport,
): Promise<void> {
  for (const { format, file } of outputs) {
    const printer = await lintPrinter(format);
    const told = spelledFor(format, format === "text" ? forPeople : report, call);
    if (file === undefined) call.io.stdout.write(printer?.(told, call.style) ?? "");
    else writeOutput(call, file, printer?.({ ...told, onTerminal: false }, { width: 120, color: false }) ?? "");
    const unseen = unseenIn(format, report.findings);
    if (unseen !== undefined) warn(call, `note: ${unseen}`);
  }
}
