import type { KubeObject } from "../../api/object.ts";
import type { ResourceKind } from "../../api/kinds.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { ApiStatus } from "../../api/status.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Locate } from "../../base/source.ts";

/** An object that a user wrote, and where. A `Manifest` fits. */
export interface SourcedObject {
  readonly file: string;
  readonly object: JsonObject;
  readonly locate?: Locate;
  /** Where in its document it stands; not empty in a List. */
  readonly base?: FieldPath;
}

/** The objects that a verb is about, as typed: kubectl's grammar of section 1.1 of its reference. */
export interface Targets {
  /** Words after the verb: `sts web`, `sts/web svc/web`, `sts,svc`, … */
  readonly words: readonly string[];
  /** `-f`: the identities of these are taken. */
  readonly files?: readonly SourcedObject[];
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly all?: boolean;
  readonly allNamespaces?: boolean;
  /** The one kind that a bare name means, where only one makes sense. Key of a `ResourceKind`. */
  readonly bareNameKind?: string;
}

/** What every request carries. */
export interface RequestScope {
  readonly namespace: string;
  /** Whether the user typed `-n`; then objects of another namespace are refused. */
  readonly namespaceIsExplicit: boolean;
  /** The flags that named files, as typed: `-R`, `-f`, `k8s/`. */
  readonly inputs?: readonly string[];
  /** `--field-manager`: under whose name fields are recorded, in place of the verb's. */
  readonly fieldManager?: string;
}

export type DryRun = "none" | "client" | "server";

/** What `set env` can do besides setting and removing single variables. */
export interface EnvOptions {
  /** Print the variables that there then are, and change nothing. */
  readonly list?: boolean;
  /** False: a variable that there is already is not given another value. */
  readonly overwrite?: boolean;
  /** A ConfigMap or Secret whose keys become variables; `configmap/x`. */
  readonly from?: string;
  /** Of those keys, only these. */
  readonly keys?: readonly string[];
  /** What is put before the names. */
  readonly prefix?: string;
}

/**
 * What kubectl's verbs ask of the API server, between the flags and the requests on the wire. `cli/` makes one from
 * argv; `plan/` sends the same to a copy.
 */
export type Request = RequestScope &
  (
    | (Forced & {
        readonly verb: "apply";
        readonly manifests: readonly SourcedObject[];
        readonly dryRun: DryRun;
        readonly selector?: string;
        readonly serverSide?: boolean;
        readonly forceConflicts?: boolean;
        readonly overwrite?: boolean;
        readonly force?: boolean;
        readonly validate?: "strict" | "warn" | "ignore";
        readonly prune?: { readonly all: boolean; readonly allowlist?: readonly string[] };
        /** Whether the manifest itself is kept in an annotation; true unless said otherwise. `diff` keeps none. */
        readonly annotate?: boolean;
        /** Of a forced one that goes on: which manifest waits for its deletion, and the patch that was refused. */
        readonly under?: { readonly index: number; readonly patch: string; readonly waitedSeconds?: number };
      })
    | {
        readonly verb: "apply-set-last-applied";
        readonly manifests: readonly SourcedObject[];
        readonly dryRun: DryRun;
        readonly createAnnotation?: boolean;
      }
    | {
        readonly verb: "create";
        readonly manifests: readonly SourcedObject[];
        /** The manifest was made from flags: what then stands before a refusal, in place of the file's name. */
        readonly generated?: { readonly failure: string };
        readonly dryRun: DryRun;
        readonly saveConfig?: boolean;
        readonly validate?: "strict" | "warn" | "ignore";
        readonly selector?: string;
      }
    | (Forced & {
        readonly verb: "replace";
        readonly manifests: readonly SourcedObject[];
        readonly dryRun: DryRun;
        readonly force?: boolean;
        /** Of a forced one that goes on after its deletions: how long it has waited. */
        readonly waitedSeconds?: number;
        readonly saveConfig?: boolean;
        readonly validate?: "strict" | "warn" | "ignore";
      })
    | {
        readonly verb: "delete";
        readonly targets: Targets;
        readonly dryRun: DryRun;
        readonly cascade?: "background" | "foreground" | "orphan";
        readonly gracePeriodSeconds?: number;
        readonly force?: boolean;
        readonly now?: boolean;
        readonly ignoreNotFound?: boolean;
      }
    | {
        readonly verb: "scale";
        readonly targets: Targets;
        readonly replicas: number;
        readonly currentReplicas?: number;
        readonly resourceVersion?: string;
        readonly dryRun: DryRun;
      }
    | {
        readonly verb: "patch";
        readonly targets: Targets;
        readonly type: "strategic" | "merge" | "json";
        /** JSON or YAML text, parsed. */
        readonly patch: unknown;
        readonly subresource?: string;
        /** Warn unless said otherwise. */
        readonly validate?: "strict";
        readonly dryRun: DryRun;
      }
    | {
        readonly verb: "label" | "annotate";
        readonly targets: Targets;
        /** `k=v` and `k-`, as typed. */
        readonly changes: readonly string[];
        readonly overwrite?: boolean;
        readonly list?: boolean;
        readonly resourceVersion?: string;
        readonly dryRun: DryRun;
      }
    | {
        readonly verb: "set-image" | "set-env" | "set-resources" | "set-selector" | "set-serviceaccount";
        readonly targets: Targets;
        /** `container=image`, `K=V`, `K-`, …, as typed. */
        readonly changes: readonly string[];
        readonly containers?: string;
        readonly limits?: string;
        readonly requests?: string;
        /** Of `set env`: what there is besides setting and removing single variables. */
        readonly env?: EnvOptions;
        readonly dryRun: DryRun;
      }
    | { readonly verb: "rollout-restart"; readonly targets: Targets; readonly selector?: string }
    | { readonly verb: "rollout-undo"; readonly targets: Targets; readonly toRevision: number; readonly dryRun: DryRun }
    | { readonly verb: "rollout-pause" | "rollout-resume"; readonly targets: Targets }
    | { readonly verb: "cordon" | "uncordon"; readonly targets: Targets; readonly dryRun: DryRun }
    | {
        readonly verb: "drain";
        readonly targets: Targets;
        readonly dryRun: DryRun;
        readonly force?: boolean;
        readonly ignoreDaemonSets?: boolean;
        readonly deleteEmptyDirData?: boolean;
        readonly gracePeriodSeconds?: number;
        readonly disableEviction?: boolean;
        /** Only pods with these labels. */
        readonly podSelector?: string;
        /** How long to go on trying; for ever when absent. */
        readonly timeoutSeconds?: number;
        /** Of a drain that goes on: the node at which it does, and how far it came there. */
        readonly under?: DrainUnderWay;
        /** The nodes before that keep pods. */
        readonly pending?: readonly string[];
      }
  );

