import type { ObjectKey } from "../api/object.ts";
import type { FieldPath } from "../base/field-path.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import type { Fault } from "../cluster/world.ts";
import type { PodData } from "./pod-data/pod-data.ts";

/** Where a value stands in a manifest. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One field that differs. Of a field that is added `before` is absent, of one that is removed `after`. */
export interface FieldChange {
  /** `spec.template.spec.containers[nginx].image`. */
  readonly field: string;
  readonly path: FieldPath;
  readonly before?: unknown;
  readonly after?: unknown;
  /** The elements are the same and their order is not; then the values are their names. */
  readonly isOrder?: true;
  /** Of a field that the server does not know: the one that was probably meant. */
  readonly meant?: string;
  /** Of a field that the server does not know here: the fields that know one of that name. */
  readonly homes?: readonly string[];
  readonly at?: Place;
}

export type ObjectAction = "create" | "update" | "replace" | "delete" | "unchanged";

/** What becomes of one object that the request is about. */
export interface ObjectChange {
  readonly action: ObjectAction;
  readonly key: ObjectKey;
  /** `statefulset.apps/web`. */
  readonly name: string;
  readonly at?: Place;
  readonly fields: readonly FieldChange[];
}

/** An object that the API server, or kubectl before it, does not take. */
export interface Refusal {
  readonly key?: ObjectKey;
  readonly name: string;
  readonly at?: Place;
  /** In the server's own words. */
  readonly message: string;
  /** The fields that it is about, as they are and as they were asked for. */
  readonly fields: readonly FieldChange[];
  readonly wayRound?: WayRound;
}

/** A way to the same end that the server takes, rehearsed to its end. */
export interface WayRound {
  /** What it means for pods and data; a sentence. */
  readonly sentence: string;
  /** What the reader has to know before; sentences. */
  readonly cautions: readonly string[];
  readonly commands: readonly string[];
  /** Whether a rehearsal of the commands reached what was asked for. Others are not shown as a way. */
  readonly isVerified: boolean;
}

export type StepAction = "create" | "replace" | "delete" | "lose";

/** What happens to one pod name, from the moment it begins to the moment it is over. */
export interface PodStep {
  readonly number: number;
  readonly pod: string;
  readonly namespace: string;
  /** The workload it belongs to, if any. */
  readonly workload?: ObjectKey;
  readonly action: StepAction;
  /** Numbers where known, names otherwise. */
  readonly from?: string;
  readonly to?: string;
  /** What it waits for; a clause after `waits for` or `waits until`. Absent: for nothing. */
  readonly waitsFor?: string;
  /** What its new pod waits for after the old one is gone; a clause after `made anew when`. Absent: for nothing. */
  readonly comesBackWhen?: string;
  /** Milliseconds from the beginning of the plan. */
  readonly startsAfterMs: number;
  /** Until it is ready or gone; absent where that does not come. */
  readonly takesMs?: number;
  /** Why it does not come to its end. */
  readonly hangs?: string;
}

/** How many pods of a workload serve while the plan is carried out. */
export interface Serving {
  readonly workload: ObjectKey;
  readonly before: { readonly ready: number; readonly wanted: number };
  readonly after: {
    readonly ready: number;
    readonly wanted: number;
    /** The workload itself is deleted. */
    readonly isGone: boolean;
  };
  readonly least: { readonly ready: number; readonly atMs: number };
  /** Milliseconds in which no pod served. */
  readonly noneForMs: number;
  /** None serves in the end. */
  readonly endsWithNone: boolean;
}

export type ClaimFate = "created" | "re-used" | "kept" | "orphaned" | "deleted" | "terminating";

/** What becomes of one claim that the plan touches. */
export interface ClaimEntry {
  readonly namespace: string;
  readonly name: string;
  readonly fate: ClaimFate;
  readonly size?: string;
  readonly pod?: string;
  readonly workload?: ObjectKey;
  readonly volume?: string;
  /** What happens to the volume of a claim that goes. */
  readonly reclaim?: "Delete" | "Retain" | "Recycle";
  /** Whether the volume's object is gone in the end, too. */
  readonly volumeGoes?: boolean;
  /** Whether data goes with it. */
  readonly losesData: boolean;
  /** It was made for an ephemeral volume, and goes with its pod. */
  readonly isEphemeral?: true;
  /** When it is gone, in milliseconds from the beginning of the plan. */
  readonly atMs?: number;
}

