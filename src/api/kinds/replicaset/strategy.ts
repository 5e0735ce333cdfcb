import { withAllowedTemplate } from "../pod/template-strategy.ts";
import { firstGeneration, updatedSpec, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { workloadValidation } from "../../validation/workload.ts";
import { workloadWarnings } from "../pod/warnings.ts";
import { replicaSetDefaults } from "./defaults.ts";
import type { ReplicaSet } from "./types.ts";
import { validateReplicaSetSpec } from "./validate.ts";

/** @see pkg/registry/apps/replicaset/strategy.go (1.36) */
export const replicaSetStrategy: KindStrategy<ReplicaSet> = {
  defaults: replicaSetDefaults,
  prepareForCreate: (set) => firstGeneration(withStatus(withAllowedTemplate(set), { replicas: 0 })),
  prepareForUpdate: (set, old) => updatedSpec(withAllowedTemplate(set), old),
  prepareForStatusUpdate: updatedStatus,
  ...workloadValidation(validateReplicaSetSpec),
  warnings: workloadWarnings,
};
