import { filled, replaced, rewritten } from "../../defaulting.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";
import type { ReplicaSet } from "./types.ts";

/** @see pkg/apis/apps/v1/defaults.go, `SetDefaults_ReplicaSet` (1.36) */
export function replicaSetDefaults(set: ReplicaSet): ReplicaSet {
  return replaced(set, "spec", rewritten(filled(set.spec, { replicas: 1 }), "template", podTemplateDefaults));
}
