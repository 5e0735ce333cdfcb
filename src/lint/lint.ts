import type { Severity } from "./severity.ts";
import { resourceKind } from "../api/kinds.ts";
import { wavesOf } from "../base/waves.ts";
import type { DocumentText } from "../manifest/document.ts";
import type { Manifest, ManifestInput } from "../manifest/manifest.ts";
import { readManifests } from "../manifest/read.ts";
import { checkAll, isOn } from "./check.ts";
import { OTHER_KINDS } from "./facts/checked-kinds.ts";
import { dialectFlaws, encodingFlaw } from "./verdict/dialect-flaws.ts";
import { syntaxFlaw } from "./verdict/syntax-flaw.ts";
import { eachOnce } from "./each-once.ts";
import type { Finding } from "./finding.ts";
import type { Flaw } from "./flaw.ts";
import { createNotes, type Notes } from "./notes.ts";
import { type Member, projectOf } from "./project.ts";
import { NEWEST_MINOR } from "./release.ts";
import { rendered, type Rendering } from "./rendered.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { SERVER_RULES, UPDATE_REFUSED, YAML_DIALECT, YAML_SYNTAX } from "./server-rules.ts";
import { areNamespacesDoubtful, doubtfulKind } from "./verdict/doubtful.ts";
import { suppress } from "./silence/suppress.ts";
import { type Verdict, verdictsOn } from "./verdict/verdict.ts";

/** What is refused of a change; apart, since few ask for it and it takes much code. */
export interface Changes {
  flaws(member: Member): readonly Flaw[];
}

export interface LintOptions {
  /** The namespace of objects that name none; default `default`. */
  readonly namespace?: string;
  /** The minor number of the Kubernetes release that the manifests are for, which decides on rules alone; default 36. */
  readonly kubernetesMinor?: number;
  /** By rule id or code; the others keep their own. */
  readonly severities?: ReadonlyMap<string, Severity | "off">;
  /** Whether unknown and duplicate fields are errors (the default) or warnings. */
  readonly strict?: boolean;
  /** Says nothing about kinds that Kubernetes does not have. */
  readonly ignoreMissingSchemas?: boolean;
  /** Findings of severity info are counted and not placed, which saves time where nobody shows them. */
  readonly countInfos?: boolean;
  /** What the manifests change, whose objects are updated then (see `changesSince`). */
  readonly changes?: Changes;
  /** `ConfigMap/settings`: what is added when the manifests are rendered. */
  readonly generated?: ReadonlySet<string>;
  /** By file: what is given to its objects when they are rendered. */
  readonly renderings?: ReadonlyMap<string, Rendering>;
  /** Default: all. */
  readonly rules?: readonly Rule[];
}

export interface LintResult {
  /** By file in the order of the input, then by place. */
  readonly findings: readonly Finding[];
  /** All that were read, also those in which nothing is found. */
  readonly files: readonly string[];
  readonly objects: number;
  /** Objects of kinds that no rule knows. */
  readonly skipped: number;
  /** Findings of severity info that were only counted. */
  readonly hidden: number;
  /** How many findings were silenced by comments and annotations. */
  readonly suppressed: number;
}

/** What the files hold, as far as it can be read. */
interface Judged {
  readonly files: readonly string[];
  readonly members: readonly Member[];
  readonly manifests: readonly Manifest[];
  readonly doubtfulKinds: ReadonlySet<string>;
  /** Those in which something is refused. */
  readonly refused: ReadonlySet<DocumentText>;
  readonly isReadWhole: boolean;
  readonly skipped: number;
}

function isChecked(kind: string): boolean {
  return resourceKind(kind) !== undefined || OTHER_KINDS.has(kind);
}

/** What one file holds. */
interface Read {
  readonly manifests: readonly Manifest[];
  /** Those among them that kubectl does not send, for what they say in their metadata; that is told. */
  readonly unsent: readonly Manifest[];
  readonly isWhole: boolean;
}

function byPlace({ document: a }: Manifest, { document: b }: Manifest): number {
  return a.firstLine - b.firstLine || a.start - b.start;
}

/** Reads a file; notes what is wrong with it as a text. */
function readNoting(input: ManifestInput, notes: Notes): Read {
  const { manifests, errors } = readManifests(input);
  for (const error of errors) notes.place(YAML_SYNTAX, syntaxFlaw(error));
  const broken = encodingFlaw(input, manifests);
  if (broken !== undefined) notes.place(YAML_DIALECT, broken);
  const unsent = errors.flatMap(({ undecodable }) =>
    undecodable?.path[0] === "metadata" ? [undecodable.manifest] : [],
  );
  const isWhole = unsent.length === errors.length;
  return { manifests: unsent.length === 0 ? manifests : [...manifests, ...unsent].sort(byPlace), unsent, isWhole };
}

/** A manifest, and what the API server makes of it. */
interface Tried extends Verdict {
  readonly manifest: Manifest;
}

