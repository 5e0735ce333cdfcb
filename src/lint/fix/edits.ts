import { type FieldPath, nameOf } from "../../base/field-path.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { type MemberText, type Surroundings, surroundingsOf } from "../../manifest/surroundings.ts";
import type { TextEdit } from "../finding.ts";
import type { Project } from "../project.ts";
import type { Edit } from "../rule.ts";

const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** A scalar in the spelling of its file that every reader takes for the same. */
function scalarText(value: string | number | boolean, json: boolean): string {
  if (typeof value !== "string") return String(value);
  return !json && PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);
}

interface Target {
  readonly manifest: Manifest;
  readonly parent: Surroundings;
  readonly name: string;
  readonly path: FieldPath;
}

function renamed({ manifest, parent, path }: Target, to: string): TextEdit | undefined {
  const { file, start, end, exact } = manifest.locate(path, "key");
  return exact ? { file, start, end, text: scalarText(to, parent.json) } : undefined;
}

function added({ manifest, parent, name }: Target, value: string): TextEdit | undefined {
  const { firstKey: start, flow, json } = parent;
  if (start === undefined) return undefined;
  const key = scalarText(name, json);
  const text = flow ? `${key}: ${value}, ` : `${key}: ${value}\n${" ".repeat(start.column - 1)}`;
  return { file: manifest.file, start, end: start, text };
}

function set(target: Target, scalar: string | number | boolean): TextEdit | undefined {
  const { manifest, parent, name, path } = target;
  const value = scalarText(scalar, parent.json);
  if (!parent.has(name)) return added(target, value);
  const { file, start, end, exact } = manifest.locate(path, "value");
  if (!exact || parent.isAliased(name)) return undefined;
  const key = manifest.locate(path, "key");
  const isEmpty = key.start.line === start.line && key.start.column === start.column;
  if (!isEmpty) return { file, start, end, text: value };
  const colon = { line: end.line, column: end.column + 1 };
  return { file, start: colon, end: colon, text: ` ${value}` };
}

function lineAt({ document: { text, firstLine } }: Manifest, line: number): string {
  return text.split("\n", line - firstLine + 1).at(-1) ?? "";
}

/** The lines of a member that has them to itself, up to a comment behind it; undefined for one that has not. */
function linesOf({ start, end }: MemberText, manifest: Manifest): Pick<TextEdit, "start" | "end"> | undefined {
  if (
    lineAt(manifest, start.line)
      .slice(0, start.column - 1)
      .trim() !== ""
  )
    return undefined;
  const from = { line: start.line, column: 1 };
  if (end.column === 1) return { start: from, end };
  const behind = lineAt(manifest, end.line).slice(end.column - 1);
  const comment = behind.search(/\S/);
  if (comment < 0) return { start: from, end: { line: end.line + 1, column: 1 } };
  return { start, end: { line: end.line, column: end.column + comment } };
}

/**
 * A member that has its lines to itself goes with them, and leaves all comments around alone. Any other goes with what is
 * between it and the next one, the last one with what is between it and the one before.
 */
function removed({ manifest, parent, name }: Target): TextEdit | undefined {
  const members = parent.members();
  const index = members.findLastIndex((member) => member.name === name);
  const [before, gone, after]: (MemberText | undefined)[] = [members[index - 1], members[index], members[index + 1]];
  if (gone === undefined || (before === undefined && after === undefined) || parent.isAliased(name)) return undefined;
  const { file } = manifest;
  const { start, end } = gone;
  const lines = parent.flow ? undefined : linesOf(gone, manifest);
  if (lines !== undefined) return { file, ...lines, text: "" };
  if (after !== undefined) return { file, start, end: after.start, text: "" };
  return before === undefined ? undefined : { file, start: before.end, end, text: "" };
}

function textEdit(edit: Edit, manifest: Manifest): TextEdit | undefined {
  const { path } = edit;
  const parent = surroundingsOf(manifest.document, [...manifest.base, ...path.slice(0, -1)]);
  if (parent === undefined) return undefined;
  const target = { manifest, parent, path, name: nameOf(path.at(-1)) };
  switch (edit.do) {
    case "rename":
      return renamed(target, edit.to);
    case "set":
      return set(target, edit.value);
    case "remove":
      return removed(target);
  }
}

/** Changes of fields as changes of texts. None at all when one of them cannot be made in the text as it is. */
export function textEdits(
  edits: readonly Edit[],
  manifest: Manifest,
  project: Project | undefined,
): readonly TextEdit[] {
  const texts = edits.map((edit) => {
    const about = edit.object === undefined ? manifest : project?.manifestOf(edit.object);
    return about === undefined ? undefined : textEdit(edit, about);
  });
  const made = texts.filter((text) => text !== undefined);
  return made.length === texts.length ? made : [];
}
