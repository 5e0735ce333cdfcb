import { printDuration } from "../base/duration.ts";
import type { Call } from "./command.ts";

/** Shorter runs show nothing. */
const PATIENCE_MS = 300;

export interface Progress {
  show(elapsedMs: number, steps: number): Promise<void>;
  end(): void;
}

const SILENT: Progress = { show: async () => undefined, end: () => undefined };

/** A line on stderr that says how far a long run is; only on a terminal, and only once it takes long. */
export function watchProgress(call: Call): Progress {
  const { CI: isAutomated = "", TERM: terminal } = call.io.env;
  if (!call.io.stderr.isTerminal || call.quiet || isAutomated !== "" || terminal === "dumb") return SILENT;
  const started = performance.now();
  let spinner: { text: string; stop: () => unknown } | undefined;
  return {
    show: async (elapsedMs, steps) => {
      if (performance.now() - started < PATIENCE_MS) return;
      const text = `${printDuration(elapsedMs)} of virtual time, ${steps} steps`;
      if (spinner === undefined) {
        const { default: ora } = await import("ora");
        const color = call.style.color ? "cyan" : false;
        spinner = ora({ text, color, stream: process.stderr, discardStdin: false, hideCursor: false }).start();
      }
      spinner.text = text;
    },
    end: () => void spinner?.stop(),
  };
}
