import { firstGeneration, updatedSpec, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { withAllowedTemplate } from "../pod/template-strategy.ts";
import { workloadWarnings } from "../pod/warnings.ts";
import { replicationControllerDefaults, type ReplicationController } from "./defaults.ts";
import { validateReplicationController, validateReplicationControllerUpdate } from "./validate.ts";

/** @see pkg/registry/core/replicationcontroller/strategy.go (1.36) */
export const replicationControllerStrategy: KindStrategy<ReplicationController> = {
  defaults: replicationControllerDefaults,
  prepareForCreate: (controller) => firstGeneration(withStatus(withAllowedTemplate(controller), { replicas: 0 })),
  prepareForUpdate: (controller, old) => updatedSpec(withAllowedTemplate(controller), old),
  validate: validateReplicationController,
  validateUpdate: validateReplicationControllerUpdate,
  warnings: workloadWarnings,
};
