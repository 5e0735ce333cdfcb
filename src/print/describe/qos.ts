import { qosClassOf } from "../../api/kinds/pod/pod-resources.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";

/**
 * The class that the status names, or else the one that requests and limits make.
 * @see staging/src/k8s.io/kubectl/pkg/util/qos/qos.go, `GetPodQOS` (1.36)
 */
export function qosClass({ spec, status }: Pod): string {
  return status?.qosClass || qosClassOf(spec);
}
