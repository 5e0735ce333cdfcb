import type { ResourceQuota } from "../../api/kinds/resourcequota/types.ts";
import { quotaUsage } from "../../cluster/quotas.ts";
import type { View } from "../../cluster/view.ts";
import type { Describer } from "./describer.ts";
import type { Outline } from "./outline.ts";

const HELP: Readonly<Record<string, string>> = {
  Terminating:
    "Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.",
  NotTerminating:
    "Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.",
  BestEffort:
    "Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.",
  NotBestEffort:
    "Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.",
};

function scopes(out: Outline, level: number, bullet: string, { spec = {} }: ResourceQuota): void {
  const names = [...(spec.scopes ?? [])].sort();
  if (names.length === 0) return;
  out.line(level, "Scopes:", names.join(", "));
  for (const help of names.flatMap((name) => HELP[name] ?? [])) out.line(level, `${bullet} ${help}`);
}

function amounts(out: Outline, level: number, rule: string, quota: ResourceQuota, view: View): void {
  const { hard = {} } = quota.spec ?? {};
  const used = quotaUsage(quota, view);
  out.line(level, "Resource", "Used", "Hard");
  out.line(level, "--------", rule, rule);
  for (const name of Object.keys(hard).sort()) out.line(level, name, used[name] ?? "0", hard[name] ?? "");
}

/** Those of a namespace. @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `DescribeResourceQuotas` (1.36) */
export function quotaTables(out: Outline, quotas: readonly ResourceQuota[], view: View): void {
  if (quotas.length === 0) return out.line(0, "No resource quota.");
  out.line(0, "Resource Quotas");
  for (const quota of quotas) {
    out.line(1, "Name:", quota.metadata.name);
    scopes(out, 1, "*", quota);
    amounts(out, 1, "---", quota, view);
  }
}

/** @see `describeQuota` in the same file */
export const describeResourceQuota: Describer<ResourceQuota> = (out, quota, { view }) => {
  out.line(0, "Name:", quota.metadata.name);
  out.line(0, "Namespace:", quota.metadata.namespace ?? "");
  scopes(out, 0, " *", quota);
  amounts(out, 0, "----", quota, view);
};
