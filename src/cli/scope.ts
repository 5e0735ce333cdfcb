import type { DryRun, RequestScope, SourcedObject, Targets } from "../cluster/client/request.ts";
import { type Call, warn } from "./command.ts";
import { BARE_DRY_RUN } from "./flags/common.ts";
import { truthValue } from "../base/flags.ts";
import { present } from "./present.ts";
import { refuseUsage, seeHelp } from "./usage.ts";

/** What every request carries. */
export function scopeOf({ flags, namespace, namespaceIsExplicit }: Call): RequestScope {
  const named = flags.list("filename").flatMap((name) => ["-f", name]);
  const inputs = flags.on("recursive") ? ["-R", ...named] : named;
  return {
    namespace,
    namespaceIsExplicit,
    ...present({ fieldManager: flags.text("field-manager"), inputs: named.length === 0 ? undefined : inputs }),
  };
}

/** The value of `--dry-run`; without one, and with the truth values of old, which kubectl still takes, it says so. */
export function dryRunOf(call: Call): DryRun {
  const value = call.flags.text("dry-run") ?? "none";
  if (value === BARE_DRY_RUN) {
    warn(call, "Warning: --dry-run is deprecated and can be replaced with --dry-run=client.");
    return "client";
  }
  if (value === "none" || value === "client" || value === "server") return value;
  const truth = truthValue(value);
  if (truth !== undefined) {
    const instead = truth ? "client" : "none";
    const old = `--dry-run=${value} is deprecated (boolean value)`;
    warn(call, `Warning: ${old} and can be replaced with --dry-run=${instead}.`);
    return instead;
  }
  const message = `Invalid dry-run value (${value}). Must be "none", "server", or "client".`;
  refuseUsage(message);
}

/** Whether nothing is to be sent that does not validate. */
export function isStrict(call: Call): boolean {
  return (validateOf(call) ?? "strict") === "strict";
}

/** The value of `--validate`; `true` and `false` are older spellings. */
export function validateOf(call: Call): "strict" | "warn" | "ignore" | undefined {
  const value = call.flags.text("validate");
  switch (value) {
    case undefined:
      return undefined;
    case "strict":
    case "true":
      return "strict";
    case "warn":
      return "warn";
    case "ignore":
    case "false":
      return "ignore";
    default: {
      const options = "strict (or true), warn, ignore (or false)";
      refuseUsage(`invalid - validate option ${JSON.stringify(value)}; must be one of: ${options}`);
    }
  }
}

export interface TargetOptions {
  readonly words?: readonly string[];
  readonly files?: readonly SourcedObject[];
  /** The one kind that a bare name means. */
  readonly bareNameKind?: string;
}

/** The objects that the words and flags of a command name. */
export function targetsOf(call: Call, options: TargetOptions = {}): Targets {
  const { flags } = call;
  return {
    words: options.words ?? call.words,
    ...present({
      files: options.files,
      selector: flags.text("selector"),
      fieldSelector: flags.text("field-selector"),
      all: flags.on("all") ? true : undefined,
      allNamespaces: flags.on("all-namespaces") ? true : undefined,
      bareNameKind: options.bareNameKind,
    }),
  };
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go, `Complete` (1.36) */
export function refuseNodesBySelector(call: Call): void {
  if (call.words.length === 0 || (call.flags.text("selector") ?? "") === "") return;
  refuseUsage("cannot specify both a node name and a --selector option", seeHelp(call));
}
