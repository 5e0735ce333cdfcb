import type { ObjectKey } from "../api/object.ts";
import { diagnoseDaemonSet } from "./daemonset-diagnosis.ts";
import { diagnoseDeployment } from "./deployment-diagnosis.ts";
import type { Diagnosis, DiagnosisContext } from "./diagnosis.ts";
import { leftovers } from "./leftovers.ts";
import { diagnoseStatefulSet } from "./statefulset-diagnosis.ts";

/** How the workload of a key stands; nothing for an object that is gone, or is no workload. */
export function diagnose(context: DiagnosisContext, { kind, namespace, name }: ObjectKey): readonly Diagnosis[] {
  const { view } = context;
  switch (kind) {
    case "StatefulSet": {
      const set = view.get("StatefulSet", namespace, name);
      return set === undefined ? [] : [diagnoseStatefulSet(context, set)];
    }
    case "Deployment": {
      const deployment = view.get("Deployment", namespace, name);
      return deployment === undefined ? [] : [diagnoseDeployment(context, deployment)];
    }
    case "DaemonSet": {
      const daemon = view.get("DaemonSet", namespace, name);
      return daemon === undefined ? [] : [diagnoseDaemonSet(context, daemon)];
    }
    default:
      return [];
  }
}

/** How every workload stands, StatefulSets first, then pods that are stuck without a workload. */
export function diagnoseAll(context: DiagnosisContext): readonly Diagnosis[] {
  const { view } = context;
  return [
    ...view.list("StatefulSet").map((set) => diagnoseStatefulSet(context, set)),
    ...view.list("Deployment").map((deployment) => diagnoseDeployment(context, deployment)),
    ...view.list("DaemonSet").map((daemon) => diagnoseDaemonSet(context, daemon)),
    ...leftovers(context),
  ];
}
