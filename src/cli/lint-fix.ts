import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError } from "../base/errors.ts";
import { trouble } from "../base/trouble.ts";
import { applyEdits } from "../lint/apply-edits.ts";
import type { Finding, TextEdit } from "../lint/finding.ts";
import { type LintOptions, lintManifests, type LintResult } from "../lint/lint.ts";
import { textOf } from "../manifest/text.ts";
import { unifiedHunks } from "../print/diff/unified.ts";
import { type Call, warn } from "./command.ts";
import type { LintInputs } from "./lint-inputs.ts";

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

/** What the fixes of findings make of their files; nothing is written. */
export function fixedFiles(
  call: Call,
  findings: readonly Finding[],
  bytesOf: (file: string) => Uint8Array | undefined,
): readonly FixedFile[] {
  return [...editsByFile(findings)].flatMap(([file, groups]) => {
    const bytes = bytesOf(file) ?? new Uint8Array();
    const before = textOf(bytes);
    if (!isFaithful(before, bytes)) {
      warn(call, `Warning: ${file} is not UTF-8, so nothing is fixed there`);
      return [];
    }
    const { text: after } = applyEdits(before, groups);
    return after === before ? [] : [{ file, before, after }];
  });
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
    throw new CommandError("NOT_READABLE", `cannot write ${file}: ${trouble(cause)}`, { cause });
  }
}

/** The differences that fixes make, as `patch -p1` takes them. */
export function fixDiff(files: readonly FixedFile[]): string {
  const sections = files.map(
    ({ file, before, after }) => `--- a/${file}\n+++ b/${file}\n${unifiedHunks(before, after)}`,
  );
  return sections.join("");
}

/** One fix may make room for another; but no more than this. */
const MAX_ROUNDS = 5;

/** Writes fixes until there are no more, and looks again. */
export function fixAll(call: Call, places: LintInputs, options: LintOptions, first: LintResult): LintResult {
  let result = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const files = fixedFiles(call, result.findings, places.bytesOf);
    if (files.length === 0) break;
    for (const file of files) writeFixed(call, file);
    result = lintManifests(places.inputs, options);
  }
  const fixed = first.findings.length - result.findings.length;
  if (fixed > 0) warn(call, `${fixed} finding${fixed === 1 ? "" : "s"} fixed`);
  return result;
}
