import { replaced } from "../api/defaulting.ts";
import { invalidStatus } from "../api/field-error.ts";
import type { ResourceKind } from "../api/kinds.ts";
import { withCondition, type Pod } from "../api/kinds/pod/types.ts";
import type { Service } from "../api/kinds/service/types.ts";
import { validateServiceFamilies } from "../api/kinds/service/validate.ts";
import { namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import { badRequest, conflict, notFound, type Answer, type ApiStatus } from "../api/status.ts";
import { strategyFor } from "../api/strategies.ts";
import type { KindStrategy, StrategyContext } from "../api/strategy.ts";
import type { Decoded } from "../api/structure/decode.ts";
import { withEmptyMaps } from "../api/structure/empty-maps.ts";
import { validateScale } from "../api/validation/scale.ts";
import { Bug } from "../base/errors.ts";
import { sameJson } from "../base/json.ts";
import { timestamp, type Instant } from "../base/instant.ts";
import {
  admitCreate,
  admitUpdate,
  changeRefusal,
  creationRefusal,
  deletionRefusal,
  namespaceRefusal,
} from "./admission.ts";
import { createAllocator } from "./allocation.ts";
import type { Change } from "./change.ts";
import type { Cluster, DeleteOptions, Patch, WriteOptions, Writer } from "./cluster.ts";
import { deletionOf, isFinished } from "./deletion.ts";
import { eviction, evictionVerdict } from "./eviction.ts";
import { recorded, type Occurrence } from "./event-recorder.ts";
import { generatedName, stamped } from "./identity.ts";
import { keyOf, kindOf, kindOfKey } from "./kind-of.ts";
import { applied, patched, tracked, type Authorship } from "./patch-request.ts";
import { decoded, isClusterWide, placed } from "./request-body.ts";
import { scaleOf, withScale } from "./scale.ts";
import type { Counters, Snapshot } from "./snapshot.ts";
import { sentWarnings } from "./sent-warnings.ts";
import { createStore } from "./store.ts";
import {
  atVersionOf,
  carriedOver,
  existsStatus,
  preconditionRefusal,
  stale,
  unchanged,
  withStatusOf,
} from "./stored-version.ts";
import type { View } from "./view.ts";
import type { World } from "./world.ts";

/** The API server with the handles that the simulation holds besides. */
export interface ApiServer extends Cluster {
  /** A controller's port. `actor` is its name, and the component of its Events. */
  writer(actor: string): Writer;
  /** Moves the clock. Never backwards. */
  moveClock(to: Instant): void;
  setWorld(world: World): void;
  /** Called with every effective write, in order. */
  onChange(listener: (change: Change) => void): void;
  /** Until `thaw` the view shows the cluster as it is now. */
  freeze(): void;
  thaw(): void;
  objects(): readonly KubeObject[];
  counters(): Counters;
  /** Puts objects as they are, with uids, versions and statuses: an import, not a request. */
  restore(objects: Iterable<KubeObject>): void;
}

const USER = "user";

function fail(status: ApiStatus, warnings: readonly string[] = []): Answer {
  return { ok: false, status, warnings };
}

/** Refusals show values as Go holds them, and with them what is empty; nothing else depends on that. */
function toldInFull(write: (object: KubeObject) => Answer, object: KubeObject, body: unknown): Answer {
  const answer = write(object);
  const told = answer.ok || answer.status.reason !== "Invalid" ? answer : write(withEmptyMaps(object, body));
  return told.warnings.length === 0 ? told : { ...told, warnings: sentWarnings(told.warnings) };
}

/** The effective write; `before` or `after` is absent where there was or is no object. */
function changeOf(
  what: Pick<Change, "seq" | "at" | "actor" | "key">,
  before: KubeObject | undefined,
  after: KubeObject | undefined,
): Change {
  const { seq, at, actor, key } = what;
  if (before === undefined) return after === undefined ? what : { seq, at, actor, key, after };
  return after === undefined ? { seq, at, actor, key, before } : { seq, at, actor, key, before, after };
}

const resourceOf = (key: ObjectKey, object?: KubeObject): ResourceKind =>
  object === undefined ? kindOfKey(key) : kindOf(object);

/** An object with its addresses and ports. `keep`: hands out what it got; absent where it got nothing. */
type Networked =
  | { readonly ok: true; readonly object: KubeObject; readonly keep?: () => void }
  | { readonly ok: false; readonly status: ApiStatus };

/** A body, and what decoding it gave. */
interface Reading {
  readonly body: unknown;
  readonly result: Decoded;
}

/** The state that a server starts from. */
export type ServerStart = Pick<Snapshot, "clock" | "world" | "counters" | "objects">;

/** Opens an API server in memory on the objects of a snapshot. */
export function openCluster(start: ServerStart): ApiServer {
  const store = createStore();
  const allocator = createAllocator(start.counters);
  const listeners: ((change: Change) => void)[] = [];
  const incarnations = new Map(Object.entries(start.counters.incarnations));
  let now = start.clock;
  let world = start.world;
  let resourceVersion = start.counters.resourceVersion;
  let changes = start.counters.changes;

  const context = (): StrategyContext => ({ gates: world.settings.featureGates, isAllocated: true });
  const seed = (): number => world.settings.seed;

  /** Stores or removes, stamps the version, tells the listeners. */
  function commit(actor: string, key: ObjectKey, before?: KubeObject, after?: KubeObject): KubeObject {
    resourceVersion++;
    const version = String(resourceVersion);
    const stored =
      after === undefined ? undefined : { ...after, metadata: { ...after.metadata, resourceVersion: version } };
    store.put(key, stored);
    const change = changeOf({ seq: ++changes, at: now, actor, key }, before, stored);
    for (const listener of listeners) listener(change);
    const answer = stored ?? before;
    if (answer === undefined) throw new Bug(`nothing to store for ${key.kind} ${key.name}`);
    return answer;
  }

  function incarnationOf(key: ObjectKey): number {
    const name = `${key.kind}/${key.namespace}/${key.name}`;
    const count = incarnations.get(name) ?? 0;
    incarnations.set(name, count + 1);
    return count;
  }

  /** Fills in what the server knows better than the client. */
  function named(resource: ResourceKind, object: KubeObject): KubeObject {
    if ((object.metadata.name ?? "") !== "" || object.metadata.generateName === undefined) return object;
    const name = generatedName(object.metadata.generateName, seed(), timestamp(now), String(changes), resource.key);
    return { ...object, metadata: { ...object.metadata, name } };
  }

  /**
   * A Service with the addresses and ports that the cluster hands out, or why it cannot have those it asks for; as it is
   * where its IP families are wrong, which validation tells, and so is any other object.
   */
  function networked(object: KubeObject, old: KubeObject | undefined, dryRun: boolean): Networked {
    if (object.kind !== "Service" || object.apiVersion !== "v1") return { ok: true, object };
    const [service, before] = [object as Service, old as Service | undefined];
    if (validateServiceFamilies(service.spec, before?.spec).length > 0) return { ok: true, object };
    const others = (): readonly Service[] => store.live.list("Service").filter((other) => other !== old);
    const result = allocator.service({ spec: service.spec, old: before?.spec, others, dryRun });
    if (result.ok) return { ok: true, object: replaced(service, "spec", result.spec), keep: result.keep };
    if ("status" in result) return result;
    return { ok: false, status: invalidStatus(kindOf(object), object.metadata.name ?? "", result.errors) };
  }

  interface Write {
    readonly actor: string;
    readonly object: KubeObject;
    readonly warned?: readonly string[];
    readonly options?: WriteOptions;
  }

  function createObject({ actor, object, warned = [], options = {} }: Write): Answer {
    const resource = kindOf(object);
    const strategy = strategyFor(resource.key);
    const wanted = named(resource, object);
    const name = wanted.metadata.name ?? "";
    const refusal = namespaceRefusal(resource, namespaceOf(wanted), name, store.live);
    if (refusal !== undefined) return fail(refusal, warned);
    const asked = (object.metadata.name ?? "") === "" ? (object.metadata.generateName ?? "") : name;
    const admitted = admitCreate(resource, strategy.defaults(wanted, context()), asked, store.live);
    if (!admitted.ok) return fail(admitted.status, warned);
    const said = [...warned, ...(strategy.preparationWarnings?.(admitted.object) ?? [])];
    const dryRun = options.dryRun === true;
    const placed = networked(strategy.prepareForCreate(admitted.object, context()), undefined, dryRun);
    if (!placed.ok) return fail(placed.status, said);
    const prepared = placed.object;
    const errors = strategy.validate(prepared, context());
    if (errors.length > 0) return fail(invalidStatus(resource, name, errors), said);
    const unwelcome = creationRefusal(resource, prepared, store.live);
    if (unwelcome !== undefined) return fail(unwelcome, said);
    const warnings = [...said, ...(strategy.warnings?.(prepared, undefined, context()) ?? [])];
    const key = keyOf(resource, wanted);
    if (store.get(key) !== undefined) return fail(existsStatus(resource, wanted), warnings);
    placed.keep?.();
    const incarnation = dryRun ? 0 : incarnationOf(key);
    const complete = stamped(prepared, { kind: resource.key, now, seed: seed(), incarnation });
    const authored = tracked(complete, undefined, author(options));
    return { ok: true, object: dryRun ? authored : commit(actor, key, undefined, authored), warnings };
  }

  /** Common to all updates: from an object that is complete to what is stored. */
  function kept({ actor, options = {} }: Write, old: KubeObject, next: KubeObject): Answer {
    const sameOwners =
      options.fieldManager !== undefined || sameJson(next.metadata.managedFields, old.metadata.managedFields);
    if (sameOwners && unchanged(next, old)) return { ok: true, object: old, warnings: [] };
    const resource = kindOf(old);
    const dryRun = options.dryRun === true;
    const authored = tracked(next, old, author(options));
    if (dryRun) return { ok: true, object: atVersionOf(old, authored), warnings: [] };
    const isGone = isFinished(authored);
    const stored = commit(actor, keyOf(resource, old), old, isGone ? undefined : authored);
    return { ok: true, object: isGone ? authored : stored, warnings: [] };
  }

  function updateObject(write: Write): Answer {
    const { object, warned = [] } = write;
    const resource = kindOf(object);
    const key = keyOf(resource, object);
    const old = store.get(key);
    if (old === undefined) return fail(notFound(resource, key.name), warned);
    const refusal = stale(resource, object, old);
    if (refusal !== undefined) return fail(refusal, warned);
    const strategy: KindStrategy = strategyFor(resource.key);
    const defaulted = strategy.defaults(carriedOver(object, old), context());
    const admitted = admitUpdate(resource, defaulted, old);
    const dryRun = write.options?.dryRun === true;
    const placed = networked(strategy.prepareForUpdate(admitted, old, context()), old, dryRun);
    if (!placed.ok) return fail(placed.status, warned);
    const prepared = placed.object;
    const errors = strategy.validateUpdate(prepared, old, context());
    if (errors.length > 0) return fail(invalidStatus(resource, key.name, errors), warned);
    const unwelcome = changeRefusal(resource, prepared, old, store.live);
    if (unwelcome !== undefined) return fail(unwelcome, warned);
    placed.keep?.();
    const warnings = [...warned, ...(strategy.warnings?.(prepared, old, context()) ?? [])];
    return { ...kept(write, old, prepared), warnings };
  }

  function updateStatusOf(write: Write): Answer {
    const { object } = write;
    const resource = kindOf(object);
    const key = keyOf(resource, object);
    const old = store.get(key);
    if (old === undefined) return fail(notFound(resource, key.name));
    const refusal = stale(resource, object, old);
    if (refusal !== undefined) return fail(refusal);
    const strategy: KindStrategy = strategyFor(resource.key);
    const prepared = strategy.prepareForStatusUpdate?.(object, old) ?? withStatusOf(object, old);
    const errors = strategy.validateStatusUpdate?.(prepared, old) ?? [];
    if (errors.length > 0) return fail(invalidStatus(resource, key.name, errors));
    return kept(write, old, prepared);
  }

  function deleteObject(actor: string, key: ObjectKey, options: DeleteOptions): Answer {
    const old = store.get(key);
    const resource = resourceOf(key, old);
    if (old === undefined) return fail(notFound(resource, key.name));
    const refusal = deletionRefusal(resource, key.name) ?? preconditionRefusal(resource, old, options);
    if (refusal !== undefined) return fail(refusal);
    const deletion = namespaceDeletion(resource, old) ?? deletionOf(old, options, now);
    if (options.dryRun === true) return { ok: true, object: old, warnings: [] };
    if (deletion.kind === "gone") return { ok: true, object: commit(actor, key, old, undefined), warnings: [] };
    if (unchanged(deletion.object, old)) return { ok: true, object: old, warnings: [] };
    return { ok: true, object: commit(actor, key, old, deletion.object), warnings: [] };
  }

  /**
   * A namespace terminates until its content is gone, whatever its metadata says; a delete after that ends it.
   * @see pkg/registry/core/namespace/storage/storage.go, `Delete` (1.36)
   */
  function namespaceDeletion(resource: ResourceKind, old: KubeObject): ReturnType<typeof deletionOf> | undefined {
    const spec = (old as { spec?: { finalizers?: readonly string[] } }).spec;
    if (resource.key !== "Namespace" || (spec?.finalizers ?? []).length === 0) return undefined;
    if (old.metadata.deletionTimestamp !== undefined) {
      const isEmpty = store.live.kinds().every((kind) => store.live.list(kind, old.metadata.name).length === 0);
      return isEmpty ? { kind: "gone" } : { kind: "terminating", object: old };
    }
    const metadata = { ...old.metadata, deletionTimestamp: timestamp(now) };
    return { kind: "terminating", object: { ...old, metadata, status: { phase: "Terminating" } } as KubeObject };
  }

  function bind(actor: string, key: ObjectKey, node: string): Answer {
    const pod = store.get(key) as Pod | undefined;
    if (pod === undefined) return fail(notFound(resourceOf(key), key.name));
    if ((pod.spec.nodeName ?? "") !== "") {
      return fail(
        conflict(resourceOf(key), key.name, `pod ${key.name} is already assigned to node "${pod.spec.nodeName}"`),
      );
    }
    const others = (pod.status?.conditions ?? []).filter((condition) => condition.type !== "PodScheduled");
    const scheduled = {
      lastProbeTime: null,
      lastTransitionTime: timestamp(now),
      status: "True",
      type: "PodScheduled",
    } as const;
    const bound: Pod = {
      ...pod,
      spec: { ...pod.spec, nodeName: node },
      status: { ...pod.status, conditions: [...others, scheduled] },
    };
    return { ok: true, object: commit(actor, key, pod, bound), warnings: [] };
  }

  /** Until when sources have nothing more to say about objects: spares looking at their Events again. */
  const muted = new Map<string, Instant>();

  const isLeaving = (namespace: string): boolean =>
    store.live.get("Namespace", "", namespace)?.metadata.deletionTimestamp !== undefined;

  function recordEvent(what: Occurrence): void {
    const who = `${what.source} ${what.type} ${what.about.metadata.uid ?? ""}`;
    if ((muted.get(who) ?? now) > now) return;
    const result = recorded(what, store.live, now, seed());
    if (result.kind === "muted") {
      muted.set(who, result.until);
      return;
    }
    const { event } = result;
    const key = { kind: "Event", namespace: namespaceOf(event), name: event.metadata.name };
    const before = store.get(key);
    if (before === undefined && isLeaving(key.namespace)) return;
    const stamp = { kind: "Event", now, seed: seed(), incarnation: 0 };
    commit(what.source, key, before, before === undefined ? stamped(event, stamp) : event);
  }

  function writer(actor: string): Writer {
    return {
      create: (object) => createObject({ actor, object }) as Answer<typeof object>,
      update: (object) => updateObject({ actor, object }) as Answer<typeof object>,
      updateStatus: (object) => updateStatusOf({ actor, object }) as Answer<typeof object>,
      delete: (key, options = {}) => deleteObject(actor, key, options),
      bind: (pod, node) => bind(actor, pod, node),
      live: (key) => store.get(key),
      allocatePodIp: () => allocator.podIp(),
      event: (about, type, reason, message) => recordEvent({ source: actor, about, type, reason, message }),
    };
  }

  const author = (options: WriteOptions): Authorship => ({ options, at: now });

  function create(body: unknown, namespace: string, options: WriteOptions = {}): Answer {
    const result = decoded(body, options);
    if (!result.ok) return fail(result.status);
    const isPlaced = namespace === "" && kindOf(result.object).namespaced && !isClusterWide(result.object);
    const object = isPlaced ? result.object : placed(result.object, namespace);
    if ("code" in object) return fail(object, result.warnings);
    const write = (written: KubeObject): Answer =>
      createObject({ actor: USER, object: written, warned: result.warnings, options });
    return toldInFull(write, object, body);
  }

  function update(key: ObjectKey, body: unknown, options: WriteOptions = {}): Answer {
    if (options.subresource === "scale") return updateScale(key, body, options);
    return updateDecoded(key, { body, result: decoded(body, options) }, options);
  }

  function updateDecoded(key: ObjectKey, { body, result }: Reading, options: WriteOptions): Answer {
    if (!result.ok) return fail(result.status);
    const isPlaced = key.namespace === "" && !isClusterWide(result.object);
    const object = isPlaced ? result.object : placed(result.object, key.namespace);
    if ("code" in object) return fail(object, result.warnings);
    if (object.metadata.name !== key.name) {
      const named = `the name of the object (${object.metadata.name}) does not match the name on the URL (${key.name})`;
      return fail(badRequest(named), result.warnings);
    }
    const write = (written: KubeObject): Answer => {
      const request = { actor: USER, object: written, warned: result.warnings, options };
      return options.subresource === "status" ? updateStatusOf(request) : updateObject(request);
    };
    return toldInFull(write, object, body);
  }

  /** A write to the scale subresource answers with the workload; `scaleOf` makes the Scale of it. */
  function updateScale(key: ObjectKey, body: unknown, options: WriteOptions): Answer {
    const old = store.get(key);
    if (old === undefined) return fail(notFound(resourceOf(key), key.name));
    const errors = validateScale((body as { spec?: { replicas?: number } }).spec?.replicas ?? 0);
    if (errors.length > 0) return fail(invalidStatus({ group: "autoscaling", kind: "Scale" }, key.name, errors));
    const scaled = withScale(old, body as { spec?: { replicas?: number } });
    const { resourceVersion: _own, ...metadata } = scaled.metadata;
    const version = (body as Partial<KubeObject>).metadata?.resourceVersion;
    const object = {
      ...scaled,
      metadata: { ...metadata, ...(version === undefined ? {} : { resourceVersion: version }) },
    };
    return updateObject({ actor: USER, object, options });
  }

  function patch(key: ObjectKey, request: Patch, options: WriteOptions = {}): Answer {
    const old = store.get(key);
    if (request.type === "apply") return apply(key, request, options);
    if (old === undefined) return fail(notFound(resourceOf(key), key.name));
    const target = options.subresource === "scale" ? scaleOf(old) : old;
    const result = patched(target, request, author(options));
    if (!result.ok) return fail(result.status);
    const { value, decoded: known } = result;
    const isDecoded = known !== undefined && options.subresource !== "scale";
    return isDecoded ? updateDecoded(key, { body: value, result: known }, options) : update(key, value, options);
  }

  /** Server-side apply: its managedFields are its own, whatever the options say. */
  function apply(key: ObjectKey, request: Extract<Patch, { type: "apply" }>, options: WriteOptions): Answer {
    const old = store.get(key);
    const result = applied(request, old, author(options));
    if (!result.ok) return fail(result.status);
    const { fieldManager: _manager, ...untracked } = options;
    return old === undefined ? create(result.value, key.namespace, untracked) : update(key, result.value, untracked);
  }

  function evict(key: ObjectKey, options: DeleteOptions = {}): Answer {
    const pod = store.get(key) as Pod | undefined;
    if (pod === undefined) return fail(notFound(resourceOf(key), key.name));
    const verdict = evictionVerdict(pod, store.live, now);
    if (verdict.kind === "refused") return fail(verdict.status);
    const refusal = preconditionRefusal(resourceOf(key, pod), pod, options);
    if (options.dryRun === true || refusal !== undefined) return deleteObject(USER, key, options);
    if (verdict.budget !== undefined) {
      const answer = updateStatusOf({ actor: USER, object: verdict.budget });
      if (!answer.ok) return answer;
    }
    const marked = updateStatusOf({ actor: USER, object: withCondition(pod, eviction(now)) });
    return marked.ok ? deleteObject(USER, key, options) : marked;
  }

  return {
    get now() {
      return now;
    },
    get world() {
      return world;
    },
    view: (): View => store.view,
    create,
    update,
    patch,
    delete: (key, options = {}) => deleteObject(USER, key, options),
    evict,
    get: (key) => {
      const object = store.get(key);
      return object === undefined ? fail(notFound(resourceOf(key), key.name)) : { ok: true, object, warnings: [] };
    },
    writer,
    moveClock: (to) => {
      if (to > now) incarnations.clear();
      now = Math.max(now, to);
    },
    setWorld: (next) => {
      world = next;
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    freeze: () => store.freeze(),
    thaw: () => store.thaw(),
    objects: () => store.all(),
    counters: () => ({
      resourceVersion,
      changes,
      ...allocator.counters,
      incarnations: Object.fromEntries(incarnations),
    }),
    restore: (objects) => store.load(objects),
  };
}
