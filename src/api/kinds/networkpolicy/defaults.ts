import { filled, mapped, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";

interface Rule {
  readonly ports?: readonly { readonly protocol?: string }[];
}

/** @see staging/src/k8s.io/api/networking/v1/types.go, `NetworkPolicy` (1.36) */
export interface NetworkPolicy extends KubeObject {
  readonly spec?: {
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
    readonly policyTypes?: readonly string[];
  };
}

type Spec = NonNullable<NetworkPolicy["spec"]>;

function ruleDefaults(rule: Rule): Rule {
  return rewritten(rule, "ports", (ports) => mapped(ports, (port) => filled(port, { protocol: "TCP" })));
}

/** A policy that does not say what it is about is about what comes in, and about what goes out where it has such rules. */
function withTypes(spec: Spec): Spec {
  if ((spec.policyTypes ?? []).length > 0) return spec;
  return { ...spec, policyTypes: (spec.egress ?? []).length > 0 ? ["Ingress", "Egress"] : ["Ingress"] };
}

/** @see pkg/apis/networking/v1/defaults.go, `SetDefaults_NetworkPolicy`, `SetDefaults_NetworkPolicyPort` (1.36) */
export function networkPolicyDefaults(policy: NetworkPolicy): NetworkPolicy {
  return rewritten(policy, "spec", (spec) => {
    const incoming = rewritten(withTypes(spec), "ingress", (rules) => mapped(rules, ruleDefaults));
    return rewritten(incoming, "egress", (rules) => mapped(rules, ruleDefaults));
  });
}
