import { EXIT } from "./exit-code.ts";
import { terminalIo } from "./terminal-io.ts";
import { run } from "./run.ts";

const interruption = new AbortController();

function interruptedBy(status: number): () => void {
  return () => {
    if (interruption.signal.aborted) process.exit(status);
    interruption.abort(status);
  };
}

process.on("SIGINT", interruptedBy(EXIT.interrupted));
process.on("SIGTERM", interruptedBy(EXIT.terminated));

void run(process.argv.slice(2), terminalIo(interruption.signal)).then((status) => {
  process.exit(status);
});
