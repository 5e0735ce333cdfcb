import type { Deployment } from "../api/kinds/deployment/types.ts";
import { isRunningAndReady } from "../api/kinds/pod/lifecycle.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { ReplicaSet } from "../api/kinds/replicaset/types.ts";
import { command } from "./commands.ts";
import type { Diagnosis, DiagnosisContext } from "./diagnosis.ts";
import { askTheSameOfNodes } from "./node-demands.ts";
import { podTrouble } from "./pod-trouble.ts";
import { replicaSetsOf } from "./replicasets.ts";
import type { Trouble } from "./trouble.ts";

type Finding = Pick<Diagnosis, "verdict" | "reason" | "sentence" | "because" | "frees" | "recovers">;

function isDone({ metadata, spec, status }: Deployment): boolean {
  const desired = spec.replicas ?? 1;
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status ?? {};
  const counted = [updatedReplicas, replicas, availableReplicas].every((count) => count === desired);
  return counted && observedGeneration >= (metadata.generation ?? 0);
}

function paused({ metadata }: Deployment): Finding {
  const { name, namespace = "" } = metadata;
  const frees = [command(`rollout resume deployment/${name}`, namespace)];
  const sentence = `${name} is paused, so its new template is not rolled out`;
  return { verdict: "waiting-for-user", reason: "paused", sentence, because: [], frees, recovers: [] };
}

/** Whether pods of an earlier template, of which there are some, would not have the same trouble. */
function isOfNewTemplate({ view }: DiagnosisContext, deployment: Deployment, found: Trouble): boolean {
  const old = replicaSetsOf(deployment, view).old.filter(({ status }) => (status?.replicas ?? 0) > 0);
  const isOther = ({ spec: { template } }: ReplicaSet): boolean =>
    template === undefined || !askTheSameOfNodes(template, deployment.spec.template);
  return found.ofTemplate && old.length > 0 && (found.reason !== "unschedulable" || old.some(isOther));
}

function inTrouble(context: DiagnosisContext, deployment: Deployment, pods: readonly Pod[]): Finding {
  const { name, namespace = "" } = deployment.metadata;
  for (const pod of pods) {
    const found = podTrouble(context, pod);
    if (found === undefined || found.passing) continue;
    const undo = command(`rollout undo deployment/${name}`, namespace);
    const back = isOfNewTemplate(context, deployment, found) ? [undo] : [];
    const frees = [found.frees, back, found.otherwise].find((lines) => lines.length > 0) ?? found.recovers;
    const recovers = frees === found.recovers ? [] : found.recovers;
    const { reason, clause, because } = found;
    return { verdict: "stuck", reason, sentence: clause, because, frees, recovers };
  }
  const late = deployment.status?.conditions?.some(({ reason }) => reason === "ProgressDeadlineExceeded") === true;
  return {
    verdict: context.settled || late ? "stuck" : "progressing",
    reason: late ? "deadline-exceeded" : "reconciling",
    sentence: late ? `${name} has exceeded its progress deadline` : `${name} is being rolled out`,
    because: [],
    frees: late ? [command(`rollout undo deployment/${name}`, namespace)] : [],
    recovers: [],
  };
}

/** How a Deployment stands: the trouble of its newest pods first. */
export function diagnoseDeployment(context: DiagnosisContext, deployment: Deployment): Diagnosis {
  const { name, namespace = "" } = deployment.metadata;
  const { current, old } = replicaSetsOf(deployment, context.view);
  const podsOf = (uid: string | undefined): readonly Pod[] => context.view.indexed("Pod", "controller", uid ?? "");
  const newest = podsOf(current?.metadata.uid);
  const ready = [current, ...old].flatMap((set) => podsOf(set?.metadata.uid)).filter(isRunningAndReady).length;
  const desired = deployment.spec.replicas ?? 1;
  const settled: Finding = {
    verdict: "settled",
    reason: "none",
    sentence: `${ready} of ${desired} ready`,
    because: [],
    frees: [],
    recovers: [],
  };
  const waits = deployment.spec.paused === true ? paused(deployment) : inTrouble(context, deployment, newest);
  return {
    object: { kind: "Deployment", namespace, name },
    ...(isDone(deployment) ? settled : waits),
    serving: { ready, desired },
    revisions: { current: "", update: current?.metadata.name ?? "", updated: newest.length },
  };
}
