import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { goJsonError } from "../../api/validation/go-json-error.ts";
import { CommandError } from "../../base/errors.ts";
import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { loadTargets, readValue } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf } from "../scope.ts";
import { refuseNothingNamed, refuseUsage } from "../usage.ts";

export const patch: Command = {
  usage: "(TYPE NAME | TYPE/NAME | -f FILE) (-p PATCH | --patch-file FILE) [flags]",
  about: "Changes fields of an object by a strategic merge, JSON merge or JSON patch.",
  flags: [
    { name: "patch", short: "p", kind: "text", value: "PATCH", meaning: "the patch, as JSON or YAML" },
    { name: "patch-file", kind: "text", value: "FILE", meaning: "a file that holds the patch" },
    { name: "type", kind: "text", value: "TYPE", meaning: "strategic (default), merge or json" },
    { name: "subresource", kind: "text", value: "NAME", meaning: "status or scale" },
    ...common.FILES,
    common.DRY_RUN,
    common.FIELD_MANAGER,
    ...common.PRINTING,
    ...common.RUNNING,
  ],
  examples: [
    {
      does: "Hold back an update below ordinal 2",
      line: `patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'`,
    },
    {
      does: "Replace one value by its path",
      line: `patch sts web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":4}]'`,
    },
    { does: "Write a patch in YAML", line: "patch sts web -p 'spec: {minReadySeconds: 10}'" },
  ],
  run: patchObject,
};

const TYPES = ["json", "merge", "strategic"] as const;

function patchText(call: Call): string {
  const { flags, io } = call;
  const text = flags.text("patch");
  const file = flags.text("patch-file");
  if (text !== undefined && file !== undefined) {
    refuseUsage("cannot specify --patch and --patch-file together");
  }
  if (file === undefined) {
    if (text !== undefined && text !== "") return text;
    refuseUsage("must specify --patch or --patch-file containing the contents of the patch");
  }
  try {
    return readFileSync(resolve(io.cwd, file), "utf8");
  } catch (cause) {
    throw new CommandError("NOT_READABLE", `unable to read patch file: open ${file}: no such file or directory`, {
      cause,
    });
  }
}

function typeOf(call: Call): (typeof TYPES)[number] {
  const value = call.flags.text("type") ?? "strategic";
  const found = TYPES.find((type) => type === value.toLowerCase());
  if (found === undefined) refuseUsage(`--type must be one of [json merge strategic], not "${value}"`);
  return found;
}

/**
 * The patch of a text. What begins like a JSON object is sent as it is, so that the server finds the mistakes in it.
 * @see k8s.io/apimachinery/pkg/util/yaml/decoder.go, `ToJSON` (1.36)
 */
async function patchValue(text: string, type: (typeof TYPES)[number]): Promise<unknown> {
  if (/^\s*\{/.test(text)) {
    const flaw = goJsonError(text, "object", "map[string]interface {}");
    const context = type === "merge" ? "error decoding patch: " : "";
    if (flaw !== undefined) throw new CommandError("REFUSED", `Error from server (BadRequest): ${context}${flaw}`);
  }
  return readValue(text);
}

/** What the flags of patch ask for. */
export async function patchRequest(call: Call): Promise<Asked> {
  const type = typeOf(call);
  const text = patchText(call);
  if (call.words.length === 0 && !call.flags.given("filename")) refuseNothingNamed();
  const { targets, failures } = await loadTargets(call);
  const request = {
    ...scopeOf(call),
    verb: "patch",
    targets,
    type,
    patch: await patchValue(text, type),
    dryRun: dryRunOf(call),
    ...present({ subresource: call.flags.text("subresource") }),
  } as const;
  return { request, failures };
}

async function patchObject(call: Call): Promise<ExitCode> {
  return mutate(call, await patchRequest(call));
}
