import { availableFrom, isRunningAndReady } from "../../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import { instantOf, type Instant } from "../../base/instant.ts";
import { byBytes } from "../../base/json.ts";

/** A pod, and what a roster asks about it time and again. */
export interface Entry {
  readonly pod: Pod;
  readonly parent: string;
  readonly ordinal: number;
  readonly isReady: boolean;
  readonly isAvailable: boolean;
  /** Ready, and available only from then on. */
  readonly availableAt: Instant | undefined;
}

/** `old`: the pod's entry before, whose name was read then. */
export function entryOf(pod: Pod, minReadySeconds: number, now: Instant, old: Entry | undefined): Entry {
  const from = availableFrom(pod, minReadySeconds);
  const isReady = isRunningAndReady(pod);
  const isAvailable = from !== undefined && from <= now;
  const { parent, ordinal } = old ?? parentAndOrdinal(pod.metadata.name);
  return { pod, parent, ordinal, isReady, isAvailable, availableAt: isAvailable ? undefined : from };
}

/** Whether a pod counts and is marked as it was: most changes of a pod are none to its set. */
export function isCountedAs(old: Entry, entry: Entry): boolean {
  return (
    old.isReady === entry.isReady &&
    old.isAvailable === entry.isAvailable &&
    old.availableAt === entry.availableAt &&
    old.pod.metadata.labels === entry.pod.metadata.labels &&
    old.pod.metadata.deletionTimestamp === entry.pod.metadata.deletionTimestamp &&
    old.pod.status?.phase === entry.pod.status?.phase
  );
}

/** Of pods of one ordinal that came at once, one in another spelling than the controller's counts as the later one. */
export function cameLater({ pod: a, ordinal }: Entry, { pod: b }: Entry): boolean {
  const between = instantOf(a.metadata.creationTimestamp ?? "") - instantOf(b.metadata.creationTimestamp ?? "");
  if (between !== 0 && !Number.isNaN(between)) return between > 0;
  const isRight = ({ metadata }: Pod): boolean => metadata.name.endsWith(`-${ordinal}`);
  return isRight(a) === isRight(b) ? byBytes(a.metadata.name, b.metadata.name) > 0 : isRight(b);
}
