import type { Pod } from "../../api/kinds/pod/types.ts";
import type { ObjectKey } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";
import { replicaSetsOf } from "../../rollout/replicasets.ts";
import { isServing, slotsOf } from "../../rollout/slots.ts";
import { revisionIn } from "./rollout.ts";

/** One pod of a workload, as what-ifs see it. */
interface Member {
  readonly name: string;
  readonly revision: string;
  readonly isServing: boolean;
}

export interface Standing {
  readonly wanted: number;
  /** Of a StatefulSet by ordinals, those that are to go left out; of others in the order of their making. */
  readonly members: readonly Member[];
}

function podsOf(view: View, { kind, namespace, name }: ObjectKey): readonly [wanted: number, pods: readonly Pod[]] {
  if (kind === "StatefulSet") {
    const set = view.get("StatefulSet", namespace, name);
    const replicas = set === undefined ? [] : slotsOf(view, set).replicas;
    return [replicas.length, replicas.flatMap(({ pod }) => pod ?? [])];
  }
  if (kind === "DaemonSet") {
    const daemon = view.get("DaemonSet", namespace, name);
    const pods = view.indexed("Pod", "controller", daemon?.metadata.uid ?? "");
    return [daemon?.status?.desiredNumberScheduled ?? 0, pods];
  }
  const deployment = view.get("Deployment", namespace, name);
  if (deployment === undefined) return [0, []];
  const { current, old } = replicaSetsOf(deployment, view);
  const pods = [...old, current].flatMap((set) => view.indexed("Pod", "controller", set?.metadata.uid ?? "-"));
  return [deployment.spec.replicas ?? 1, pods];
}

/** The pods of a workload at this moment. */
export function standingOf(view: View, workload: ObjectKey): Standing {
  const [wanted, pods] = podsOf(view, workload);
  const members = pods.map((pod): Member => {
    return { name: pod.metadata.name, revision: revisionIn(pod, workload), isServing: isServing(pod) };
  });
  return { wanted, members };
}
