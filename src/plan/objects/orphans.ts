import { controllerOf } from "../../api/object.ts";
import { counted } from "../../base/counted.ts";
import type { Note, ObjectChange } from "../model.ts";
import type { Ends } from "../workloads.ts";

/** Pods that outlive their workload: nobody replaces one that fails. */
export function orphanNotes(objects: readonly ObjectChange[], { before, after }: Ends): readonly Note[] {
  return objects.flatMap(({ action, key, name }): readonly Note[] => {
    const uid = before.get(key.kind, key.namespace, key.name)?.metadata.uid;
    if (action !== "delete" || uid === undefined) return [];
    const left = before.list("Pod").filter((pod) => {
      const { namespace = "", name: podName } = pod.metadata;
      const is = controllerOf(pod)?.uid === uid ? after.get("Pod", namespace, podName) : undefined;
      return is !== undefined && is.metadata.uid === pod.metadata.uid && controllerOf(is) === undefined;
    });
    if (left.length === 0) return [];
    const runs = left.length === 1 ? "runs" : "run";
    const sentence = `${counted(left.length, "pod")} of ${name} ${runs} on without an owner: nothing replaces one that fails, until a set that selects them is made`;
    return [{ sentence, commands: [] }];
  });
}
