import { containerStatusesOf, isPodReady, podCondition, type Pod } from "../api/kinds/pod/types.ts";
import type { ObjectKey } from "../api/object.ts";
import { instantOf } from "../base/instant.ts";
import { claimTrouble } from "./claim-trouble.ts";
import { command } from "./commands.ts";
import type { DiagnosisContext, DiagnosisReason } from "./diagnosis.ts";
import { faultsOver } from "../cluster/faults.ts";
import type { Fault } from "../cluster/world.ts";
import { recoveries } from "./faults.ts";
import { roomFor } from "./room.ts";
import { trouble, type Trouble } from "./trouble.ts";

export function podKey(pod: Pod): ObjectKey {
  return { kind: "Pod", namespace: pod.metadata.namespace ?? "", name: pod.metadata.name };
}

const WAITING: Readonly<Record<string, DiagnosisReason>> = {
  CrashLoopBackOff: "crash-loop",
  ImagePullBackOff: "image-pull",
  ErrImagePull: "image-pull",
  InvalidImageName: "image-pull",
  ErrImageNeverPull: "image-pull",
  CreateContainerConfigError: "container-config",
  CreateContainerError: "container-config",
};

function containerTrouble(context: DiagnosisContext, pod: Pod): Trouble | undefined {
  for (const { name, image, state } of containerStatusesOf(pod)) {
    const why = state?.waiting?.reason ?? "";
    const reason = WAITING[why];
    if (reason === undefined) continue;
    const wanted = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((c) => c.name === name)?.image;
    const clauses: Partial<Record<DiagnosisReason, string>> = {
      "crash-loop": `${pod.metadata.name} crashes again and again (${why})`,
      "image-pull": `${pod.metadata.name} cannot pull ${wanted ?? image} (${why})`,
    };
    const clause = clauses[reason] ?? `${pod.metadata.name} cannot start container ${name} (${why})`;
    const faults = faultsOver(pod, context.world, ["crash-loop", "image-pull"]);
    return ofTemplate(reason, clause, { pod, recovers: recoveries(faults), own: faults.some(isOwn) });
  }
  return undefined;
}

/** Whether a fault holds for whatever pod has the name: then another pod is no better. */
function isOwn({ target, uid }: Fault): boolean {
  return target.startsWith("pod/") && uid === undefined;
}

interface Origin {
  readonly pod: Pod;
  readonly recovers: readonly string[];
  /** The fault is the pod's own: another template does not end it. */
  readonly own: boolean;
}

function ofTemplate(reason: DiagnosisReason, clause: string, { pod, recovers, own }: Origin): Trouble {
  return trouble(reason, clause, { because: [podKey(pod)], recovers, ofTemplate: !own });
}

function unscheduled(context: DiagnosisContext, pod: Pod): Trouble {
  const { name } = pod.metadata;
  const ofClaim = claimTrouble(context, pod);
  if (ofClaim !== undefined) {
    return { ...ofClaim, clause: `${name} is pending: ${ofClaim.clause}`, because: [podKey(pod), ...ofClaim.because] };
  }
  const message = (podCondition(pod, "PodScheduled")?.message ?? "").split(". ")[0]?.replace(/\.$/, "") ?? "";
  const faults = faultsOver(pod, context.world, ["unschedulable"]);
  const clause = message === "" ? `${name} has no node yet` : `${name} finds no node: ${message}`;
  return trouble("unschedulable", clause, {
    because: [podKey(pod)],
    ...(faults.length > 0 ? {} : roomFor(context, pod, message)),
    recovers: recoveries(faults),
    passing: message === "" && !context.settled,
    ofTemplate: faults.length === 0,
  });
}

function isNodeDown({ view }: DiagnosisContext, { spec }: Pod): boolean {
  const node = view.get("Node", "", spec.nodeName ?? "");
  const ready = node?.status?.conditions?.find((condition) => condition.type === "Ready");
  return ready !== undefined && ready.status !== "True";
}

function nodeTrouble(context: DiagnosisContext, pod: Pod): Trouble | undefined {
  if (!isNodeDown(context, pod)) return undefined;
  const { name, namespace = "" } = pod.metadata;
  const nodeName = pod.spec.nodeName ?? "";
  const because = [podKey(pod), { kind: "Node", namespace: "", name: nodeName }];
  const frees = [command(`delete pod ${name} --force --grace-period=0`, namespace)];
  const recovers = [`stsctl sim recover node/${nodeName}`];
  return trouble("node-down", `${name} runs on ${nodeName}, which is down`, { because, frees, recovers });
}

/** Why a pod that is being deleted is still there. */
export function podTerminating(context: DiagnosisContext, pod: Pod): Trouble {
  const { name, namespace = "", finalizers = [], deletionTimestamp = "" } = pod.metadata;
  const because = [podKey(pod)];
  const overdue = context.settled || context.now >= instantOf(deletionTimestamp);
  if (!overdue) return trouble("pod-terminating", `${name} is terminating`, { because, passing: true });
  const recovers = recoveries(faultsOver(pod, context.world, ["stuck-terminating", "down"]));
  const release = `patch pod ${name} --type=merge -p '{"metadata":{"finalizers":null}}'`;
  const force = `delete pod ${name} --force --grace-period=0`;
  const frees = [command(finalizers.length > 0 ? release : force, namespace)];
  const lost = isNodeDown(context, pod) ? `, as ${pod.spec.nodeName ?? ""} is down` : "";
  const why = finalizers.length > 0 ? ` (finalizer ${finalizers[0] ?? ""})` : lost;
  return trouble("stuck-terminating", `${name} does not finish terminating${why}`, { because, frees, recovers });
}

function notReady(context: DiagnosisContext, pod: Pod): Trouble {
  const faults = faultsOver(pod, context.world, ["not-ready"]);
  const phase = pod.status?.phase ?? "Pending";
  const starting = phase === "Pending" || (faults.length === 0 && !context.settled);
  const origin = { pod, recovers: recoveries(faults), own: faults.some(isOwn) };
  if (!starting) return ofTemplate("pod-not-ready", `${pod.metadata.name} is not ready`, origin);
  const clause = `${pod.metadata.name} is starting`;
  return trouble("pod-starting", clause, { because: [podKey(pod)], passing: !context.settled, ofTemplate: true });
}

/** What keeps a pod from being ready; undefined for a ready one. */
export function podTrouble(context: DiagnosisContext, pod: Pod): Trouble | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return podTerminating(context, pod);
  const { phase } = pod.status ?? {};
  if (phase === "Failed" || phase === "Succeeded") {
    const clause = `${pod.metadata.name} has ${phase === "Failed" ? "failed" : "ended"} and is to be replaced`;
    return trouble("reconciling", clause, { because: [podKey(pod)], passing: true });
  }
  if (phase === "Running" && isPodReady(pod)) return undefined;
  if (!pod.spec.nodeName) return unscheduled(context, pod);
  return nodeTrouble(context, pod) ?? containerTrouble(context, pod) ?? notReady(context, pod);
}
