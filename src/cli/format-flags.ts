import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FormatFlags } from "../print/get/request.ts";
import type { Call } from "./command.ts";

/** The flags that say how objects are printed, with the files they may name. */
export function formatFlagsOf(call: Call): FormatFlags {
  return {
    output: call.flags.text("output"),
    template: call.flags.text("template"),
    readText: (path) => {
      try {
        return { text: readFileSync(resolve(call.io.cwd, path), "utf8") };
      } catch {
        return { error: `open ${path}: no such file or directory` };
      }
    },
  };
}
