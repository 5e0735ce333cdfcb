import { replaced } from "../../defaulting.ts";
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from "../../quantity.ts";
import { fieldsFrom } from "../../validation/fields.ts";
import { isHugePages } from "../../validation/resources.ts";
import { aggregateResources } from "./aggregate-resources.ts";
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

const NOTHING: Amounts = new Map();

type ResourceList = Readonly<Record<string, string | number>>;

/** A list with those amounts added that it lacks; itself when it lacks none. */
function completed(
  amounts: ResourceList | undefined,
  more: readonly (readonly [string, string | number])[],
): ResourceList | undefined {
  const missing = more.filter(([name]) => !Object.hasOwn(amounts ?? {}, name));
  return missing.length === 0 ? amounts : { ...Object.fromEntries(missing), ...amounts };
}

function isOvercommitted(name: string): boolean {
  return name === "cpu" || name === "memory";
}

/**
 * What is filled in where a pod says something of its resources as a whole: limits of huge pages from those of its
 * containers; and where it has limits, requests from those of its containers, else from its limits.
 * @see pkg/apis/core/v1/defaults.go, `defaultHugePagePodLimits`, `defaultPodRequests` (1.36)
 */
export function podLevelDefaults(spec: SpecWithResources): SpecWithResources {
  const { limits: own, requests: asked = {} } = spec.resources ?? {};
  if (spec.resources === undefined || Object.keys({ ...own, ...asked }).length === 0) return spec;
  const fields = fieldsFrom(spec);
  const pages = aggregateResources(fields, "limits").filter(
    ([name]) => isHugePages(name) && !Object.hasOwn(asked, name),
  );
  const limits = completed(own, pages) ?? {};
  if (Object.keys(limits).length === 0) return spec;
  const ofLimits = Object.entries(limits).filter(([name]) => isOvercommitted(name) || isHugePages(name));
  const ofContainers = aggregateResources(fields, "requests").filter(([name]) => isOvercommitted(name));
  const requests = completed(completed(spec.resources.requests, ofContainers), ofLimits);
  if (limits === own && requests === spec.resources.requests) return spec;
  return replaced(spec, "resources", { ...spec.resources, limits, ...(requests === undefined ? {} : { requests }) });
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
