import type { Deployment } from "../../api/kinds/deployment/types.ts";
import type { ReplicaSet } from "../../api/kinds/replicaset/types.ts";
import { pairs } from "../tables/cell.ts";
import { replicaSetsOf } from "../../rollout/replicasets.ts";
import type { Describer } from "./describer.ts";
import { annotations, selectorText } from "./labels.ts";
import { moment } from "./moment.ts";
import type { Outline } from "./outline.ts";
import { podTemplate } from "./pod-template.ts";
import { workloadConditions } from "./workload.ts";

function listed(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(({ metadata, spec, status }) => {
    return `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 1} replicas created)`;
  });
  return texts.join(", ") || "<none>";
}

function replicas(out: Outline, { spec, status }: Deployment): void {
  const { updatedReplicas = 0, replicas: total = 0, availableReplicas = 0, unavailableReplicas = 0 } = status ?? {};
  const counts = [`${updatedReplicas} updated`, `${total} total`, `${availableReplicas} available`];
  out.line(
    0,
    "Replicas:",
    [`${spec.replicas ?? 1} desired`, ...counts, `${unavailableReplicas} unavailable`].join(" | "),
  );
  out.line(0, "StrategyType:", spec.strategy?.type ?? "");
  out.line(0, "MinReadySeconds:", spec.minReadySeconds ?? 0);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling === undefined) return;
  const text = `${rolling.maxUnavailable ?? 0} max unavailable, ${rolling.maxSurge ?? 0} max surge`;
  out.line(0, "RollingUpdateStrategy:", text);
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeDeployment` (1.36) */
export const describeDeployment: Describer<Deployment> = (out, deployment, { view, events }) => {
  const { metadata, spec, status } = deployment;
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.line(0, "CreationTimestamp:", moment(metadata.creationTimestamp));
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Selector:", selectorText(spec.selector));
  replicas(out, deployment);
  podTemplate(out, spec.template);
  workloadConditions(out, status?.conditions);
  const { current, old } = replicaSetsOf(deployment, view);
  if (current !== undefined || old.length > 0) {
    out.line(0, "OldReplicaSets:", listed(old));
    out.line(0, "NewReplicaSet:", listed(current === undefined ? [] : [current]));
  }
  events();
};
