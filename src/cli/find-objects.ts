import type { ResourceKind } from "../api/kinds.ts";
import type { KubeObject } from "../api/object.ts";
import { notFound } from "../api/status.ts";
import { statusFailure } from "../cluster/client/refused.ts";
import type { Failure } from "../cluster/client/request.ts";
import { type ResolveOptions, resolveTargets, type Resolution, type Target } from "../cluster/client/targets.ts";
import type { View } from "../cluster/view.ts";
import type { Call } from "./command.ts";
import { loadManifests } from "./manifests-lazily.ts";
import { scopeOf, targetsOf } from "./scope.ts";

/** Objects of one question: all of a type, or one by its name. */
export interface FoundObjects {
  readonly resource: ResourceKind;
  readonly objects: readonly KubeObject[];
}

export interface Found {
  readonly groups: readonly FoundObjects[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
  readonly by: Resolution["by"];
  readonly targets: readonly Target[];
}

/** The refusal for a name that does not exist; the namespace's own when that does not exist either. */
export function missing(view: View, { resource, namespace, name, source }: Target): Failure {
  const noNamespace = namespace !== "" && view.get("Namespace", "", namespace) === undefined;
  const status = noNamespace ? notFound({ group: "", plural: "namespaces" }, namespace) : notFound(resource, name);
  return statusFailure(status, "", source);
}

/** The objects that a command's words, files and selectors name, as they are now. */
export async function findObjects(
  call: Call,
  view: View,
  options: Pick<ResolveOptions, "listsTypes" | "bareNameKind"> = {},
): Promise<Found> {
  const { manifests, failures: unread } = await loadManifests(call);
  const files = call.flags.given("filename") ? { files: manifests } : {};
  const { words, ...where } = targetsOf(call, { ...files });
  const resolution = resolveTargets(words, { ...scopeOf(call), ...where, ...options, view });
  const { groups, failures } = looked(view, resolution);
  const { by, targets, warnings } = resolution;
  return { groups, by, targets, warnings, failures: [...unread, ...resolution.failures, ...failures] };
}

function looked(view: View, { by, targets, resources }: Resolution): { groups: FoundObjects[]; failures: Failure[] } {
  if (by === "lists") {
    const lists = resources.map((resource) => ({
      resource,
      objects: targets.flatMap((target) => (target.resource.key === resource.key ? (target.object ?? []) : [])),
    }));
    return { groups: lists, failures: [] };
  }
  const failures: Failure[] = [];
  const groups = targets.flatMap((target): FoundObjects[] => {
    const object = view.get(target.resource.key, target.namespace, target.name);
    if (object === undefined) failures.push(missing(view, target));
    return object === undefined ? [] : [{ resource: target.resource, objects: [object] }];
  });
  return { groups, failures };
}
