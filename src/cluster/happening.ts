import type { Instant } from "../base/instant.ts";

/**
 * Something that a reader of the timeline wants to know, derived from one change. Timeline, plan, progress, invariants
 * and history all read the one list of these.
 */
export interface Happening {
  /** Counts happenings from 1; never reused. */
  readonly seq: number;
  readonly at: Instant;
  readonly effect: EffectVerb;
  /** Lower-case short kind, as effects are written: `pod`, `pvc`, `controllerrevision`, … */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of a pod: the name of its ControllerRevision. */
  readonly revision?: string;
  /** Of a ControllerRevision: its number. */
  readonly number?: number;
  /** After `own`: `kind/name` of the owners, sorted. */
  readonly owners?: readonly string[];
  /** Of a pod: its node once bound. */
  readonly node?: string;
  /** Why a pod waits: the reason shown in its STATUS column. */
  readonly reason?: string;
  /** After `waiting` for an image: the image. */
  readonly image?: string;
  /** Of a pod: the claims it mounts. Of a claim: its request. */
  readonly claims?: readonly string[];
  readonly size?: string;
  /** DNS: the name, and the addresses it answers with. */
  readonly addresses?: readonly string[];
}

/**
 * The verbs of the effects that `timeline -o json` lists are those up to `renumber`. The others are for readers of the
 * text form: `waiting` (a pod's reason to wait changed), `bound` (claim got its volume), `resolves` and `vanishes` (a DNS name).
 */
export type EffectVerb =
  | "create"
  | "delete"
  | "remove"
  | "ready"
  | "unready"
  | "failed"
  | "succeeded"
  | "relabel"
  | "own"
  | "renumber"
  | "waiting"
  | "bound"
  | "resolves"
  | "vanishes";
