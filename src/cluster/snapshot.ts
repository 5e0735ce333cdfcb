import type { KubeObject } from "../api/object.ts";
import { EPOCH, type Instant } from "../base/instant.ts";
import type { Happening } from "./happening.ts";
import { DEFAULT_SETTINGS, type World } from "./world.ts";

/** A file inside a pod or a volume: path from the root of the mount to its content. */
export type Files = Readonly<Record<string, string>>;

/** All of a cluster that outlives a command. Holds no queue: timers are derived from the objects. */
export interface Snapshot {
  /** Counts commits; compared before the next one. 0: never committed. */
  readonly revision: number;
  readonly clock: Instant;
  /**
   * Whether controllers had nothing left to do, now or later. Then none of them looks at anything when the cluster is
   * opened: what nobody watches (a deleted revision, a lost claim) stays unnoticed, as in a real cluster.
   */
  readonly isAtRest: boolean;
  readonly world: World;
  readonly counters: Counters;
  readonly objects: readonly KubeObject[];
  /** By persistent volume name: what pods wrote to it. */
  readonly volumes: Readonly<Record<string, Files>>;
  /** By pod uid: what was written in its containers, and on volumes that go with it. */
  readonly scratch: Readonly<Record<string, Files>>;
  readonly history: History;
}

export interface Counters {
  readonly resourceVersion: number;
  readonly changes: number;
  readonly podIps: number;
  readonly clusterIps: number;
  readonly nodePorts: number;
  /** By `Kind/namespace/name`: how often that object was created at the clock's very instant. */
  readonly incarnations: Readonly<Record<string, number>>;
}

/** Oldest first, bounded; `dropped` counts what was cut off its head. `lastCommand` is the seq where it began. */
export interface History {
  /** Where `kept` says how many they are, they are read when they are asked for; that may throw STATE_CORRUPT. */
  readonly happenings: readonly Happening[];
  readonly kept?: number;
  readonly dropped: number;
  readonly lastCommand: number;
}

export const EMPTY_SNAPSHOT: Snapshot = {
  revision: 0,
  clock: EPOCH,
  isAtRest: false,
  world: { settings: DEFAULT_SETTINGS, faults: [] },
  counters: { resourceVersion: 0, changes: 0, podIps: 0, clusterIps: 0, nodePorts: 0, incarnations: {} },
  objects: [],
  volumes: {},
  scratch: {},
  history: { happenings: [], dropped: 0, lastCommand: 0 },
};
