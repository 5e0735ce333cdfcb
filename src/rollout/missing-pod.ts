import type { Event } from "../api/kinds/event/types.ts";
import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import type { ObjectKey } from "../api/object.ts";
import { claimTerminating } from "./claim-trouble.ts";
import { command, wakeSet } from "./commands.ts";
import type { DiagnosisContext } from "./diagnosis.ts";
import { podKey, podTerminating } from "./pod-trouble.ts";
import { trouble, type Trouble } from "./trouble.ts";

function claimsOf({ view }: DiagnosisContext, set: StatefulSet, pod: string): readonly PersistentVolumeClaim[] {
  const namespace = set.metadata.namespace ?? "";
  return (set.spec.volumeClaimTemplates ?? []).flatMap(({ metadata }) => {
    const claim = view.get("PersistentVolumeClaim", namespace, `${metadata.name}-${pod}`);
    return claim === undefined ? [] : [claim];
  });
}

function nameTaken(context: DiagnosisContext, set: StatefulSet, other: Pod): Trouble {
  const { name, namespace = "", deletionTimestamp } = other.metadata;
  if (deletionTimestamp !== undefined) return podTerminating(context, other);
  const clause = `${name} cannot be created, a pod of that name that is not ${set.metadata.name}'s is in the way`;
  const frees = [command(`delete pod ${name}`, namespace)];
  return trouble("pod-name-taken", clause, { because: [podKey(other)], frees });
}

function isStale(claim: PersistentVolumeClaim, pod: string): boolean {
  return (claim.metadata.ownerReferences ?? []).some(({ kind, name }) => kind === "Pod" && name === pod);
}

function stale(set: StatefulSet, pod: string, claim: PersistentVolumeClaim | undefined): Trouble {
  const namespace = set.metadata.namespace ?? "";
  const clause =
    claim === undefined
      ? `${pod} was not created while the claim of the former ${pod} was going, and nothing woke the controller since`
      : `${pod} waits until claim ${claim.metadata.name} of the former ${pod} is gone`;
  const because = claim === undefined ? [] : [{ kind: "PersistentVolumeClaim", namespace, name: claim.metadata.name }];
  return trouble("stale-claim", clause, { because, frees: [wakeSet(set.metadata.name, namespace)] });
}

function refusal({ view }: DiagnosisContext, set: StatefulSet, pod: string): Event | undefined {
  const about = view.indexed("Event", "involved", set.metadata.uid ?? "").filter((event) => {
    return new RegExp(`\\bPod ${pod}\\b`).test(event.message ?? "");
  });
  const last = about.at(-1);
  return last?.reason === "FailedCreate" ? last : undefined;
}

/** A quota is raised where it is; anything else that was refused is of the set's making. */
function createRefused(pod: string, message: string, because: readonly ObjectKey[], namespace: string): Trouble {
  const clause = `${pod} cannot be created: ${message.replace(/^.*failed error: /, "")}`;
  const quota = / is forbidden: exceeded quota: ([^,]+), /.exec(message)?.[1];
  if (quota === undefined) return trouble("create-refused", clause, { because, ofTemplate: true });
  return trouble("create-refused", clause, {
    because: [...because, { kind: "ResourceQuota", namespace, name: quota }],
    frees: [command(`edit quota ${quota}`, namespace)],
  });
}

/** In a namespace that is to go no pod is made anew: what is still there holds it. */
function inLeavingNamespace(context: DiagnosisContext, pod: string, namespace: string): Trouble | undefined {
  if (context.view.get("Namespace", "", namespace)?.metadata.deletionTimestamp === undefined) return undefined;
  const clause = `${pod} is not created again, as namespace ${namespace} is to go`;
  const [left] = context.view.list("Pod", namespace);
  if (left === undefined) return trouble("deleting", clause, { passing: !context.settled });
  const held = podTerminating(context, left);
  return { ...held, clause: `${clause}, but ${held.clause}` };
}

/** Why a pod that the set needs does not exist. */
export function missingPod(context: DiagnosisContext, set: StatefulSet, pod: string): Trouble {
  const namespace = set.metadata.namespace ?? "";
  const other = context.view.get("Pod", namespace, pod);
  if (other !== undefined) return nameTaken(context, set, other);
  const leaving = inLeavingNamespace(context, pod, namespace);
  if (leaving !== undefined) return leaving;
  const claims = claimsOf(context, set, pod);
  const scaledAway = set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled === "Delete";
  const left = scaledAway ? claims.find((claim) => isStale(claim, pod)) : undefined;
  if (left !== undefined) return stale(set, pod, left);
  const going = claims.find((claim) => claim.metadata.deletionTimestamp !== undefined);
  if (going !== undefined) {
    const why = claimTerminating(context, going);
    return { ...why, clause: `${pod} cannot be created: ${why.clause}` };
  }
  const refused = refusal(context, set, pod);
  const because = [{ kind: "StatefulSet", namespace, name: set.metadata.name }];
  if (refused !== undefined) return createRefused(pod, refused.message ?? "", because, namespace);
  if (context.settled && scaledAway) return stale(set, pod, undefined);
  return trouble("reconciling", `${pod} is to be created`, {
    because,
    frees: [wakeSet(set.metadata.name, namespace)],
    passing: !context.settled,
  });
}
