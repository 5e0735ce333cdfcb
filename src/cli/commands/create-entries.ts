import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { configKeyFlaws, typedEnvNameFlaws } from "../../api/validation/formats.ts";
import { CommandError } from "../../base/errors.ts";
import { byBytes, type JsonObject } from "../../base/json.ts";
import type { Call } from "../command.ts";
import type { Flag } from "../flags/flag.ts";
import { refuseUsage } from "../usage.ts";

export const ENTRY_FLAGS: readonly Flag[] = [
  { name: "from-literal", kind: "lines", value: "KEY=VALUE", meaning: "of a ConfigMap or Secret: an entry" },
  {
    name: "from-file",
    kind: "lines",
    value: "[KEY=]FILE",
    meaning: "of a ConfigMap or Secret: a file as an entry, or all files of a folder",
  },
  {
    name: "from-env-file",
    kind: "lines",
    value: "FILE",
    meaning: "of a ConfigMap or Secret: an entry for each KEY=VALUE line",
  },
];

type Entry = readonly [key: string, value: Buffer];

/** How errors about an entry name what it is put into. */
interface Holder {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
}

function notFound(path: string, cause: unknown): CommandError {
  return new CommandError("NOT_READABLE", `error reading ${path}: no such file or directory`, { cause });
}

function bytesAt({ io }: Call, path: string): Buffer {
  try {
    return readFileSync(resolve(io.cwd, path));
  } catch (cause) {
    throw notFound(path, cause);
  }
}

function isFolder({ io }: Call, path: string): boolean {
  return statSync(resolve(io.cwd, path), { throwIfNoEntry: false })?.isDirectory() === true;
}

/** `[KEY=]FILE` in two. @see staging/src/k8s.io/kubectl/pkg/util/util.go, `ParseFileSource` (1.36) */
function sourceOf(word: string): readonly [key: string | undefined, path: string] {
  const [first = "", path, ...more] = word.split("=");
  if (more.length > 0) refuseUsage("key names or file paths cannot contain '='");
  if (path === undefined) return [undefined, word];
  if (first === "") refuseUsage(`key name for file path ${path} missing`);
  if (path === "") refuseUsage(`file path for key name ${first} missing`);
  return [first, path];
}

function fromFile(call: Call, word: string): readonly Entry[] {
  const [key, path] = sourceOf(word);
  if (!isFolder(call, path)) return [[key ?? basename(path), bytesAt(call, path)]];
  if (key !== undefined) refuseUsage("cannot give a key name for a directory path");
  const files = readdirSync(resolve(call.io.cwd, path), { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => [name, bytesAt(call, join(path, name))] as const).sort(([a], [b]) => byBytes(a, b));
}

function fromLiteral(word: string): Entry {
  const at = word.indexOf("=");
  if (at < 1) refuseUsage(`invalid literal source ${word}, expected key=value`);
  return [word.slice(0, at), Buffer.from(word.slice(at + 1))];
}

/** A name without a value has that of the environment. @see staging/src/k8s.io/kubectl/pkg/cmd/util/env_file.go (1.36) */
function fromEnvFile(call: Call, path: string): readonly Entry[] {
  if (isFolder(call, path)) refuseUsage("env config file cannot be a directory");
  const lines = bytesAt(call, path)
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .split(/\r?\n/);
  return lines.flatMap((line): readonly Entry[] => {
    const text = line.trimStart();
    if (text === "" || text.startsWith("#")) return [];
    const at = text.indexOf("=");
    const key = at < 0 ? text : text.slice(0, at);
    const flaws = typedEnvNameFlaws(key);
    if (flaws.length > 0) refuseUsage(`${JSON.stringify(key)} is not a valid key name: ${flaws.join(";")}`);
    return [[key, Buffer.from(at < 0 ? (call.io.env[key] ?? "") : text.slice(at + 1))]];
  });
}

function check({ kind, name }: Holder, entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const [key] of entries) {
    const flaws = configKeyFlaws(key).join(";");
    const what = kind === "Secret" ? "not valid key name for a Secret" : "not a valid key name for a ConfigMap:";
    if (flaws !== "") refuseUsage(`${JSON.stringify(key)} is ${what} ${flaws}`);
    if (seen.has(key)) {
      const taken = "another key by that name already exists";
      if (kind === "Secret") refuseUsage(`cannot add key ${key}, ${taken}`);
      refuseUsage(`cannot add key ${JSON.stringify(key)}, ${taken} in Data for ConfigMap ${JSON.stringify(name)}`);
    }
    seen.add(key);
  }
}

/** The entries that the flags of a ConfigMap or Secret ask for, in no order that matters. */
function entriesOf(call: Call, holder: Holder): readonly Entry[] {
  const { flags } = call;
  if (flags.given("from-env-file") && (flags.given("from-file") || flags.given("from-literal"))) {
    refuseUsage("from-env-file cannot be combined with from-file or from-literal");
  }
  const entries = [
    ...flags.list("from-file").flatMap((word) => fromFile(call, word)),
    ...flags.list("from-literal").map(fromLiteral),
    ...flags.list("from-env-file").flatMap((path) => fromEnvFile(call, path)),
  ];
  check(holder, entries);
  return entries;
}

function fieldOf(name: string, entries: readonly (readonly [string, string])[]): JsonObject {
  return entries.length === 0 ? {} : { [name]: Object.fromEntries(entries) };
}

/** The data of a ConfigMap; what is no text goes to `binaryData`. */
export function configMapData(call: Call, name: string): JsonObject {
  const entries = entriesOf(call, { kind: "ConfigMap", name });
  const texts = entries.filter(([, value]) => isUtf8(value)).map(([key, value]) => [key, value.toString()] as const);
  const others = entries.filter(([, value]) => !isUtf8(value)).map(([key, value]) => [key, base64(value)] as const);
  return { ...fieldOf("binaryData", others), ...fieldOf("data", texts) };
}

export function secretData(call: Call, name: string): JsonObject {
  const entries = entriesOf(call, { kind: "Secret", name });
  return fieldOf(
    "data",
    entries.map(([key, value]) => [key, base64(value)] as const),
  );
}

function base64(value: Buffer): string {
  return value.toString("base64");
}
