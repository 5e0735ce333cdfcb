import { SERVICE_NAME_LABEL } from "../api/kinds/endpointslice/types.ts";
import { isFinished } from "../api/kinds/pod/lifecycle.ts";
import { isPodReady, type Pod } from "../api/kinds/pod/types.ts";
import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { namespacedName, namespaceOf } from "../api/object.ts";
import { selectsMap } from "../api/selector.ts";
import { addTo } from "../base/add-to.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import { podsLabelled } from "../cluster/selected-pods.ts";
import type { NameChange } from "./model.ts";
import { NameRecord } from "./name-record.ts";
import type { Ends } from "./workloads.ts";

function publishes({ spec }: Service): boolean {
  return spec.publishNotReadyAddresses === true;
}

/** Whether a Service is answered with any pod in the end. */
function isAnswered(service: Service, { after }: Ends): boolean {
  return podsLabelled(after, namespaceOf(service), service.spec.selector ?? {}).some((pod) => {
    if (!pod.status?.podIP || isFinished(pod)) return false;
    return publishes(service) || (isPodReady(pod) && pod.metadata.deletionTimestamp === undefined);
  });
}

/** The names of the pods with which Services were answered, by `namespace/name`. */
function answeredBefore({ before }: Ends): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const slice of before.list("EndpointSlice")) {
    const id = `${namespaceOf(slice)}/${slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? ""}`;
    const pods = found.get(id) ?? new Set<string>();
    for (const { conditions, targetRef } of slice.endpoints) {
      if (conditions?.ready !== false && targetRef?.name !== undefined) pods.add(targetRef.name);
    }
    found.set(id, pods);
  }
  return found;
}

function has(pod: Pod | undefined, { spec }: Service): boolean {
  return pod !== undefined && selectsMap(spec.selector ?? {}, pod.metadata.labels);
}

/** What a Service is answered with, from one instant to the next. */
class Selected {
  readonly service: Service;
  readonly record: NameRecord;
  /** Deleted at once, whatever becomes of its pods. */
  readonly isGone: boolean;
  readonly #answered: Set<string>;
  readonly #ends: Ends;
  #isThere: boolean;
  #isTouched = false;
  #at: Instant;

  constructor(service: Service, ends: Ends, start: Instant, before: ReadonlySet<string>) {
    this.service = service;
    this.#ends = ends;
    this.#answered = new Set(before);
    this.#isThere = before.size > 0;
    this.record = new NameRecord(this.#isThere ? ["pods"] : [], start);
    this.#at = start;
    this.isGone = ends.after.get("Service", namespaceOf(service), service.metadata.name) === undefined;
  }

  take({ effect, name, at }: Happening): void {
    if (!this.#isOwn(name)) return;
    this.#isTouched = true;
    if (at > this.#at) this.#settle(this.#answered.size > 0);
    this.#at = at;
    const comes = publishes(this.service) ? effect === "create" && this.#getsAddress(name) : effect === "ready";
    const goes = effect === "remove" || (!publishes(this.service) && (effect === "delete" || effect === "unready"));
    if (comes) this.#answered.add(name);
    else if (goes) this.#answered.delete(name);
  }

  /** All is done: what is there is the answer. */
  end(): void {
    const { name } = this.service.metadata;
    const isAsBefore = this.#ends.before.get("Service", namespaceOf(this.service), name) === this.service;
    if (this.isGone || this.#isTouched || !isAsBefore)
      this.#settle(!this.isGone && isAnswered(this.service, this.#ends));
  }

  /** The instant is over: what it left is the answer. */
  #settle(isThere: boolean): void {
    if (isThere !== this.#isThere) this.record.answers(isThere ? ["pods"] : [], this.#at);
    this.#isThere = isThere;
  }

  #isOwn(pod: string): boolean {
    const namespace = namespaceOf(this.service);
    const { before, after } = this.#ends;
    return [before, after].some((view) => has(view.get("Pod", namespace, pod), this.service));
  }

  #getsAddress(pod: string): boolean {
    return (this.#ends.after.get("Pod", namespaceOf(this.service), pod)?.status?.podIP ?? "") !== "";
  }
}

function changesOf({ service, record, isGone }: Selected, { after }: Ends): readonly NameChange[] {
  const namespace = namespaceOf(service);
  const isListed = (): boolean => !isGone && podsLabelled(after, namespace, service.spec.selector ?? {}).length > 0;
  return record
    .change(`${service.metadata.name}.${namespace}.svc`, namespace, isListed)
    .map((change) => ({ ...change, before: [], after: [] }));
}

/** All that there are in the end, and those that are gone. */
function servicesOf({ before, after }: Ends): readonly Service[] {
  const gone = before.list("Service").filter(({ metadata: { namespace = "", name } }) => {
    return after.get("Service", namespace, name) === undefined;
  });
  return [...after.list("Service"), ...gone];
}

/**
 * The names of headless Services that no pod has for its own: they are answered as long as a pod is that they select.
 * `told`: Services whose pods have names, `namespace/name`.
 */
export function selectedNames(
  happenings: readonly Happening[],
  start: Instant,
  ends: Ends,
  told: ReadonlySet<string>,
): readonly NameChange[] {
  const services = servicesOf(ends).filter((service) => {
    return isHeadless(service) && service.spec.selector !== undefined && !told.has(namespacedName(service));
  });
  if (services.length === 0) return [];
  const before = answeredBefore(ends);
  const selected = services.map((service) => {
    return new Selected(service, ends, start, before.get(namespacedName(service)) ?? new Set());
  });
  const byNamespace = new Map<string, Selected[]>();
  for (const one of selected) if (!one.isGone) addTo(byNamespace, namespaceOf(one.service), one);
  for (const item of happenings) {
    if (item.kind === "pod") for (const one of byNamespace.get(item.namespace) ?? []) one.take(item);
  }
  for (const one of selected) one.end();
  return selected.flatMap((one) => changesOf(one, ends));
}
