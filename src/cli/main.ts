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

const HEARD = [
  ["SIGINT", interruptedBy(EXIT.interrupted)],
  ["SIGTERM", interruptedBy(EXIT.terminated)],
] as const;

function listen(): void {
  for (const [signal, listener] of HEARD) process.on(signal, listener);
}

/** No listener of ours runs before the work has ended; without one, the system ends the process. */
function atOnce<T>(work: () => T): T {
  for (const [signal, listener] of HEARD) process.off(signal, listener);
  try {
    return work();
  } finally {
    listen();
  }
}

listen();

void run(process.argv.slice(2), terminalIo(interruption.signal, atOnce)).then((status) => {
  process.exit(status);
});
