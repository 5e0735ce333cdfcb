import { replaced } from "../api/defaulting.ts";
import { invalidStatus } from "../api/field-error.ts";
import type { ResourceKind } from "../api/kinds.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { Service } from "../api/kinds/service/types.ts";
import { validateServiceFamilies } from "../api/kinds/service/validate.ts";
import { namespaceOf, type KubeObject, type ObjectKey } from "../api/object.ts";
import { conflict, notFound, refused, type Answer, type ApiStatus } from "../api/status.ts";
import { strategyFor } from "../api/strategies.ts";
import { timestamp, type Instant } from "../base/instant.ts";
import {
  admitCreate,
  admitUpdate,
  changeRefusal,
  creationRefusal,
  deletionRefusal,
  namespaceRefusal,
} from "./admission.ts";
import type { DeleteOptions, WriteOptions } from "./cluster.ts";
import { deletionOf, mayGo, namespaceDeletion } from "./deletion.ts";
import { generatedName, stamped } from "./identity.ts";
import { keyOf, kindOf, kindOfKey } from "./kind-of.ts";
import { tracked } from "./patch-request.ts";
import type { ServerState } from "./server-state.ts";
import {
  atVersionOf,
  carriedOver,
  existsStatus,
  hasSameOwners,
  preconditionRefusal,
  stale,
  unchanged,
  withStatusOf,
} from "./stored-version.ts";

/** An object that somebody writes. `warned`: what decoding it had to say already. */
export interface Write {
  readonly actor: string;
  readonly object: KubeObject;
  readonly warned?: readonly string[];
  readonly options?: WriteOptions;
}

/** What the API server does with whole objects, whoever writes them. */
export interface Writes {
  create(write: Write): Answer;
  update(write: Write): Answer;
  updateStatus(write: Write): Answer;
  delete(actor: string, key: ObjectKey, options: DeleteOptions): Answer;
  /** Sets a pod's node and its PodScheduled condition. */
  bind(actor: string, pod: ObjectKey, node: string): Answer;
}

/** An object with its addresses and ports. `keep`: hands out what it got; absent where it got nothing. */
type Networked =
  | { readonly ok: true; readonly object: KubeObject; readonly keep?: () => void }
  | { readonly ok: false; readonly status: ApiStatus };

function done(object: KubeObject, warnings: readonly string[] = []): Answer {
  return { ok: true, object, warnings };
}

/** The answer about an object that is not there. */
export function missing(key: ObjectKey): Answer {
  return refused(notFound(kindOfKey(key), key.name));
}

function boundTo(pod: Pod, node: string, now: Instant): Pod {
  const others = (pod.status?.conditions ?? []).filter((condition) => condition.type !== "PodScheduled");
  const scheduled = {
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
    status: "True",
    type: "PodScheduled",
  } as const;
  return {
    ...pod,
    spec: { ...pod.spec, nodeName: node },
    status: { ...pod.status, conditions: [...others, scheduled] },
  };
}

