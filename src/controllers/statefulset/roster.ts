import { revisionOf } from "../../api/kinds/controllerrevision/types.ts";
import { isFinished, isPending } from "../../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { ordinalRange } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { isTerminating } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import type { Instant } from "../../base/instant.ts";
import { Headcount } from "./headcount.ts";
import { identityMatches } from "./identity.ts";
import { OrdinalSet } from "./ordinal-set.ts";
import { cameLater, entryOf, isCountedAs, type Entry } from "./roster-entry.ts";

/** Missing ordinals that are looked for; a simulation gives up long before it has made that many pods. */
const MARKED_AT_MOST = 2_000_000;

const NO_PODS: readonly Pod[] = [];

/**
 * An index over the pods of one set, kept up to date by the changes that its controller is shown anyway, so that a pass
 * finds what needs it without looking at every pod. It holds nothing that could not be made again from a view.
 */
export class Roster {
  readonly #entries = new Map<string, Entry>();
  /** The pod that occupies an ordinal: of several the one that came last (ID-20). */
  readonly #slots = new Map<number, Entry>();
  readonly headcount = new Headcount();
  readonly #waiting = new Set<string>();
  readonly #strangers = new Set<string>();
  #changes = 0;
  #set: StatefulSet;
  #first = 0;
  #end = 0;
  #update: string;

  /** In range: missing, or not in the state that lets a pass go by. */
  readonly unsound = new OrdinalSet();
  /** There, and not yet seen to have the right identity, storage and claim owners. */
  readonly unverified = new OrdinalSet();
  /** There, not terminating, and not at the update revision. */
  readonly outdated = new OrdinalSet();
  /** In range and unavailable: missing, terminating or not available. */
  readonly unavailable = new OrdinalSet();
  /** Out of range. */
  readonly condemned = new OrdinalSet();
  /** Out of range and unavailable. */
  readonly condemnedUnavailable = new OrdinalSet();