/** `unanswered`: it has no answer in the end, though what it stands for is there and only not ready. */
export type NameFate = "appears" | "vanishes" | "unanswered" | "changes" | "interrupted";

/** What becomes of one name in DNS. */
export interface NameChange {
  /** `web-0.web.default.svc`, without the cluster's domain. */
  readonly name: string;
  readonly namespace: string;
  readonly fate: NameFate;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Milliseconds without an answer on the way. */
  readonly unansweredMs: number;
  /** Milliseconds for which a client may hear that there is no such name, or none yet, through a cache that keeps misses. */
  readonly cachedMs: number;
  /** When it first vanishes or appears, in milliseconds from the beginning of the plan. */
  readonly atMs: number;
}

/** What happens if the new revision of a workload never becomes ready. */
export interface WhatIf {
  readonly workload: ObjectKey;
  /** `nginx:1.26`, or `the new revision`. */
  readonly subject: string;
  /** The pod where it stops; absent where no pod of the new revision is made. */
  readonly stopsAt?: string;
  /** The number of that pod's step. */
  readonly step?: number;
  readonly serving: { readonly old: number; readonly new: number; readonly wanted: number };
  /** Going back to the old template is all that is needed. */
  readonly goingBackFrees: boolean;
  /** The commands that bring the old revision back, in order. */
  readonly commands: readonly string[];
  /** Whether the rehearsal of these commands brought every pod back. */
  readonly isVerified: boolean;
}

export type VerdictWord = "STUCK" | "BLOCKED" | "DEADLOCK" | "DATA LOSS" | "DOWNTIME" | "QUORUM";

export interface PlanVerdict {
  readonly word: VerdictWord;
  readonly object?: ObjectKey;
  /** Without a full stop. */
  readonly sentence: string;
  /** What people try first and does not help; with a full stop. */
  readonly butNot?: string;
  /** The commands that free it, or avoid it. */
  readonly commands: readonly string[];
}

/** A fact that is no verdict. */
export interface Note {
  /** Without a full stop. */
  readonly sentence: string;
  /** What the commands are for, as words before a colon. Absent: `To go on`. */
  readonly lead?: string;
  /** What lets it go on, or puts it right. */
  readonly commands: readonly string[];
}

/** Where a plan begins. */
export interface Base {
  /** `the state stsctl.state.json`, `git origin/main`, `an empty cluster`. */
  readonly from: string;
  readonly revision: number;
  readonly clock: Instant;
  readonly resourceVersion: number;
}

export interface Assumptions {
  readonly startAfterMs: number;
  readonly stopAfterMs: number;
  readonly pullTimeMs: number;
  readonly faults: readonly Fault[];
}

export interface Summary {
  readonly pods: { readonly created: number; readonly replaced: number; readonly deleted: number };
  readonly objects: Readonly<Record<ObjectAction | "refused", number>>;
  readonly claims: Readonly<Record<ClaimFate, number>>;
  readonly names: Readonly<Record<NameFate, number>>;
}

/** What a request would do. A value: applying it is another matter. */
export interface Plan {
  readonly base: Base;
  /** `apply`, `scale`, `rollout undo`, … */
  readonly verb: string;
  readonly assumptions: Assumptions;
  readonly objects: readonly ObjectChange[];
  readonly refusals: readonly Refusal[];
  readonly steps: readonly PodStep[];
  readonly serving: readonly Serving[];
  readonly claims: readonly ClaimEntry[];
  readonly podData: readonly PodData[];
  readonly names: readonly NameChange[];
  readonly whatIf: readonly WhatIf[];
  readonly verdicts: readonly PlanVerdict[];
  readonly notes: readonly Note[];
  /** What the API server warned of; whole lines. */
  readonly warnings: readonly string[];
  readonly timeline: readonly Happening[];
  /** Nothing more would happen by itself. */
  readonly settled: boolean;
  readonly elapsedMs: number;
  readonly summary: Summary;
}
