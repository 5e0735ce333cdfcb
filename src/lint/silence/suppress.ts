import { suggest } from "../../api/structure/suggest.ts";
import { valueAt } from "../../base/field-path.ts";
import type { LocatedRange } from "../../base/source.ts";
import type { DocumentText } from "../../manifest/document.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { namesAndReason, suppressionsIn } from "../../manifest/suppressions.ts";
import type { Finding } from "../finding.ts";
import type { Note, Notes } from "../notes.ts";
import type { RuleText } from "../rule.ts";
import { IGNORE_ANNOTATION } from "./silenced.ts";
import { SERVER_RULES, SUPPRESSION_WITHOUT_REASON, UNUSED_SUPPRESSION } from "../server-rules.ts";

/** One rule, or all of them, silenced at one place. */
interface Silence {
  /** A rule's id or code; undefined for all. */
  readonly rule: string | undefined;
  readonly at: LocatedRange;
  /** A comment that does not say why. An annotation may say it elsewhere. */
  readonly lacksReason: boolean;
  readonly document: DocumentText;
  /** The line, or the object, whose findings it is about. */
  readonly about: string | Manifest;
  used: boolean;
}

function lineKey(file: string, line: number): string {
  return `${line} ${file}`;
}

export interface Suppressible {
  readonly documents: readonly DocumentText[];
  readonly manifests: readonly Manifest[];
  readonly rules: readonly RuleText[];
  /** Whether not all that a rule could find in a document is found in this run, so that it may be meant none the less. */
  readonly isIdle: (rule: RuleText, document: DocumentText) => boolean;
  /** For findings about the suppressions. */
  readonly notes: Notes;
}

/** The line that a comment of its own line is about: the next one that is no comment. */
function lineBelow(lines: readonly string[], index: number): number {
  let next = index + 1;
  while (/^\s*(?:#|$)/.test(lines[next] ?? "x")) next++;
  return next;
}

function commentSilences(document: DocumentText): readonly Silence[] {
  const comments = suppressionsIn(document);
  if (comments.length === 0) return [];
  const lines = document.text.split("\n");
  return comments.flatMap(({ rules, line, column, ownLine, reason }) => {
    const index = line - document.firstLine;
    const text = lines[index] ?? "";
    const about = lineKey(document.file, ownLine ? document.firstLine + lineBelow(lines, index) : line);
    const start = { line, column };
    const at = { file: document.file, start, end: { line, column: text.length + 1 }, exact: true };
    const names = rules.length === 0 ? [undefined] : rules;
    return names.map((rule): Silence => ({
      rule,
      at,
      lacksReason: reason === undefined,
      document,
      about,
      used: false,
    }));
  });
}

function annotationSilences(manifest: Manifest): readonly Silence[] {
  const path = ["metadata", "annotations", { key: IGNORE_ANNOTATION }];
  const text = valueAt(manifest.object, path);
  if (typeof text !== "string") return [];
  const { rules } = namesAndReason(text);
  const { document } = manifest;
  const at = manifest.locate(path, "value");
  return rules.map((rule): Silence => ({ rule, at, lacksReason: false, document, about: manifest, used: false }));
}

function isMeant(silence: Silence, { rule, code }: Finding): boolean {
  return silence.rule === undefined || silence.rule === rule || silence.rule === code;
}

/** Finds those of many suppressions that a finding is silenced by. */
function silencersAmong(list: readonly Silence[]): (note: Note) => readonly Silence[] {
  const byPlace = new Map<Silence["about"] | undefined, Silence[]>();
  for (const silence of list) {
    const others = byPlace.get(silence.about);
    if (others === undefined) byPlace.set(silence.about, [silence]);
    else others.push(silence);
  }
  return ({ finding, manifest }) => {
    const { file, start } = finding.at;
    const ofLine = byPlace.get(lineKey(file, start.line)) ?? [];
    const ofObject = manifest === undefined ? [] : (byPlace.get(manifest) ?? []);
    return [...ofLine, ...ofObject].filter((silence) => isMeant(silence, finding));
  };
}

function complaint({ rule }: Silence, known: readonly RuleText[]): { readonly message: string; readonly fix?: string } {
  if (rule === undefined) return { message: "nothing is found here that could be ignored" };
  if (known.some(({ id, code }) => id === rule || code === rule)) {
    return { message: `${rule} finds nothing here that could be ignored` };
  }
  const meant = suggest(
    rule,
    known.map(({ id }) => id),
  );
  if (meant === undefined) return { message: `there is no rule ${JSON.stringify(rule)}` };
  return { message: `there is no rule ${JSON.stringify(rule)}, did you mean "${meant}"?`, fix: `write ${meant}` };
}

/** Takes out what comments and annotations silence, and tells of those that silence nothing. */
export function suppress(
  notes: readonly Note[],
  { documents, manifests, rules, isIdle, notes: about }: Suppressible,
): { readonly findings: readonly Finding[]; readonly suppressed: number } {
  const list = [...documents.flatMap(commentSilences), ...manifests.flatMap(annotationSilences)];
  if (list.length === 0) return { findings: notes.map(({ finding }) => finding), suppressed: 0 };
  const silencers = silencersAmong(list);
  const findings = notes.flatMap((note) => {
    const fitting = silencers(note);
    for (const silence of fitting) silence.used = true;
    return fitting.length === 0 ? [note.finding] : [];
  });
  const known = [...SERVER_RULES, ...rules];
  for (const silence of list) {
    const { rule, at, document } = silence;
    const isUnasked = known.some((one) => (one.id === rule || one.code === rule) && isIdle(one, document));
    if (!silence.used && !isUnasked) about.place(UNUSED_SUPPRESSION, { path: [], at, ...complaint(silence, known) });
    else if (silence.lacksReason) {
      about.place(SUPPRESSION_WITHOUT_REASON, {
        path: [],
        at,
        message: `${rule ?? "everything"} is ignored without a reason`,
      });
    }
  }
  return {
    findings: [...findings, ...about.all().map(({ finding }) => finding)],
    suppressed: notes.length - findings.length,
  };
}
