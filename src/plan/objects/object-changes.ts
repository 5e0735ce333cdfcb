import type { KubeObject, ObjectKey } from "../../api/object.ts";
import { namespaceOf } from "../../api/object.ts";
import type { Outcome, Request, SourcedObject } from "../../cluster/client/request.ts";
import type { View } from "../../cluster/view.ts";
import { kindOf } from "../../api/kind-of.ts";
import { fieldChanges, objectPlace } from "./field-diff.ts";
import type { ObjectAction, ObjectChange } from "../model.ts";
import { nameOf } from "./refusals.ts";
import type { Former } from "../former.ts";
import { keyText } from "../workloads.ts";

/** The files that a request brings along. */
export function sourcesOf(request: Request): readonly SourcedObject[] {
  if ("manifests" in request) return request.manifests;
  return "targets" in request ? (request.targets.files ?? []) : [];
}

/** The manifests by the object they are about; of several for one object the last. */
export function sourceIndex(request: Request): ReadonlyMap<string, SourcedObject> {
  const index = new Map<string, SourcedObject>();
  for (const source of sourcesOf(request)) {
    const object = source.object as unknown as Partial<KubeObject>;
    const { apiVersion, kind, metadata } = object;
    if (typeof apiVersion !== "string" || typeof kind !== "string") continue;
    const { key } = kindOf({ apiVersion, kind, metadata: { name: "", ...metadata } });
    for (const namespace of [metadata?.namespace ?? request.namespace, ""])
      index.set(keyText({ kind: key, namespace, name: metadata?.name ?? "" }), source);
  }
  return index;
}

function actionOf(was: KubeObject | undefined, is: KubeObject | undefined, fields: number): ObjectAction {
  if (was === undefined) return "create";
  if (is === undefined) return "delete";
  if (is.metadata.uid !== was.metadata.uid) return "replace";
  return fields === 0 ? "unchanged" : "update";
}

/**
 * What becomes of the objects that the request is about. `view` shows what the server has made of them, before any
 * controller looked at it.
 */
export function objectChanges(
  request: Request,
  { results }: Outcome,
  before: Former,
  view: View,
): readonly ObjectChange[] {
  const sources = sourceIndex(request);
  const found = new Map<string, ObjectChange>();
  for (const { resource, object, operation } of results) {
    if (operation === "evicting" || resource.key === "Scale") continue;
    const key: ObjectKey = { kind: resource.key, namespace: namespaceOf(object), name: object.metadata.name };
    const isDeletion = request.verb === "delete" || /^(evicted|deleted|force deleted|pruned)/.test(operation);
    const was = before.get(key.kind, key.namespace, key.name);
    const is = isDeletion ? undefined : view.get(key.kind, key.namespace, key.name);
    const some = is ?? was;
    if (some === undefined) continue;
    const source = sources.get(keyText(key));
    const fields = isDeletion || was === undefined ? [] : fieldChanges(was, is, source);
    const at = objectPlace(source);
    const action = actionOf(was, is, fields.length);
    found.set(keyText(key), { action, key, name: nameOf(some), ...(at === undefined ? {} : { at }), fields });
  }
  return [...found.values()];
}
