import type { Pod } from "../api/kinds/pod/types.ts";
import { namespaceOf, type KubeObject } from "../api/object.ts";
import { isNamespaceTerminating } from "../api/status.ts";
import type { StepContext } from "./controller.ts";

/** Creates and deletes the pods of a workload that names them at random, and says so in Events about it. */

type Work = Pick<StepContext, "api">;

/** @returns the error; none where the namespace is to go, which keeps all pods from being made */
function createOne(owner: KubeObject, pod: Pod, { api }: Work): string | undefined {
  const answer = api.create(pod);
  if (answer.ok) {
    api.event(owner, "Normal", "SuccessfulCreate", `Created pod: ${answer.object.metadata.name}`);
    return undefined;
  }
  if (isNamespaceTerminating(answer.status)) return undefined;
  api.event(owner, "Warning", "FailedCreate", `Error creating: ${answer.status.message}`);
  return answer.status.message;
}

/**
 * Creates pods one, two, four and so on at a time: no batch begins after one in which something was refused.
 * @returns the errors
 * @see pkg/controller/replicaset/replica_set.go, `slowStartBatch`; pkg/controller/controller_utils.go, `CreatePods` (1.36)
 */
export function createOwnedPods(owner: KubeObject, pods: Iterable<Pod>, work: Work): readonly string[] {
  const errors: string[] = [];
  let [size, tried] = [1, 0];
  for (const pod of pods) {
    const error = createOne(owner, pod, work);
    if (error !== undefined) errors.push(error);
    if (++tried < size) continue;
    if (errors.length > 0) break;
    [size, tried] = [2 * size, 0];
  }
  return errors;
}

/**
 * Deletes pods; all are tried, and those that are gone already do not count.
 * @returns the errors
 * @see pkg/controller/controller_utils.go, `DeletePod` (1.36)
 */
export function deleteOwnedPods(owner: KubeObject, pods: readonly Pod[], { api }: Work): readonly string[] {
  const errors: string[] = [];
  for (const pod of pods) {
    const { name } = pod.metadata;
    const answer = api.delete({ kind: "Pod", namespace: namespaceOf(pod), name });
    if (answer.ok) api.event(owner, "Normal", "SuccessfulDelete", `Deleted pod: ${name}`);
    else if (answer.status.code !== 404) {
      api.event(owner, "Warning", "FailedDelete", `Error deleting: ${answer.status.message}`);
      errors.push(`unable to delete pods: ${answer.status.message}`);
    }
  }
  return errors;
}
