import { filled, mapped, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";

interface Port {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
}

/** @see staging/src/k8s.io/api/core/v1/types.go, `Endpoints` (1.36) */
export interface Endpoints extends KubeObject {
  readonly subsets?: readonly { readonly ports?: readonly Port[] }[];
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_Endpoints` (1.36) */
export function endpointsDefaults(endpoints: Endpoints): Endpoints {
  return rewritten(endpoints, "subsets", (subsets) =>
    mapped(subsets, (subset) =>
      rewritten(subset, "ports", (ports) => mapped(ports, (port) => filled(port, { protocol: "TCP" }))),
    ),
  );
}
