import type { FlagForm } from "../../base/flags.ts";

/** A flag of a command. */
export interface Flag extends FlagForm {
  /** What the value is called in help. */
  readonly value?: string;
  readonly meaning: string;
}

export const GLOBAL_FLAGS: readonly Flag[] = [
  { name: "state", kind: "text", value: "FILE", meaning: "the local state file (default stsctl.state.json)" },
  { name: "namespace", short: "n", kind: "text", value: "NS", meaning: "namespace (default: default)" },
  { name: "quiet", short: "q", kind: "switch", meaning: "result lines alone" },
  { name: "verbose", short: "v", kind: "switch", meaning: "also what each controller decided, and why" },
  { name: "color", kind: "text", value: "WHEN", meaning: "auto, always or never (default auto)" },
  { name: "help", short: "h", kind: "switch", meaning: "show this help" },
];

/**
 * kubectl's flags for the way to a server, which scripts give to any command: taken everywhere, and named in no help since
 * there is no such way here.
 */
const CONNECTION_FLAGS: readonly Flag[] = [
  { name: "request-timeout", kind: "text", meaning: "" },
  { name: "cache-dir", kind: "text", meaning: "" },
  { name: "log-flush-frequency", kind: "text", meaning: "" },
  { name: "v", kind: "text", meaning: "" },
  { name: "disable-compression", kind: "switch", meaning: "" },
  { name: "insecure-skip-tls-verify", kind: "switch", meaning: "" },
];

/** All that a command takes besides its own flags. */
export const TAKEN_EVERYWHERE: readonly Flag[] = [...GLOBAL_FLAGS, ...CONNECTION_FLAGS];
