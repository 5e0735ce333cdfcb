import { counted } from "../../base/counted.ts";
import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError } from "../../base/errors.ts";
import { systemRefusal } from "../../base/system-refusal.ts";
import { applyEdits } from "../../lint/fix/apply-edits.ts";
import type { Finding, TextEdit } from "../../lint/finding.ts";
import { type LintOptions, lintManifests, type LintResult } from "../../lint/lint.ts";
import type { ManifestInput } from "../../manifest/manifest.ts";
import { textOf } from "../../manifest/text.ts";
import { unifiedHunks } from "../../print/diff/unified.ts";
import { type Call, warn } from "../command.ts";
import type { LintInputs } from "./inputs.ts";

/** A file before and after its fixes. */
export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const MARK = new Uint8Array([0xef, 0xbb, 0xbf]);

/** Whether writing the text back gives the bytes it came from, so that nothing but the fixes changes. */
function isFaithful(text: string, bytes: Uint8Array): boolean {
  const hasMark = MARK.every((byte, index) => bytes[index] === byte);
  return Buffer.from(text).equals(hasMark ? bytes.subarray(MARK.length) : bytes);
}

function editsByFile(findings: readonly Finding[]): ReadonlyMap<string, readonly (readonly TextEdit[])[]> {
  const groups = new Map<string, (readonly TextEdit[])[]>();
  for (const { edits } of findings) {
    const file = edits?.[0]?.file;
    // What spans several files could be done by half.
    if (edits === undefined || file === undefined || edits.some((edit) => edit.file !== file)) continue;
    const list = groups.get(file);
    if (list === undefined) groups.set(file, [edits]);
    else list.push(edits);
  }
  return groups;
}

export interface FixRun {
  readonly places: LintInputs;
  readonly options: LintOptions;
  /** Those of the findings that are to be fixed. */
  readonly wanted: (findings: readonly Finding[]) => readonly Finding[];
}

/** What fixes make of files, and what is found in them then. */
export interface Fixed {
  readonly files: readonly FixedFile[];
  readonly result: LintResult;
}

/** One fix may make room for another; but no more than this. */
const MAX_ROUNDS = 20;

function* withTexts(inputs: Iterable<ManifestInput>, files: ReadonlyMap<string, FixedFile>): Generator<ManifestInput> {
  for (const input of inputs) {
    const fixed = files.get(input.file);
    yield fixed === undefined ? input : { file: input.file, bytes: Buffer.from(fixed.after) };
  }
}

/** The text of a file that can be written back as it was; undefined, and told, where it cannot. */
function faithfulText(call: Call, file: string, bytes: Uint8Array): string | undefined {
  const text = textOf(bytes);
  if (isFaithful(text, bytes)) return text;
  warn(call, `Warning: ${file} is not UTF-8, so nothing is fixed there`);
  return undefined;
}

/** Fixes files until there is nothing more to fix, and looks again; nothing is written. */
export function fixedFiles(call: Call, { places, options, wanted }: FixRun, first: LintResult): Fixed {
  const files = new Map<string, FixedFile>();
  const left = new Set<string>();
  let result = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let isChanged = false;
    for (const [file, groups] of editsByFile(wanted(result.findings))) {
      if (left.has(file)) continue;
      const known = files.get(file);
      const text = known?.after ?? faithfulText(call, file, places.bytesOf(file) ?? new Uint8Array());
      if (text === undefined) left.add(file);
      const { text: after } = applyEdits(text ?? "", groups);
      if (text === undefined || after === text) continue;
      files.set(file, { file, before: known?.before ?? text, after });
      isChanged = true;
    }
    if (!isChanged) break;
    result = lintManifests(withTexts(places.inputs, files), options);
  }
  return { files: [...files.values()].filter(({ before, after }) => before !== after), result };
}

/** Replaces a file whole: beside it first, then over it; a link stays one. */
function writeFixed(call: Call, { file, after }: FixedFile): void {
  try {
    const path = realpathSync(resolve(call.io.cwd, file));
    const beside = `${path}.stsctl-tmp`;
    const had = readFileSync(path);
    const mark = MARK.every((byte, index) => had[index] === byte) ? "\ufeff" : "";
    writeFileSync(beside, `${mark}${after}`, { mode: statSync(path).mode });
    renameSync(beside, path);
  } catch (cause) {
    throw new CommandError("NOT_READABLE", `cannot write ${file}: ${systemRefusal(cause)}`, { cause });
  }
}

/** The differences that fixes make, as `patch -p1` takes them. */
export function fixDiff(files: readonly FixedFile[]): string {
  const sections = files.map(
    ({ file, before, after }) => `--- a/${file}\n+++ b/${file}\n${unifiedHunks(before, after)}`,
  );
  return sections.join("");
}

/** Writes what is fixed, and tells how much that is. */
export function writeFixes(call: Call, { files, result }: Fixed, first: LintResult): LintResult {
  for (const file of files) writeFixed(call, file);
  const fixed = first.findings.length - result.findings.length;
  if (fixed > 0) warn(call, `${counted(fixed, "finding")} fixed`);
  return result;
}
