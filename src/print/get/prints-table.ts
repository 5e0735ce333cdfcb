import type { FormatFlags } from "./request.ts";

/** Whether `get` prints a table, which is known before its format is read. */
export function printsTable(flags: Pick<FormatFlags, "output" | "template">): boolean {
  const output = flags.output ?? "";
  return output === "wide" || (output === "" && (flags.template ?? "") === "");
}
