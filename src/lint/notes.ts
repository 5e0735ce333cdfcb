import type { Severity } from "./severity.ts";
import { keepingLast } from "../base/last-answer.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { textEdits } from "./fix/edits.ts";
import type { Finding } from "./finding.ts";
import type { Project } from "./project.ts";
import type { RuleText } from "./rule.ts";
import { STRICT_DECODING } from "./server-rules.ts";
import type { Flaw } from "./flaw.ts";

/** A finding and the manifest that it is about; there is none for a file that cannot be read. */
export interface Note {
  readonly finding: Finding;
  readonly manifest?: Manifest;
}

/** A finding whose place is known already; what it does not say is its rule's. */
export type Placed = Pick<Finding, "message" | "path" | "at" | "related" | "why" | "fix" | "edits"> &
  Pick<Flaw, "severity">;

type Found = Omit<Finding, "rule" | "code" | "severity">;

/** Turns flaws into findings: with their severities, unless their rule is off, and with their places. */
export interface Notes {
  flaw(flaw: Flaw, manifest: Manifest, project?: Project): void;
  place(rule: RuleText, place: Placed, manifest?: Manifest): void;
  /** Undefined when the rule is off. */
  severity(rule: RuleText): Severity | undefined;
  all(): readonly Note[];
  /** How many findings were only counted. */
  counted(): number;
}

export interface Judgement {
  readonly severities?: ReadonlyMap<string, Severity | "off">;
  readonly strict?: boolean;
  readonly countInfos?: boolean;
}

/** What may silence a finding: then its place has to be known, whether it is shown or not. */
const SILENCER = /stsctl(?:-|\.dev\/)ignore/;

/** `own`: of the one finding. */
function severityOf(
  { id, code, severity }: RuleText,
  { severities, strict }: Judgement,
  own = severity,
): Severity | undefined {
  const wanted = severities?.get(id) ?? severities?.get(code);
  if (wanted !== undefined) return wanted === "off" ? undefined : wanted;
  return id === STRICT_DECODING.id && strict === false ? "warning" : own;
}

const isSilenced = keepingLast(({ document }: Manifest) => SILENCER.test(document.text));

function nameOf({ object }: Manifest): string {
  const { kind, metadata } = object as { readonly kind?: unknown; readonly metadata?: { readonly name?: unknown } };
  return `${String(kind)}/${typeof metadata?.name === "string" ? metadata.name : ""}`;
}

export function createNotes(judgement: Judgement): Notes {
  const list: Note[] = [];
  let counted = 0;
  const add = (rule: RuleText, weight: Severity, found: Found, manifest?: Manifest): void => {
    const { id, code, why, fix } = rule;
    const about = manifest === undefined ? {} : { object: nameOf(manifest) };
    const finding: Finding = { rule: id, code, severity: weight, why, fix, ...about, ...found };
    list.push(manifest === undefined ? { finding } : { finding, manifest });
  };
  return {
    severity: (rule) => severityOf(rule, judgement),
    all: () => list,
    counted: () => counted,
    place: (rule, { severity, ...place }, manifest) => {
      const weight = severityOf(rule, judgement, severity);
      if (weight !== undefined) add(rule, weight, place, manifest);
    },
    flaw: (flaw, manifest, project) => {
      const {
        rule,
        severity,
        path: named,
        writtenAt: path = named,
        message,
        part = "value",
        why,
        fix,
        related,
        edits = [],
      } = flaw;
      const weight = severityOf(rule, judgement, severity);
      if (weight === undefined) return;
      if (weight === "info" && judgement.countInfos === true && !isSilenced(manifest)) {
        counted++;
        return;
      }
      const places = related?.map(({ object, path: other, message: text }) => ({
        at: project?.locate(object, other) ?? manifest.locate(other, "value"),
        message: text,
      }));
      const changes = textEdits(edits, manifest, project);
      const found = {
        message,
        path,
        at: manifest.locate(path, part),
        ...(why === undefined ? {} : { why }),
        ...(fix === undefined ? {} : { fix }),
        ...(places === undefined ? {} : { related: places }),
        ...(changes.length === 0 ? {} : { edits: changes }),
      };
      add(rule, weight, found, manifest);
    },
  };
}
