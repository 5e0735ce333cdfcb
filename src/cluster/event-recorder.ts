import type { Event } from "../api/kinds/event/types.ts";
import { namespaceOf, type KubeObject } from "../api/object.ts";
import { chanceBits } from "../base/chance.ts";
import { byBytes } from "../base/json.ts";
import { instantOf, timestamp, type Instant } from "../base/instant.ts";
import { stamped } from "./identity.ts";
import type { ServerState } from "./server-state.ts";
import type { View } from "./view.ts";

/** What a controller wants recorded. `source` is its component name. */
export interface Occurrence {
  readonly about: KubeObject;
  readonly source: string;
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

const SIMILAR_LIMIT = 10;
const SIMILAR_WINDOW_MS = 600_000;
const BURST = 25;
const REFILL_MS = 300_000;
const COMBINED = "(combined from similar events): ";

function sameSource(event: Event, what: Occurrence): boolean {
  return event.source?.component === what.source && event.type === what.type;
}

/** When the source may write about the object again, having used up its burst; in the past when it may now. */
function mutedUntil(events: readonly Event[], now: Instant): Instant {
  let written = 0;
  for (const { count = 1 } of events) written += count;
  if (written < BURST) return Number.NEGATIVE_INFINITY;
  const first = Math.min(...events.map((event) => instantOf(event.firstTimestamp ?? timestamp(now))));
  return first + (written - BURST + 1) * REFILL_MS;
}

/** Those similar events that nothing longer than the window parts from now: older ones are forgotten all at once. */
function remembered(similar: readonly Event[], now: Instant): readonly Event[] {
  const latestFirst = [...similar].sort((a, b) => byBytes(b.lastTimestamp ?? "", a.lastTimestamp ?? ""));
  let since = now;
  return latestFirst.filter(({ firstTimestamp, lastTimestamp }) => {
    if (since - instantOf(lastTimestamp ?? "") > SIMILAR_WINDOW_MS) return false;
    since = Math.min(since, instantOf(firstTimestamp ?? lastTimestamp ?? ""));
    return true;
  });
}

/**
 * The message under which it is recorded: the tenth different one stands for all that follow, until there has been none
 * for ten minutes.
 * @see staging/src/k8s.io/client-go/tools/record/events_cache.go, `EventAggregate` (1.36)
 */
function recordedMessage(similar: readonly Event[], what: Occurrence, now: Instant): string {
  if (similar.length + 1 < SIMILAR_LIMIT) return what.message;
  const texts = remembered(similar, now).map((event) => event.message ?? "");
  const messages = new Set(texts.filter((text) => !text.startsWith(COMBINED)));
  messages.add(what.message);
  return messages.size < SIMILAR_LIMIT ? what.message : `${COMBINED}${what.message}`;
}

/** What an occurrence comes to: an Event to store, or silence until then. */
type Recorded = { readonly kind: "event"; readonly event: Event } | { readonly kind: "muted"; readonly until: Instant };

/**
 * The Event object that records an occurrence: a new one, an existing one with a higher count, or none while the source
 * says too much. Remembers nothing: what it needs to know is in the events there are.
 * @see staging/src/k8s.io/client-go/tools/record/events_cache.go, `EventCorrelate` (1.36)
 */
function recorded(what: Occurrence, view: View, now: Instant, seed: number): Recorded {
  const all = view.indexed("Event", "involved", what.about.metadata.uid ?? "");
  const events = all.filter((event) => sameSource(event, what));
  const until = mutedUntil(events, now);
  if (until > now) return { kind: "muted", until };
  const name = (): string => eventName(what, { view, now, seed, earlier: all.length });
  return { kind: "event", event: eventOf(what, events, now, name) };
}

interface Naming {
  readonly view: View;
  readonly now: Instant;
  readonly seed: number;
  /** Events about the same object that there are. */
  readonly earlier: number;
}

const NANOS_PER_MS = 1_000_000;
/** Nanoseconds between two events of one millisecond about one object, so that their names keep their order. */
const APART = 1000;

/**
 * The object's name and the moment in nanoseconds: a list of events, which is sorted by names, tells of an object in
 * order.
 * @see staging/src/k8s.io/client-go/tools/record/event.go, `makeEvent` (1.36)
 */
function eventName({ about, source }: Occurrence, { view, now, seed, earlier }: Naming): string {
  const { name, uid = "" } = about.metadata;
  const first = (earlier * APART + (chanceBits(seed, "event", uid, source) % APART)) % NANOS_PER_MS;
  for (let nanos = first; ; nanos++) {
    const moment = BigInt(Math.round(now)) * BigInt(NANOS_PER_MS) + BigInt(nanos);
    const tried = `${name}.${moment.toString(16)}`;
    if (view.get("Event", namespaceIn(about), tried) === undefined) return tried;
  }
}

/** Where events about an object are: those about what is in no namespace are in `default`. */
function namespaceIn(about: KubeObject): string {
  return namespaceOf(about) === "" ? "default" : namespaceOf(about);
}

function eventOf(what: Occurrence, events: readonly Event[], now: Instant, name: () => string): Event {
  const similar = events.filter((event) => event.reason === what.reason);
  const message = recordedMessage(similar, what, now);
  const combined = message !== what.message;
  const known = similar.find((event) =>
    combined ? event.message?.startsWith(COMBINED) === true : event.message === message,
  );
  const lastTimestamp = timestamp(now);
  if (known !== undefined) return { ...known, count: (known.count ?? 1) + 1, lastTimestamp, message };
  const { about } = what;
  const uid = about.metadata.uid ?? "";
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: name(), namespace: namespaceIn(about) },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name: about.metadata.name,
      ...(about.metadata.namespace === undefined ? {} : { namespace: about.metadata.namespace }),
      ...(about.metadata.resourceVersion === undefined ? {} : { resourceVersion: about.metadata.resourceVersion }),
      uid,
    },
    reason: what.reason,
    message,
    source: { component: what.source },
    firstTimestamp: lastTimestamp,
    lastTimestamp,
    count: 1,
    type: what.type,
    eventTime: null,
    reportingComponent: what.source,
    reportingInstance: "",
  };
}

/** Stores Events as sources ask for them; best effort, and none about what is in a namespace that goes. */
export function createEventRecorder(state: ServerState): (what: Occurrence) => void {
  const { store } = state;
  /** Until when sources have nothing more to say about objects: spares looking at their Events again. */
  const muted = new Map<string, Instant>();
  const isLeaving = (namespace: string): boolean =>
    store.live.get("Namespace", "", namespace)?.metadata.deletionTimestamp !== undefined;

  return (what) => {
    const { now, seed } = state;
    const who = `${what.source} ${what.type} ${what.about.metadata.uid ?? ""}`;
    if ((muted.get(who) ?? now) > now) return;
    const result = recorded(what, store.live, now, seed);
    if (result.kind === "muted") {
      muted.set(who, result.until);
      return;
    }
    const { event } = result;
    const key = { kind: "Event", namespace: namespaceOf(event), name: event.metadata.name };
    const before = store.get(key);
    if (before === undefined && isLeaving(key.namespace)) return;
    const stamp = { kind: "Event", now, seed, incarnation: 0 };
    state.commit(what.source, key, before, before === undefined ? stamped(event, stamp) : event);
  };
}