export type Verb = Request["verb"];

/** How `--force` of `apply` and `replace` deletes what it makes anew. */
export interface Forced {
  readonly cascade?: "background" | "foreground" | "orphan";
  readonly gracePeriodSeconds?: number;
  /** How long it waits for what it deleted to be gone. */
  readonly timeoutSeconds?: number;
}

/** How far a drain came on a node. */
export interface DrainUnderWay {
  readonly node: string;
  /** Uids of the pods that a disruption budget holds. */
  readonly held: readonly string[];
  /** Pods that were evicted and may still be there, as they were then. */
  readonly evicted: readonly Pod[];
  /** Why pods cannot be evicted at all. */
  readonly errors: readonly string[];
  /** Of a drain that has a timeout: how much of it has passed for that node. */
  readonly waitedSeconds?: number;
}

/** One object that a verb dealt with. */
export interface Result {
  readonly resource: ResourceKind;
  /** The object after the operation, or as it was last when it is gone. */
  readonly object: KubeObject;
  /** `created`, `configured`, `image updated`, …; printed after `kind.group/name`. */
  readonly operation: string;
  /** The whole line, where it has another shape (`delete`, the tables of `--list`); without a line feed. */
  readonly line?: string;
  /** The pod template that a rollback would go to; the line shows it. */
  readonly preview?: JsonObject;
}

/** Why one object was not dealt with. */
export type Failure =
  /** The server refused. `context` is what kubectl puts before the server's message, e.g. `error when creating "f.yaml": `. */
  | { readonly kind: "status"; readonly status: ApiStatus; readonly context: string; readonly source?: SourcedObject }
  /** kubectl refused; printed after `error: `, unless `bare`. */
  | {
      readonly kind: "client";
      readonly message: string;
      readonly source?: SourcedObject;
      readonly bare?: boolean;
      /** The errors that it joins: where nothing else failed, each is printed on a line of its own. */
      readonly parts?: readonly string[];
      /** Where a text stands that cannot be read, and what to do about it. */
      readonly at?: { readonly file: string; readonly start: { readonly line: number; readonly column: number } };
      readonly hint?: string;
    };

/** What a verb says and did. Results go to stdout, the rest to stderr; any failure makes the exit status 1. */
export interface Outcome {
  readonly results: readonly Result[];
  /** Whole lines for stderr, in order, without a line feed: `Warning: …` and the like. */
  readonly warnings: readonly string[];
  readonly failures: readonly Failure[];
  /** Whole lines for stdout that belong to no object, after the results; without line feeds. */
  readonly notes?: readonly string[];
  /** What is left to do once so many seconds have passed: a drain or a replacement that waits. */
  readonly again?: { readonly afterSeconds: number; readonly request: Request };
}