/** What is made of manifests. Notes what is wrong with each of them alone, where it `isSent`. */
function tried(
  manifests: readonly Manifest[],
  options: LintOptions,
  notes: Notes,
  isSent: (manifest: Manifest) => boolean,
): readonly Tried[] {
  const { namespace = "default", ignoreMissingSchemas = false } = options;
  const verdicts = verdictsOn(manifests, { namespace, ignoreMissingSchemas });
  return manifests.flatMap((manifest, index): Tried[] => {
    const verdict = verdicts[index];
    if (verdict === undefined) return [];
    const meant = verdict.refusal?.manifest ?? manifest;
    for (const flaw of isSent(manifest) ? verdict.flaws : []) notes.flaw(flaw, meant);
    for (const { rule, ...place } of dialectFlaws(manifest)) notes.place(rule, place, meant);
    return [{ ...verdict, manifest: meant }];
  });
}

function membersIn({ resource, object, manifest, refusal }: Tried): readonly Member[] {
  if (resource === undefined || object === undefined) return [];
  const { key: kind } = resource;
  return [refusal === undefined ? { kind, object, manifest } : { kind, object, manifest, refusal }];
}

function judgeAll(inputs: Iterable<ManifestInput>, options: LintOptions, notes: Notes): Judged {
  const files: string[] = [];
  const unsent = new Set<Manifest>();
  let isReadWhole = true;
  function* manifestsIn(): Generator<Manifest> {
    for (const input of inputs) {
      files.push(input.file);
      const read = readNoting(input, notes);
      isReadWhole &&= read.isWhole;
      const rendering = options.renderings?.get(input.file);
      for (const manifest of read.manifests) {
        const made = rendering === undefined ? manifest : rendered(manifest, rendering);
        if (read.unsent.includes(manifest)) unsent.add(made);
        yield made;
      }
    }
  }
  const all: Tried[] = [];
  for (const wave of wavesOf(manifestsIn(), ({ document }) => document.text.length)) {
    for (const one of tried(wave, options, notes, (manifest) => !unsent.has(manifest))) all.push(one);
  }
  return {
    files,
    isReadWhole: isReadWhole && !areNamespacesDoubtful(all),
    manifests: all.map(({ manifest }) => manifest),
    members: all.flatMap(membersIn),
    doubtfulKinds: new Set(all.flatMap((one) => doubtfulKind(one) ?? [])),
    refused: new Set(all.flatMap(({ refusal, manifest }) => (refusal === undefined ? [] : [manifest.document]))),
    skipped: all.filter(({ resource, flaws }) =>
      resource === undefined ? flaws.length === 0 : !isChecked(resource.key),
    ).length,
  };
}

function documentsOf(manifests: readonly Manifest[]): readonly DocumentText[] {
  return [...new Set(manifests.map(({ document }) => document))];
}

/** Looks at manifests, all of them together: what the API server would refuse, and what would go wrong later. */
export function lintManifests(inputs: Iterable<ManifestInput>, options: LintOptions = {}): LintResult {
  const { rules = RULES, kubernetesMinor = NEWEST_MINOR, generated = new Set() } = options;
  const notes = createNotes(options);
  const judged = judgeAll(inputs, options, notes);
  const { files, manifests, skipped } = judged;
  const { members, redefinitions } = eachOnce(judged.members);
  const project = projectOf({ ...judged, members, all: judged.members, generated, kubernetesMinor });
  for (const { member, flaw } of redefinitions) notes.flaw(flaw, member.manifest, project);
  for (const member of options.changes === undefined ? [] : members) {
    if (member.refusal !== undefined) continue;
    for (const flaw of options.changes?.flaws(member) ?? []) notes.flaw(flaw, member.manifest);
  }
  checkAll(rules, { members, project, notes });
  const outcome = suppress(notes.all(), {
    documents: documentsOf(manifests),
    manifests,
    rules,
    isIdle: (rule, document) =>
      !isOn(rule, notes, kubernetesMinor) ||
      (rule === UPDATE_REFUSED && options.changes === undefined) ||
      (judged.refused.has(document) && !SERVER_RULES.includes(rule)),
    notes: createNotes(options),
  });
  const findings = inOrder(outcome.findings, files);
  const told = options.countInfos === true ? findings.filter(({ severity }) => severity !== "info") : findings;
  return {
    findings: told,
    files,
    objects: manifests.length,
    skipped,
    hidden: notes.counted() + findings.length - told.length,
    suppressed: outcome.suppressed,
  };
}

function inOrder(findings: readonly Finding[], files: readonly string[]): readonly Finding[] {
  const order = new Map(files.map((file, index) => [file, index]));
  const rank = ({ at }: Finding): number => order.get(at.file) ?? 0;
  return [...findings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      a.at.start.line - b.at.start.line ||
      a.at.start.column - b.at.start.column ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
