import type { Namespace } from "../../api/kinds/namespace/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { sameJson } from "../../base/json.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, settledOrGone, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";
import { conditionsFor } from "./conditions.ts";

function isTerminating(name: string, view: View): boolean {
  return view.get("Namespace", "", name)?.metadata.deletionTimestamp !== undefined;
}

function keysFor({ key, after }: Change, view: View): readonly Key[] {
  if (key.kind === "Namespace") return after?.metadata.deletionTimestamp === undefined ? [] : [key.name];
  if (key.namespace === "" || after !== undefined) return [];
  return isTerminating(key.namespace, view) ? [key.namespace] : [];
}

/** @see pkg/controller/namespace/deletion/namespaced_resources_deleter.go, `finalizeNamespace` (1.36) */
function finish(name: string, { api }: StepContext): Again {
  return settledOrGone(api.delete({ kind: "Namespace", namespace: "", name }));
}

/** Asks for the deletion of all objects of those kinds; gives those that are there still, or why one could not be deleted. */
function empty(name: string, kinds: readonly string[], { view, api }: StepContext): readonly KubeObject[] | string {
  const remaining: KubeObject[] = [];
  for (const kind of kinds) {
    for (const object of view.list(kind, name)) {
      const key = { kind, namespace: name, name: object.metadata.name };
      const isAsked = object.metadata.deletionTimestamp !== undefined;
      const answer = isAsked ? undefined : api.delete(key, { propagationPolicy: "Background" });
      if (answer?.ok === false && answer.status.code !== 404) return answer.status.message;
      const left = api.live(key);
      if (left !== undefined) remaining.push(left);
    }
  }
  return remaining;
}

/** Says what there is in a namespace that is to go. */
function tell(namespace: Namespace, remaining: readonly KubeObject[], { api, now }: StepContext): Again {
  const { status } = namespace;
  const conditions = conditionsFor(status?.conditions ?? [], remaining, now);
  if (sameJson(conditions, status?.conditions)) return SETTLED;
  return settledOrGone(api.updateStatus({ ...namespace, status: { ...status, conditions } }));
}

function sync(name: Key, context: StepContext): Again {
  const { view } = context;
  const namespace = view.get("Namespace", "", name);
  if (namespace?.metadata.deletionTimestamp === undefined) return SETTLED;
  const others = view.kinds().filter((kind) => kind !== "Pod");
  for (const kinds of [["Pod"], others]) {
    const remaining = empty(name, kinds, context);
    if (typeof remaining === "string") return { kind: "retry", error: remaining };
    if (remaining.length > 0) return tell(namespace, remaining, context);
  }
  return finish(name, context);
}

/**
 * Empties a namespace that is to go, then lets it go: its pods first, all else at once when they are gone.
 * @see pkg/controller/namespace/deletion/namespaced_resources_deleter.go, `Delete`, `deleteAllContent` (1.36)
 */
export const namespaceController: Controller = {
  name: "namespace-controller",
  keysFor,
  allKeys: (view) =>
    view
      .list("Namespace")
      .filter((namespace) => namespace.metadata.deletionTimestamp !== undefined)
      .map((namespace) => namespace.metadata.name),
  sync,
};
