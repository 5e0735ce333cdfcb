import type { Pod } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { byName, isTerminating, namespacedName, namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import type { StepContext } from "../controller.ts";
import { takenBy } from "../owned-pods.ts";
import { isMember, ownerReferenceTo } from "./identity.ts";
import { aggregate, type Failed } from "./pod-control.ts";

/** Adoption and release of pods: section 1.5, rules ID-15 to ID-19. @see pkg/controller/controller_ref_manager.go (1.36) */

function release(set: StatefulSet, pod: Pod, { api }: StepContext): Failed {
  const others = (pod.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== set.metadata.uid);
  const { ownerReferences: _owners, ...metadata } = pod.metadata;
  const released = { ...pod, metadata: others.length === 0 ? metadata : { ...metadata, ownerReferences: others } };
  const answer = api.update(released);
  if (answer.ok || answer.status.code === 404 || answer.status.code === 422) return undefined;
  return answer.status.message;
}

/** ID-15: why nothing may be adopted now. @see `RecheckDeletionTimestamp` in the same file */
function adoptionRefusal(set: StatefulSet, { api }: StepContext): Failed {
  const { namespace = "", name, uid } = set.metadata;
  const fresh = api.live({ kind: "StatefulSet", namespace, name });
  if (fresh?.metadata.uid !== uid) {
    return `original StatefulSet ${namespace}/${name} is gone: got uid ${fresh?.metadata.uid ?? ""}, wanted ${uid ?? ""}`;
  }
  const deleted = fresh?.metadata.deletionTimestamp;
  return deleted === undefined ? undefined : `${namespace}/${name} has just been deleted at ${deleted}`;
}

function adopt(set: StatefulSet, pod: Pod, refusal: Failed, { api }: StepContext): Failed {
  if (refusal !== undefined) {
    return `can't adopt Pod ${namespacedName(pod)} (${pod.metadata.uid ?? ""}): ${refusal}`;
  }
  const answer = api.update(takenBy(pod, ownerReferenceTo(set)));
  return answer.ok || answer.status.code === 404 ? undefined : answer.status.message;
}

/**
 * Releases pods that no longer fit and adopts those that do, each by name; all are tried, any error ends the pass
 * (ID-16).
 */
export function claimPods(set: StatefulSet, strangers: readonly Pod[], context: StepContext): Failed {
  if (set.metadata.deletionTimestamp !== undefined) return undefined;
  const errors: string[] = [];
  for (const pod of strangers.toSorted(byName)) {
    const error = release(set, pod, context);
    if (error !== undefined) errors.push(error);
  }
  const unowned = `orphan:${namespaceOf(set)}`;
  if (errors.length === 0 && context.view.count("Pod", "controller", unowned) === 0) return undefined;
  const orphans = context.view
    .indexed("Pod", "controller", unowned)
    .filter((pod) => selects(set.spec.selector, pod.metadata.labels) && isMember(set, pod) && !isTerminating(pod))
    .sort(byName);
  const refusal = orphans.length === 0 ? undefined : adoptionRefusal(set, context);
  for (const pod of orphans) {
    const error = adopt(set, pod, refusal, context);
    if (error !== undefined) errors.push(error);
  }
  return aggregate(errors);
}