export function createWrites(state: ServerState): Writes {
  const { store, allocator } = state;

  /** The object with a name where it asks for one. */
  function named(resource: ResourceKind, object: KubeObject): KubeObject {
    if ((object.metadata.name ?? "") !== "" || object.metadata.generateName === undefined) return object;
    const facts = [timestamp(state.now), String(state.changes), resource.key] as const;
    const name = generatedName(object.metadata.generateName, state.seed, ...facts);
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

  function create({ actor, object, warned = [], options = {} }: Write): Answer {
    const resource = kindOf(object);
    const strategy = strategyFor(resource.key);
    const { context } = state;
    const wanted = named(resource, object);
    const name = wanted.metadata.name ?? "";
    const refusal = namespaceRefusal(resource, namespaceOf(wanted), name, store.live);
    if (refusal !== undefined) return refused(refusal, warned);
    const asked = (object.metadata.name ?? "") === "" ? (object.metadata.generateName ?? "") : name;
    const admitted = admitCreate(resource, strategy.defaults(wanted, context), asked, store.live);
    if (!admitted.ok) return refused(admitted.status, warned);
    const said = [...warned, ...(strategy.preparationWarnings?.(admitted.object) ?? [])];
    const dryRun = options.dryRun === true;
    const placed = networked(strategy.prepareForCreate(admitted.object, context), undefined, dryRun);
    if (!placed.ok) return refused(placed.status, said);
    const prepared = placed.object;
    const errors = strategy.validate(prepared, context);
    if (errors.length > 0) return refused(invalidStatus(resource, name, errors), said);
    const unwelcome = creationRefusal(resource, prepared, store.live);
    if (unwelcome !== undefined) return refused(unwelcome, said);
    const warnings = [...said, ...(strategy.warnings?.(prepared, undefined, context) ?? [])];
    const key = keyOf(resource, wanted);
    if (store.get(key) !== undefined) return refused(existsStatus(resource, wanted), warnings);
    placed.keep?.();
    const incarnation = dryRun ? 0 : state.incarnationOf(key);
    const complete = stamped(prepared, { kind: resource.key, now: state.now, seed: state.seed, incarnation });
    const authored = tracked(complete, undefined, { options, at: state.now });
    return done(dryRun ? authored : state.commit(actor, key, undefined, authored), warnings);
  }

  /** Common to all updates: from an object that is complete to what is stored. */
  function keep(
    { actor, options = {} }: Write,
    old: KubeObject,
    next: KubeObject,
    warnings?: readonly string[],
  ): Answer {
    const isIdle = unchanged(next, old);
    const leavesOwners = options.fieldManager !== undefined && next.metadata.managedFields === undefined;
    if (isIdle && (leavesOwners || hasSameOwners(next, old))) return done(old, warnings);
    const authored = tracked(next, old, { options, at: state.now });
    if (isIdle && hasSameOwners(authored, old)) return done(old, warnings);
    if (options.dryRun === true) return done(atVersionOf(old, authored), warnings);
    const key = keyOf(kindOf(old), old);
    if (!mayGo(authored)) return done(state.commit(actor, key, old, authored), warnings);
    state.commit(actor, key, old);
    return done(authored, warnings);
  }

  function update(write: Write): Answer {
    const { object, warned = [] } = write;
    const resource = kindOf(object);
    const key = keyOf(resource, object);
    const old = store.get(key);
    if (old === undefined) return refused(notFound(resource, key.name), warned);
    const refusal = stale(resource, object, old);
    if (refusal !== undefined) return refused(refusal, warned);
    const strategy = strategyFor(resource.key);
    const { context } = state;
    const admitted = admitUpdate(resource, strategy.defaults(carriedOver(object, old), context), old);
    const dryRun = write.options?.dryRun === true;
    const placed = networked(strategy.prepareForUpdate(admitted, old, context), old, dryRun);
    if (!placed.ok) return refused(placed.status, warned);
    const prepared = placed.object;
    const errors = strategy.validateUpdate(prepared, old, context);
    if (errors.length > 0) return refused(invalidStatus(resource, key.name, errors), warned);
    const unwelcome = changeRefusal(resource, prepared, old, store.live);
    if (unwelcome !== undefined) return refused(unwelcome, warned);
    placed.keep?.();
    return keep(write, old, prepared, [...warned, ...(strategy.warnings?.(prepared, old, context) ?? [])]);
  }

  function updateStatus(write: Write): Answer {
    const { object } = write;
    const resource = kindOf(object);
    const key = keyOf(resource, object);
    const old = store.get(key);
    if (old === undefined) return refused(notFound(resource, key.name));
    const refusal = stale(resource, object, old);
    if (refusal !== undefined) return refused(refusal);
    const strategy = strategyFor(resource.key);
    const prepared = strategy.prepareForStatusUpdate?.(object, old) ?? withStatusOf(object, old);
    const errors = strategy.validateStatusUpdate?.(prepared, old) ?? [];
    if (errors.length > 0) return refused(invalidStatus(resource, key.name, errors));
    return keep(write, old, prepared);
  }

  function remove(actor: string, key: ObjectKey, options: DeleteOptions): Answer {
    const old = store.get(key);
    if (old === undefined) return missing(key);
    const resource = kindOf(old);
    const refusal = deletionRefusal(resource, key.name) ?? preconditionRefusal(resource, old, options);
    if (refusal !== undefined) return refused(refusal);
    const deletion = namespaceDeletion(old, store.live, state.now) ?? deletionOf(old, options, state.now);
    if (options.dryRun === true) return done(old);
    if (deletion.kind === "gone") return done(state.commit(actor, key, old));
    return done(unchanged(deletion.object, old) ? old : state.commit(actor, key, old, deletion.object));
  }

  function bind(actor: string, key: ObjectKey, node: string): Answer {
    const pod = store.get(key) as Pod | undefined;
    if (pod === undefined) return missing(key);
    const { nodeName = "" } = pod.spec;
    if (nodeName === "") return done(state.commit(actor, key, pod, boundTo(pod, node, state.now)));
    return refused(conflict(kindOfKey(key), key.name, `pod ${key.name} is already assigned to node "${nodeName}"`));
  }

  return { create, update, updateStatus, delete: remove, bind };
}
