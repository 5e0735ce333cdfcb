import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { applyEdits } from "../../src/lint/fix/apply-edits.ts";
import { printPath } from "../../src/base/field-path.ts";
import type { Finding } from "../../src/lint/finding.ts";
import { lintManifests } from "../../src/lint/lint.ts";
import { SERVER_RULES } from "../../src/lint/server-rules.ts";
import { changesSince } from "../../src/lint/verdict/update-flaws.ts";
import { textOf } from "../../src/manifest/text.ts";

/** From the working directory: the fuzzer is bundled, and knows no other place. */
const FOLDER = resolve("fixtures/manifests");
const BUNDLES = JSON.parse(
  readFileSync(resolve("fixtures/conformance/runtime/runtime-broken.json"), "utf8"),
) as readonly {
  readonly manifest: string;
}[];
export const SEEDS: readonly string[] = [
  ...readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), "utf8")),
  ...BUNDLES.map(({ manifest }) => manifest),
];

const MORSELS = [
  "---\n",
  ": ",
  "- ",
  "&a ",
  "*a",
  "<<: *a\n",
  "!!str ",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "|\n",
  ">-\n",
  "#",
  "\t",
  "\r\n",
  "\u0000",
  "\ufeff",
  "\u2028",
  "\ud800",
  "null",
  "~",
  "0777",
  "1e400",
  "-0",
  "99999999999999999999",
  "yes",
  "on",
  "__proto__: {a: 1}\n",
  "constructor: 1\n",
  "# stsctl-ignore\n",
  "# stsctl-ignore a, b: c\n",
  "stsctl.dev/ignore: x\n",
  "spec:\n",
  "metadata:\n",
  "name: ''\n",
  "kind: List\nitems:\n",
  "generateName: a-\n",
  "%YAML 1.2\n",
  "? a\n: b\n",
  "replicas: -1\n",
  "serviceName: 3\n",
  "\\u0000",
  "%00",
] as const;

/** One change of a text: something put in, taken out, doubled or moved. */
type Mutation = (text: string) => string;

function at(text: string, place: number): number {
  return Math.floor(place * text.length);
}

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...MORSELS)).map(([where, morsel]): Mutation => (text) => {
    const index = at(text, where);
    return text.slice(0, index) + morsel + text.slice(index);
  }),
  fc.tuple(place, fc.integer({ min: 1, max: 40 })).map(([where, length]): Mutation => (text) => {
    const index = at(text, where);
    return text.slice(0, index) + text.slice(index + length);
  }),
  fc.tuple(place, place).map(([from, to]): Mutation => (text) => {
    const lines = text.split("\n");
    const line = lines[at(lines.join("\n"), from) % lines.length] ?? "";
    lines.splice(Math.floor(to * lines.length), 0, line);
    return lines.join("\n");
  }),
  fc.tuple(place, fc.string({ unit: "binary", maxLength: 6 })).map(([where, noise]): Mutation => (text) => {
    const index = at(text, where);
    return text.slice(0, index) + noise + text.slice(index + noise.length);
  }),
  fc.tuple(place, fc.constantFrom(" ", "  ", "    ")).map(([where, indent]): Mutation => (text) => {
    const index = text.indexOf("\n", at(text, where)) + 1;
    return text.slice(0, index) + indent + text.slice(index);
  }),
);

/** A manifest of the documentation after some changes, as bytes. */
export const mutatedManifest: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.constantFrom(...SEEDS), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([seed, changes]) => new TextEncoder().encode(changes.reduce((text, change) => change(text), seed)));

const SERVERS = new Set(SERVER_RULES.map(({ id }) => id));

/** The field of an object that a finding is about; objects of one name stand on different lines. */
function fieldOf({ at, object, path }: Finding): string {
  return `${printPath(path)} of ${object} on line ${at.start.line}`;
}

/** How often a text cannot be read on. */
function syntaxErrors(findings: readonly Finding[]): number {
  return findings.filter(({ rule, message }) => rule === "yaml-syntax" && !message.startsWith("unable to decode"))
    .length;
}

/** Fixes break no file, and what they fix is not found again. */
function checkFixes(bytes: Uint8Array, findings: readonly Finding[]): void {
  const groups = findings.flatMap(({ edits }) => (edits === undefined ? [] : [edits]));
  if (groups.length === 0) return;
  const text = textOf(bytes);
  const fixed = applyEdits(text, groups).text;
  const after = lintManifests([{ file: "a.yaml", bytes: new TextEncoder().encode(fixed) }]).findings;
  if (syntaxErrors(after) > syntaxErrors(findings)) throw new Error(`a fix breaks the file: ${JSON.stringify(fixed)}`);
  if (fixed === text) throw new Error(`a fix changes nothing: ${JSON.stringify(groups)}`);
}

/** What is said of values that nobody has thought of. */
const THOUGHTLESS = /\bundefined\b|\bNaN\b|\[object /;

/** What the API server refuses about a field goes before what rules say of it. */
function checkWords(findings: readonly Finding[]): void {
  const refused = new Set(findings.filter(({ rule }) => rule === "invalid").map(fieldOf));
  for (const finding of findings) {
    const { rule, message } = finding;
    if (THOUGHTLESS.test(message)) throw new Error(`${rule} says ${JSON.stringify(message)}`);
    if (refused.has(fieldOf(finding)) && !SERVERS.has(rule))
      throw new Error(`${rule} tells of ${fieldOf(finding)} as well`);
  }
}

/** What holds of findings in any file at all. Throws where it does not. */
export function lintSoundly(bytes: Uint8Array): void {
  const inputs = [{ file: "a.yaml", bytes }];
  const { findings } = lintManifests(inputs);
  const lines = new TextDecoder().decode(bytes).split("\n").length;
  for (const { at: place, message } of findings) {
    const { start, end } = place;
    const isOrdered = start.line < end.line || (start.line === end.line && start.column <= end.column);
    if (start.line < 1 || start.column < 1 || end.line > lines + 1 || !isOrdered || message === "") {
      throw new Error(`unsound place ${JSON.stringify(place)} of ${JSON.stringify(message)}`);
    }
  }
  checkWords(findings);
  checkFixes(bytes, findings);
  if (JSON.stringify(lintManifests(inputs).findings) !== JSON.stringify(findings))
    throw new Error("not the same twice");
}

/** A file against itself changes nothing that the API server could refuse; against another it may. Throws otherwise. */
export function updateSoundly(bytes: Uint8Array, other: Uint8Array): void {
  const inputs = [{ file: "a.yaml", bytes }];
  const refused = lintManifests(inputs, { rules: [], changes: changesSince(inputs, {}) }).findings.find(
    (one) => one.rule === "update-refused",
  );
  if (refused !== undefined) throw new Error(`refused, though nothing changes: ${refused.message}`);
  lintManifests(inputs, { rules: [], changes: changesSince([{ file: "b.yaml", bytes: other }], {}) });
}
