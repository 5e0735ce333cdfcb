import { diagnoseDaemonSet } from "./daemonset-diagnosis.ts";
import { diagnoseDeployment } from "./deployment-diagnosis.ts";
import type { Diagnosis, DiagnosisContext } from "./diagnosis.ts";
import { leftovers } from "./leftovers.ts";
import { diagnoseStatefulSet } from "./statefulset-diagnosis.ts";

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
