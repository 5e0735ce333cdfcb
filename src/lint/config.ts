import type { Severity } from "./severity.ts";
import { type FieldPath, printPath } from "../base/field-path.ts";
import { patternFlaw } from "../base/glob.ts";
import { goJson, isJsonObject, type JsonObject } from "../base/json.ts";
import type { Position } from "../base/source.ts";
import { suggest } from "../api/structure/suggest.ts";
import { locateIn } from "../manifest/locate.ts";
import { decodeStream } from "../manifest/stream.ts";
import { textOf } from "../manifest/text.ts";
import { minorIn, RELEASES } from "./release.ts";
import type { RuleText } from "./rule.ts";

/** The `lint` part of a `.stsctl.yaml`; what is absent is not set there. `schemas/stsctl-config.schema.json` describes it. */
export interface LintConfig {
  /** By rule id or code. */
  readonly rules?: Readonly<Record<string, Severity | "off">>;
  /** Patterns of files that are left out, relative to the configuration's folder. */
  readonly ignore?: readonly string[];
  readonly failOn?: Severity;
  readonly strict?: boolean;
  readonly ignoreMissingSchemas?: boolean;
  /** `1.36`. */
  readonly kubernetesVersion?: string;
  readonly namespace?: string;
  /** A file, relative to the configuration's folder. */
  readonly baseline?: string;
}

/** Something wrong in a configuration. `message` says what was found and what was expected. */
export interface ConfigProblem {
  readonly at: Position;
  readonly message: string;
}

export type ReadConfig =
  | { readonly ok: true; readonly config: LintConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

type Complain = (path: FieldPath, part: "key" | "value", message: string) => void;
type Check = (value: unknown, path: FieldPath, complain: Complain) => void;

function found(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isJsonObject(value)) return "a mapping";
  return value === null ? "nothing" : goJson(value);
}

function expected(what: string, fits: (value: unknown) => boolean): Check {
  return (value, path, complain) => {
    if (!fits(value)) complain(path, "value", `${printPath(path)} is ${found(value)}, expected ${what}`);
  };
}

const TEXT = expected("text", (value) => typeof value === "string" && value !== "");
const FLAG = expected("true or false", (value) => typeof value === "boolean");
const oneOf = (...words: readonly string[]): Check =>
  expected(
    `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`,
    (value) => typeof value === "string" && words.includes(value),
  );

const RELEASE = expected(
  `a release from ${RELEASES}, in quotes`,
  (value) => typeof value === "string" && minorIn(value) !== undefined,
);

const PATTERN: Check = (value, path, complain) => {
  TEXT(value, path, complain);
  const flaw = typeof value === "string" ? patternFlaw(value) : undefined;
  if (flaw !== undefined) complain(path, "value", `${printPath(path)}: ${flaw}`);
};

const PATTERNS: Check = (value, path, complain) => {
  if (!Array.isArray(value)) return complain(path, "value", `${printPath(path)} is ${found(value)}, expected a list`);
  value.forEach((item, index) => PATTERN(item, [...path, index], complain));
};

/** YAML 1.1 reads a bare `off` as false, and so does kubectl; here it is what it looks like. */
const SEVERITY: Check = (value, path, complain) => {
  if (value !== false) oneOf("off", "info", "warning", "error")(value, path, complain);
};

function severities(rules: readonly RuleText[]): Check {
  const names = rules.flatMap(({ id, code }) => [id, code]);
  return (value, path, complain) => {
    if (!isJsonObject(value)) {
      return complain(
        path,
        "value",
        `${printPath(path)} is ${found(value)}, expected a mapping of rules to severities`,
      );
    }
    for (const name of Object.keys(value)) {
      const at = [...path, name];
      if (names.includes(name)) SEVERITY(value[name], at, complain);
      else complain(at, "key", unknown(`there is no rule ${JSON.stringify(name)}`, name, names));
    }
  };
}

function unknown(message: string, name: string, candidates: readonly string[]): string {
  const meant = suggest(name, candidates);
  return meant === undefined ? message : `${message}, did you mean "${meant}"?`;
}

function members(fields: Readonly<Record<string, Check>>): Check {
  return (value, path, complain) => {
    if (!isJsonObject(value)) {
      const what = path.length === 0 ? "the configuration" : printPath(path);
      return complain(path, "value", `${what} is ${found(value)}, expected a mapping`);
    }
    for (const name of Object.keys(value)) {
      const at = [...path, name];
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (check !== undefined) check(value[name], at, complain);
      else complain(at, "key", unknown(`unknown field ${JSON.stringify(printPath(at))}`, name, Object.keys(fields)));
    }
  };
}

function configCheck(rules: readonly RuleText[]): Check {
  return members({
    lint: members({
      rules: severities(rules),
      ignore: PATTERNS,
      failOn: oneOf("info", "warning", "error"),
      strict: FLAG,
      ignoreMissingSchemas: FLAG,
      kubernetesVersion: RELEASE,
      namespace: TEXT,
      baseline: TEXT,
    }),
  });
}

function lintPart(value: JsonObject): LintConfig {
  const { lint = {} } = value as { readonly lint?: LintConfig };
  if (lint.rules === undefined) return lint;
  const rules = Object.entries(lint.rules as Record<string, Severity | "off" | false>);
  return { ...lint, rules: Object.fromEntries(rules.map(([rule, severity]) => [rule, severity || "off"])) };
}

/** Reads a configuration. `rules`: those that it may name. */
export function readConfig(file: string, bytes: Uint8Array, rules: readonly RuleText[]): ReadConfig {
  let config: LintConfig | undefined;
  for (const decoded of decodeStream(file, textOf(bytes))) {
    if ("failure" in decoded) {
      const { at, message } = decoded.failure;
      return { ok: false, problems: [{ at: at.start, message }] };
    }
    const { value, document } = decoded;
    if (value === null || value === undefined) continue;
    const locate = locateIn(document);
    if (config !== undefined) {
      const { start } = locate([], "value");
      return { ok: false, problems: [{ at: start, message: "a second document, expected one" }] };
    }
    const problems: ConfigProblem[] = [];
    configCheck(rules)(value, [], (path, part, message) => {
      problems.push({ at: locate(path, part).start, message });
    });
    if (problems.length > 0) return { ok: false, problems };
    config = lintPart(value as JsonObject);
  }
  return { ok: true, config: config ?? {} };
}
