import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, type Again, type Controller, type Key, type StepContext } from "../controller.ts";

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
  const answer = api.delete({ kind: "Namespace", namespace: "", name });
  return answer.ok || answer.status.code === 404 ? SETTLED : { kind: "retry", error: answer.status.message };
}

function sync(name: Key, context: StepContext): Again {
  const { view, api } = context;
  const namespace = view.get("Namespace", "", name);
  if (namespace?.metadata.deletionTimestamp === undefined) return SETTLED;
  let remaining = 0;
  for (const kind of view.kinds()) {
    for (const object of view.list(kind, name)) {
      remaining++;
      if (object.metadata.deletionTimestamp !== undefined) continue;
      const answer = api.delete(
        { kind, namespace: name, name: object.metadata.name },
        { propagationPolicy: "Background" },
      );
      if (!answer.ok && answer.status.code !== 404) return { kind: "retry", error: answer.status.message };
    }
  }
  return remaining === 0 ? finish(name, context) : SETTLED;
}

/**
 * Empties a namespace that is to go, everything at once, then lets it go.
 * @see pkg/controller/namespace/deletion/namespaced_resources_deleter.go, `Delete` (1.36)
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
