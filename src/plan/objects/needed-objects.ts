import { namespaceOf, type KubeObject } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";
import { configReferencesOf, isInEveryNamespace, keysOf } from "../../lint/facts/references.ts";
import { workloadIn } from "../../lint/facts/workload.ts";
import { listed } from "../../rollout/commands.ts";
import { targetOf, type Ends } from "../workloads.ts";
import type { Note, ObjectChange } from "../model.ts";
import type { Started } from "./started.ts";
import { namelessPods } from "./nameless-pods.ts";

/** So many things that are missing are named. */
const NAMED_MAX = 3;

/** What an object's pods need to start: a text for each thing that is not there. */
function missingFor(object: KubeObject, view: View): ReadonlySet<string> {
  const missing = new Set<string>();
  const workload = workloadIn(object);
  if (workload === undefined) return missing;
  const namespace = namespaceOf(object);
  for (const { kind, name, optional, keys, use } of configReferencesOf(workload)) {
    if (optional || isInEveryNamespace({ kind, name })) continue;
    const found = view.get(kind, namespace, name);
    if (found === undefined) missing.add(`${kind} "${name}"`);
    else {
      const there = keysOf(found, use);
      for (const { key } of keys) if (!there.includes(key)) missing.add(`key "${key}" of ${kind} "${name}"`);
    }
  }
  const { serviceAccountName: account = "" } = workload.spec;
  if (account !== "" && account !== "default" && view.get("ServiceAccount", namespace, account) === undefined) {
    missing.add(`ServiceAccount "${account}"`);
  }
  return missing;
}

/**
 * A sentence for each thing that pods need to start and that is not there. In a cluster they wait for it; here it is taken
 * as given, since manifests often keep it elsewhere. What was needed before, and was not there either, is not told of.
 */
export function neededObjects(started: readonly Started[], view: View): readonly string[] {
  const readers = new Map<string, string[]>();
  for (const { object, former } of started) {
    const known = former === undefined ? new Set<string>() : missingFor(former, view);
    for (const what of missingFor(object, view)) {
      if (known.has(what)) continue;
      const target = targetOf({ kind: object.kind, name: object.metadata.name });
      readers.set(what, [...(readers.get(what) ?? []), target]);
    }
  }
  const sentences = [...readers].map(([what, targets]) => {
    return `${what}, which ${listed(targets)} ${targets.length === 1 ? "needs" : "need"} to start, is not here: taken as given`;
  });
  if (sentences.length <= NAMED_MAX) return sentences;
  const more = sentences.length - NAMED_MAX + 1;
  return [...sentences.slice(0, NAMED_MAX - 1), `pods need ${more} more things like that to start: taken as given`];
}

/** The new and changed objects of a plan. */
function startedIn(objects: readonly ObjectChange[], { before, after }: Ends): readonly Started[] {
  return objects.flatMap(({ action, key: { kind, namespace, name } }): Started[] => {
    const object = action === "delete" ? undefined : after.get(kind, namespace, name);
    return object === undefined ? [] : [{ object, former: before.get(kind, namespace, name) }];
  });
}

/** What a plan notes of all that pods lack. */
export function lackNotes(objects: readonly ObjectChange[], ends: Ends): readonly Note[] {
  const started = startedIn(objects, ends);
  const sentences = [...neededObjects(started, ends.after), ...namelessPods(started, ends.after)];
  return sentences.map((sentence) => ({ sentence, commands: [] }));
}