  constructor(set: StatefulSet, pods: readonly Pod[]) {
    this.#set = set;
    this.#update = set.status?.updateRevision ?? "";
    ({ first: this.#first, end: this.#end } = ordinalRange(set));
    for (const pod of pods) this.put(pod.metadata.name, pod);
    this.#markMissing();
  }

  /** Pods controlled by the set that its selector or name does not fit: to be released. */
  get strangers(): readonly Pod[] {
    if (this.#strangers.size === 0) return NO_PODS;
    return [...this.#strangers].flatMap((name) => this.#entries.get(name)?.pod ?? []);
  }

  /** Grows whenever a pod comes, goes or changes in what a pass asks about. */
  get changes(): number {
    return this.#changes;
  }

  pod(ordinal: number): Pod | undefined {
    return this.#slots.get(ordinal)?.pod;
  }

  /** Pods that are neither replicas nor condemned: without an ordinal, or in range with another in their place (ID-20). */
  get superfluous(): readonly Entry[] {
    if (this.#entries.size === this.#slots.size) return [];
    const isOutOfRange = (ordinal: number): boolean => ordinal >= 0 && (ordinal < this.#first || ordinal >= this.#end);
    return [...this.#entries.values()].filter(
      (entry) => this.#slots.get(entry.ordinal) !== entry && !isOutOfRange(entry.ordinal),
    );
  }

  /** Whether that pod runs, is ready and available. */
  isSound(name: string): boolean {
    const entry = this.#entries.get(name);
    return entry !== undefined && entry.isReady && entry.isAvailable;
  }

  /** The set as it is now. A changed spec puts every pod's place and correctness in question. */
  adjust(set: StatefulSet, update: string, now: Instant): void {
    const { first, end } = ordinalRange(set);
    const replaced = set.spec !== this.#set.spec || first !== this.#first || end !== this.#end;
    this.#set = set;
    const isRevised = update !== this.#update;
    this.#update = update;
    if (replaced) this.#relay();
    else if (isRevised) for (const ordinal of this.#slots.keys()) this.#mark(ordinal);
    if (this.#waiting.size === 0) return;
    for (const name of new Set(this.#waiting)) {
      const entry = this.#entries.get(name);
      if (entry?.availableAt !== undefined && entry.availableAt <= now) this.put(name, entry.pod, now);
    }
  }

  /** The earliest moment after now at which a ready pod becomes available. */
  nextAvailable(): Instant | undefined {
    let next: Instant | undefined;
    for (const name of this.#waiting) {
      const at = this.#entries.get(name)?.availableAt;
      if (at !== undefined && (next === undefined || at < next)) next = at;
    }
    return next;
  }

  /** A pod of the set as it is now; undefined when it is gone or no longer the set's. */
  put(name: string, pod: Pod | undefined, now: Instant = Number.NEGATIVE_INFINITY): void {
    const old = this.#entries.get(name);
    if (pod === undefined) {
      if (old === undefined) return;
      this.#changes++;
      this.#count(old, -1);
      this.#entries.delete(name);
      this.#vacate(old);
      return;
    }
    const entry = this.#entryFor(pod, now, old);
    const { ordinal } = entry;
    if (old === undefined || !isCountedAs(old, entry)) {
      this.#enter(name, entry, old);
      return;
    }
    this.#entries.set(name, entry);
    if (this.#slots.get(ordinal) !== old) return;
    this.#slots.set(ordinal, entry);
    if (this.#hasClaims) this.unverified.add(ordinal);
  }

  #enter(name: string, entry: Entry, old: Entry | undefined): void {
    this.#changes++;
    if (old !== undefined) this.#count(old, -1);
    this.#entries.set(name, entry);
    this.#count(entry, 1);
    if (entry.ordinal < 0 || !this.#occupies(entry)) return;
    this.#slots.set(entry.ordinal, entry);
    this.#mark(entry.ordinal);
    toggle(this.unverified, entry.ordinal, !this.#isVerified(entry));
  }

  #occupies(entry: Entry): boolean {
    const holder = this.#slots.get(entry.ordinal);
    return holder === undefined || holder.pod.metadata.name === entry.pod.metadata.name || cameLater(entry, holder);
  }

  /** Whether the pod alone tells that it is as it should be: it has no claims to look at. */
  #isVerified({ pod, ordinal }: Entry): boolean {
    return !this.#hasClaims && identityMatches(this.#set, pod, ordinal);
  }

  get #hasClaims(): boolean {
    return (this.#set.spec.volumeClaimTemplates ?? []).length > 0;
  }

  /** A pod's claim changed: its owners are to be looked at again. */
  doubt(ordinal: number): void {
    if (ordinal >= 0 && this.#slots.has(ordinal)) this.unverified.add(ordinal);
  }

  #entryFor(pod: Pod, now: Instant, old: Entry | undefined): Entry {
    return entryOf(pod, this.#set.spec.minReadySeconds ?? 0, now, old);
  }

  #count(entry: Entry, by: 1 | -1): void {
    const { name, labels } = entry.pod.metadata;
    this.headcount.count(entry, by);
    if (by === -1) {
      this.#waiting.delete(name);
      this.#strangers.delete(name);
      return;
    }
    if (entry.availableAt !== undefined) this.#waiting.add(name);
    const isOurs = entry.parent === this.#set.metadata.name && selects(this.#set.spec.selector, labels);
    if (!isOurs) this.#strangers.add(name);
  }

  #vacate(old: Entry): void {
    if (this.#slots.get(old.ordinal) !== old) return;
    this.#slots.delete(old.ordinal);
    if (this.#entries.size > this.#slots.size) {
      for (const entry of this.#entries.values())
        if (entry.ordinal === old.ordinal && this.#occupies(entry)) this.#slots.set(old.ordinal, entry);
    }
    this.#mark(old.ordinal);
  }

  /** Puts an ordinal into the sets it belongs to. */
  #mark(ordinal: number): void {
    if (ordinal < 0) return;
    const entry = this.#slots.get(ordinal);
    const inRange = ordinal >= this.#first && ordinal < this.#end;
    const isUnavailable = entry === undefined || !entry.isAvailable || isTerminating(entry.pod);
    const isUnsound = isUnavailable || !entry.isReady || isFinished(entry.pod) || isPending(entry.pod);
    toggle(this.unsound, ordinal, inRange && isUnsound);
    toggle(this.unavailable, ordinal, inRange && isUnavailable);
    toggle(this.condemned, ordinal, !inRange && entry !== undefined);
    toggle(this.condemnedUnavailable, ordinal, !inRange && entry !== undefined && isUnavailable);
    const isOutdated = entry !== undefined && revisionOf(entry.pod) !== this.#update && !isTerminating(entry.pod);
    toggle(this.outdated, ordinal, isOutdated);
    if (entry === undefined) this.unverified.delete(ordinal);
  }

  /** Sorts every ordinal anew. */
  #relay(): void {
    const { first, end } = ordinalRange(this.#set);
    this.#first = first;
    this.#end = end;
    const all = [this.unsound, this.unverified, this.outdated, this.unavailable];
    for (const ordinals of [...all, this.condemned, this.condemnedUnavailable]) ordinals.clear();
    for (const [name, old] of new Map(this.#entries)) {
      this.#enter(name, this.#entryFor(old.pod, Number.NEGATIVE_INFINITY, old), old);
    }
    this.#markMissing();
  }

  #markMissing(): void {
    if (this.#slots.size - this.condemned.size === this.#end - this.#first) return;
    const marked = Math.min(this.#end, this.#first + MARKED_AT_MOST);
    for (let ordinal = this.#first; ordinal < marked; ordinal++) if (!this.#slots.has(ordinal)) this.#mark(ordinal);
  }
}

function toggle(ordinals: OrdinalSet, ordinal: number, belongs: boolean): void {
  if (belongs) ordinals.add(ordinal);
  else ordinals.delete(ordinal);
}
