import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import type { Describer } from "./describer.ts";
import { selectorCell } from "../tables/cell.ts";

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describePodDisruptionBudgetV1` (1.36) */
export const describeDisruptionBudget: Describer<PodDisruptionBudget> = (
  out,
  { metadata, spec, status },
  { events },
) => {
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  if (spec.minAvailable !== undefined) out.line(0, "Min available:", spec.minAvailable);
  else if (spec.maxUnavailable !== undefined) out.line(0, "Max unavailable:", spec.maxUnavailable);
  out.line(0, "Selector:", spec.selector === undefined ? "<unset>" : selectorCell(spec.selector));
  out.line(0, "Status:");
  out.line(2, "Allowed disruptions:", status?.disruptionsAllowed ?? 0);
  out.line(2, "Current:", status?.currentHealthy ?? 0);
  out.line(2, "Desired:", status?.desiredHealthy ?? 0);
  out.line(2, "Total:", status?.expectedPods ?? 0);
  events();
};
