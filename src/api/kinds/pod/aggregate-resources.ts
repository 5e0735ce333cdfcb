import { byBytes } from "../../../base/json.ts";
import { child, list, text, type Fields } from "../../validation/fields.ts";
import { amounts, compareAmounts, sumAmounts, type Amount } from "../../validation/resources.ts";

function add(total: Map<string, string>, more: readonly Amount[]): void {
  for (const [resource, quantity] of more) total.set(resource, sumAmounts(total.get(resource), quantity));
}

function raise(total: Map<string, string>, floor: readonly Amount[]): void {
  for (const [resource, quantity] of floor) {
    const before = total.get(resource);
    if (before === undefined || compareAmounts(quantity, before) > 0) total.set(resource, quantity);
  }
}

/**
 * What the containers of a pod have together of what their requests or limits say: all regular ones and sidecars at once,
 * or the largest step of its initialisation. Sorted by resource.
 * @see staging/src/k8s.io/component-helpers/resource/helpers.go, `AggregateContainerRequests`,
 *   `AggregateContainerLimits` (1.36)
 */
export function aggregateResources(spec: Fields, name: "requests" | "limits"): readonly Amount[] {
  const of = (container: Fields): readonly Amount[] => amounts(child(container, "resources"), name);
  const total = new Map<string, string>();
  const sidecars = new Map<string, string>();
  const steps: (readonly Amount[])[] = [];
  for (const container of list(spec, "initContainers")) {
    if (text(container, "restartPolicy") === "Always") {
      add(total, of(container));
      add(sidecars, of(container));
    } else {
      const step = new Map(of(container));
      add(step, [...sidecars]);
      steps.push([...step]);
    }
  }
  for (const container of list(spec, "containers")) add(total, of(container));
  for (const step of steps) raise(total, step);
  return [...total].sort(([a], [b]) => byBytes(a, b));
}
