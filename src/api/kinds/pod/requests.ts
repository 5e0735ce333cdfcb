import { addQuantities, compareQuantities, parseQuantity, type Quantity } from "../../quantity.ts";
import { isSidecar, type Container, type PodSpec } from "./types.ts";

type Amounts = ReadonlyMap<string, Quantity>;
type Written = Readonly<Record<string, string | number>>;

function amounts(list: Written = {}): Amounts {
  const found = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(list)) {
    const parsed = parseQuantity(String(text));
    if (parsed.ok) found.set(name, parsed.quantity);
  }
  return found;
}

function joined(a: Amounts, b: Amounts, join: (one: Quantity, other: Quantity) => Quantity): Amounts {
  const all = new Map(a);
  for (const [name, amount] of b) {
    const other = all.get(name);
    all.set(name, other === undefined ? amount : join(other, amount));
  }
  return all;
}

const sum = (a: Amounts, b: Amounts): Amounts => joined(a, b, addQuantities);
const larger = (a: Amounts, b: Amounts): Amounts =>
  joined(a, b, (one, other) => (compareQuantities(one, other) < 0 ? other : one));

/** A limit without a request is a request too. */
function requested({ resources = {} }: Pick<Container, "resources">): Amounts {
  return new Map([...amounts(resources.limits), ...amounts(resources.requests)]);
}

type Of = (container: Pick<Container, "resources">) => Amounts;

/** What a pod's containers have together, or the pod as a whole where it says so. */
function together({ containers, initContainers = [], resources }: PodSpec, of: Of): Amounts {
  let running: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of initContainers) {
    const own = sum(running, of(container));
    if (isSidecar(container)) running = own;
    starting = larger(starting, own);
  }
  for (const container of containers) running = sum(running, of(container));
  return new Map([...larger(running, starting), ...of(resources === undefined ? {} : { resources })]);
}

/**
 * What a pod may take: what its containers may together, and the overhead of what is limited.
 * @see staging/src/k8s.io/component-helpers/resource/helpers.go, `PodLimits` (1.36)
 */
export function podLimits(spec: PodSpec): Amounts {
  const limits = together(spec, ({ resources = {} }) => amounts(resources.limits));
  return sum(limits, new Map([...amounts(spec.overhead)].filter(([name]) => limits.has(name))));
}

/** Pods of one template have these in common. */
const known = new WeakMap<PodSpec["containers"], { readonly spec: PodSpec; readonly requests: Amounts }>();

/**
 * What a pod takes of a node: its containers and sidecars together, or more where an init container needs it. What the
 * pod as a whole requests stands in the place of what its containers do.
 * @see staging/src/k8s.io/component-helpers/resource/helpers.go, `PodRequests` (1.36)
 */
export function podRequests(spec: PodSpec): Amounts {
  const last = known.get(spec.containers);
  const isSame = (name: "initContainers" | "resources" | "overhead"): boolean => last?.spec[name] === spec[name];
  if (last !== undefined && isSame("initContainers") && isSame("resources") && isSame("overhead")) return last.requests;
  const requests = sum(together(spec, requested), amounts(spec.overhead));
  known.set(spec.containers, { spec, requests });
  return requests;
}
