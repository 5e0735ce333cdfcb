import type { QuotaScope, ResourceQuota } from "../api/kinds/resourcequota/types.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { kindOfKey } from "../api/kind-of.ts";
import type { ResourceKind } from "../api/kinds.ts";
import { namespaceOf, type KubeObject } from "../api/object.ts";
import { forbidden, type ApiStatus } from "../api/status.ts";
import { compareAmounts, subtractAmounts, sumAmounts } from "../api/validation/resources.ts";
import type { Amounts } from "./limits.ts";
import { isInScope } from "./quota-scopes.ts";
import { unspecified, usageOf } from "./quota-usage.ts";
import type { View } from "./view.ts";

function scopesOf({ spec = {} }: ResourceQuota): readonly QuotaScope[] {
  const named = (spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: "Exists" }));
  return [...named, ...(spec.scopeSelector?.matchExpressions ?? [])];
}

const covers = (quota: ResourceQuota, { key }: ResourceKind, object: KubeObject): boolean =>
  scopesOf(quota).every((scope) => isInScope(scope, key, object));

/** What the objects of a kind take of a quota. */
function usedOf(quota: ResourceQuota, resource: ResourceKind, view: View): Amounts {
  const used: Record<string, string> = {};
  for (const object of view.list(resource.key, namespaceOf(quota))) {
    if (!covers(quota, resource, object)) continue;
    for (const [name, amount] of Object.entries(usageOf(resource, object)))
      used[name] = sumAmounts(used[name], String(amount));
  }
  return used;
}

/** What all objects of its namespace take of a quota. */
export function quotaUsage(quota: ResourceQuota, view: View): Amounts {
  const namespace = namespaceOf(quota);
  const used = view.kinds().map((kind) => usedOf(quota, kindOfKey({ kind, namespace, name: "" }), view));
  return Object.assign({}, ...used) as Amounts;
}

/** What a change takes in addition; what it gives back does not count. */
function added(resource: ResourceKind, object: KubeObject, old: KubeObject | undefined): Amounts {
  const usage = usageOf(resource, object);
  const before = old === undefined ? {} : usageOf(resource, old);
  const more = Object.entries(usage).map(
    ([name, amount]) => [name, subtractAmounts(String(amount), String(before[name] ?? "0"))] as const,
  );
  return Object.fromEntries(more.filter(([, amount]) => compareAmounts(amount, "0") > 0));
}

function listed(names: readonly string[], amounts: Amounts): string {
  return names.map((name) => `${name}=${amounts[name] ?? "0"}`).join(",");
}

/** @see staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go, `CheckRequest` (1.36) */
function excess(quota: ResourceQuota, wanted: Amounts, used: Amounts): string | undefined {
  const { hard = {} } = quota.spec ?? {};
  const names = Object.keys(wanted)
    .filter((name) => {
      const most = hard[name];
      if (most === undefined) return false;
      const total = sumAmounts(String(used[name] ?? "0"), String(wanted[name]));
      return compareAmounts(total, String(most)) > 0;
    })
    .sort();
  if (names.length === 0) return undefined;
  const taken = `requested: ${listed(names, wanted)}, used: ${listed(names, used)}`;
  return `exceeded quota: ${quota.metadata.name}, ${taken}, limited: ${listed(names, hard)}`;
}

function flawOf(
  quotas: readonly ResourceQuota[],
  resource: ResourceKind,
  object: KubeObject,
  old: KubeObject | undefined,
  view: View,
): string | undefined {
  for (const { metadata, spec } of resource.key === "Pod" ? quotas : []) {
    const flaw = unspecified(object as Pod, spec?.hard ?? {});
    if (flaw !== undefined) return `failed quota: ${metadata.name}: ${flaw}`;
  }
  const wanted = added(resource, object, old);
  for (const quota of quotas) {
    const flaw = excess(quota, wanted, usedOf(quota, resource, view));
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** Why an object is refused for the quotas of its namespace, new or, with `old`, changed. Events are free. */
export function quotaRefusal(
  resource: ResourceKind,
  object: KubeObject,
  old: KubeObject | undefined,
  view: View,
): ApiStatus | undefined {
  if (!resource.namespaced || resource.key === "Event") return undefined;
  const all: readonly ResourceQuota[] = view.list("ResourceQuota", namespaceOf(object));
  if (all.length === 0) return undefined;
  const quotas = all.filter((quota) => covers(quota, resource, object));
  const flaw = flawOf(quotas, resource, object, old, view);
  return flaw === undefined ? undefined : forbidden(resource, object.metadata.name ?? "", flaw);
}
