import { addQuantities, compareQuantities, parseQuantity, printQuantity, type Quantity } from "../../quantity.ts";
import type { Container, PodSpec, ResourceRequirements } from "./types.ts";

type Amounts = ReadonlyMap<string, Quantity>;

/** A pod with resources of its own. */
type SpecWithResources = PodSpec & { readonly resources?: ResourceRequirements };

function amountsOf(resources: Readonly<Record<string, string | number>> | undefined): Amounts {
  const amounts = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(resources ?? {})) {
    const parsed = parseQuantity(String(text));
    if (parsed.ok) amounts.set(name, parsed.quantity);
  }
  return amounts;
}

function sum(a: Amounts, b: Amounts): Amounts {
  const total = new Map(a);
  for (const [name, amount] of b) {
    const before = total.get(name);
    total.set(name, before === undefined ? amount : addQuantities(before, amount));
  }
  return total;
}

function larger(a: Amounts, b: Amounts): Amounts {
  const result = new Map(a);
  for (const [name, amount] of b) {
    const other = result.get(name);
    if (other === undefined || compareQuantities(amount, other) > 0) result.set(name, amount);
  }
  return result;
}

const NOTHING: Amounts = new Map();

function requestsOf(container: Container): Amounts {
  return amountsOf(container.resources?.requests);
}

/**
 * What the containers of a pod ask for together: all regular ones and sidecars at once, or the largest step of its
 * initialisation.
 * @see staging/src/k8s.io/component-helpers/resource/helpers.go, `AggregateContainerRequests` (1.36)
 */
function aggregateRequests(spec: Pick<PodSpec, "containers" | "initContainers">): Amounts {
  let running = spec.containers.map(requestsOf).reduce(sum, NOTHING);
  let sidecars = NOTHING;
  let starting = NOTHING;
  for (const container of spec.initContainers ?? []) {
    const requests = requestsOf(container);
    if (container.restartPolicy === "Always") {
      running = sum(running, requests);
      sidecars = sum(sidecars, requests);
      starting = larger(starting, sidecars);
    } else starting = larger(starting, sum(requests, sidecars));
  }
  return larger(running, starting);
}

function isOvercommitted(name: string): boolean {
  return name === "cpu" || name === "memory";
}

function isPodLevel(name: string): boolean {
  return isOvercommitted(name) || name.startsWith("hugepages-");
}

/**
 * Requests of the pod as a whole, where it sets limits as a whole: what its containers ask for, else its limits.
 * @see pkg/apis/core/v1/defaults.go, `defaultPodRequests` (1.36)
 */
export function podRequests(spec: SpecWithResources): SpecWithResources {
  const limits = spec.resources?.limits;
  if (spec.resources === undefined || limits === undefined || Object.keys(limits).length === 0) return spec;
  const requests: Record<string, string | number> = { ...spec.resources.requests };
  const before = Object.keys(requests).length;
  for (const [name, amount] of aggregateRequests(spec)) {
    if (isOvercommitted(name) && !Object.hasOwn(requests, name)) requests[name] = printQuantity(amount);
  }
  for (const [name, limit] of Object.entries(limits)) {
    if (isPodLevel(name) && !Object.hasOwn(requests, name)) requests[name] = limit;
  }
  return Object.keys(requests).length === before ? spec : { ...spec, resources: { ...spec.resources, requests } };
}

type QosClass = "Guaranteed" | "Burstable" | "BestEffort";

interface QosFacts {
  readonly requests: Amounts;
  readonly limits: Amounts;
  /** Whether every part has limits for both processors and memory. */
  readonly isLimited: boolean;
}

const QOS_RESOURCES = ["cpu", "memory"];

function positive(amounts: Amounts): Amounts {
  return new Map(
    QOS_RESOURCES.flatMap((name) => {
      const amount = amounts.get(name);
      return amount !== undefined && amount.mantissa > 0n ? [[name, amount] as const] : [];
    }),
  );
}

function factsOf(resources: ResourceRequirements | undefined): QosFacts {
  const limits = positive(amountsOf(resources?.limits));
  return {
    requests: positive(amountsOf(resources?.requests)),
    limits,
    isLimited: limits.size === QOS_RESOURCES.length,
  };
}

function together(a: QosFacts, b: QosFacts): QosFacts {
  return {
    requests: sum(a.requests, b.requests),
    limits: sum(a.limits, b.limits),
    isLimited: a.isLimited && b.isLimited,
  };
}

const NO_FACTS: QosFacts = { requests: NOTHING, limits: NOTHING, isLimited: true };

/** Remembered by identity: all pods of one template share their lists of containers. */
const factsOfList = new WeakMap<readonly Container[], QosFacts>();

function listFacts(containers: readonly Container[] | undefined): QosFacts {
  if (containers === undefined) return NO_FACTS;
  const known = factsOfList.get(containers);
  if (known !== undefined) return known;
  const facts = containers.map((container) => factsOf(container.resources)).reduce(together, NO_FACTS);
  factsOfList.set(containers, facts);
  return facts;
}

/** @see pkg/apis/core/helper/qos/qos.go, `ComputePodQOS` (1.36) */
export function qosClassOf(spec: SpecWithResources): QosClass {
  const { requests, limits, isLimited } =
    spec.resources === undefined
      ? together(listFacts(spec.containers), listFacts(spec.initContainers))
      : factsOf(spec.resources);
  if (requests.size === 0 && limits.size === 0) return "BestEffort";
  const isMatched = [...requests].every(([name, amount]) => {
    const limit = limits.get(name);
    return limit !== undefined && compareQuantities(limit, amount) === 0;
  });
  return isLimited && isMatched && requests.size === limits.size ? "Guaranteed" : "Burstable";
}
