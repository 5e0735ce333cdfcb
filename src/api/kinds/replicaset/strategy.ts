import { replaced, rewritten } from "../../defaulting.ts";
import { firstGeneration, updatedSpec, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { allowedTemplate } from "../pod/template-strategy.ts";
import { replicaSetDefaults } from "./defaults.ts";
import type { ReplicaSet } from "./types.ts";
import { replicaSetWarnings, validateReplicaSet, validateReplicaSetUpdate } from "./validate.ts";

function withoutDisabled(set: ReplicaSet): ReplicaSet {
  return replaced(set, "spec", rewritten(set.spec, "template", allowedTemplate));
}

/** @see pkg/registry/apps/replicaset/strategy.go (1.36) */
export const replicaSetStrategy: KindStrategy<ReplicaSet> = {
  defaults: replicaSetDefaults,
  prepareForCreate: (set) => firstGeneration(withStatus(withoutDisabled(set), { replicas: 0 })),
  prepareForUpdate: (set, old) => updatedSpec(withoutDisabled(set), old),
  prepareForStatusUpdate: updatedStatus,
  validate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  warnings: replicaSetWarnings,
};
