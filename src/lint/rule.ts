import type { KubeObject } from "../api/object.ts";
import type { Severity } from "./severity.ts";
import type { FieldPath } from "../base/field-path.ts";
import type { CheckedKind, CheckedKinds } from "./facts/checked-kinds.ts";
import type { Project } from "./project.ts";

/** A flaw that the API server does not mind, and users would regret. One rule, one file, one test file. */
export interface Rule extends RuleText {
  /**
   * What is looked at, by kind. Each check gets a defaulted object, one at a time, and all the others through the
   * project. The API server may refuse it: what its type promises is there, what validation asks for may not be, and
   * what is found in a field that is refused is not told. A rule for several kinds names the same function several times.
   */
  readonly checks: Checks;
}

/** What a rule says about itself: `lint --explain` prints it, and its examples are run as tests. */
export interface RuleText {
  /** Kebab-case, the name of its file, e.g. `governing-service-missing`. */
  readonly id: string;
  /** Stable and searchable, e.g. `STS101`; never reused. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence that says how it ought to be. */
  readonly summary: string;
  /** What happens otherwise, in one or two sentences. */
  readonly why: string;
  /** What to do, in the imperative. */
  readonly fix: string;
  /** Where the behaviour is documented: an address, or an upstream file. */
  readonly source: string;
  /** The first Kubernetes minor release that it holds for, and the last one. */
  readonly since?: number;
  readonly until?: number;
  /**
   * Names of fields, of the object and of others in its namespace, that its findings rest on without naming them. Nothing
   * is told where such a field is refused, or is in one that nobody knows.
   */
  readonly looksFor?: readonly string[];
  /** Manifests in which this rule finds nothing. Examples are made when they are asked for, which few commands do. */
  readonly passes: () => readonly string[];
  readonly fails: () => readonly FailingExample[];
}

export interface FailingExample {
  /** What there was before, for rules about changes. */
  readonly base?: string;
  readonly manifest: string;
  /** All that the rule finds in it, in order. */
  readonly findings: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  /** As printed: `spec.template.spec.containers[0].name`. */
  readonly path: string;
  /** `line:column` of where it starts in the manifest, both from one. */
  readonly at: string;
  /** The manifest after the fixes; left out when there is none. */
  readonly fixed?: string;
}

export type Checks = { readonly [K in CheckedKind]?: Check<CheckedKinds[K]> };

export type Check<T> = (object: T, project: Project, report: Report) => void;

/**
 * Notes a finding about the checked object. `message` is one sentence without a full stop that names the offending
 * value. The path is that of the field in question, written or not.
 */
export type Report = (path: FieldPath, message: string, more?: Particulars) => void;

/** What a finding says besides, where the rule's own text is not the best. */
export interface Particulars {
  /** `key` when the field itself is the problem, `value` (the default) when what it says is. */
  readonly part?: "key" | "value";
  /** In place of the rule's, where less is at stake than usual; what users ask of the rule goes before. */
  readonly severity?: Severity;
  /** In place of the rule's. */
  readonly why?: string;
  /** In place of the rule's. */
  readonly fix?: string;
  /** Other places that belong to it. */
  readonly related?: readonly RelatedField[];
  /** What `--fix` does. Only where there is one right answer that loses nothing. */
  readonly edits?: readonly Edit[];
}

/** A field of an object of the project, and what it has to do with a finding. */
export interface RelatedField {
  readonly object: KubeObject;
  readonly path: FieldPath;
  readonly message: string;
}

type Scalar = string | number | boolean;

/** A change of a manifest's text that leaves comments and layout alone. `object`: another than the checked one. */
export type Edit =
  | { readonly do: "rename"; readonly path: FieldPath; readonly to: string; readonly object?: KubeObject }
  /** Writes a scalar over the value, or adds the field to its (written) parent. */
  | { readonly do: "set"; readonly path: FieldPath; readonly value: Scalar; readonly object?: KubeObject }
  | { readonly do: "remove"; readonly path: FieldPath; readonly object?: KubeObject };
