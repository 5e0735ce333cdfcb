import { rewritten } from "../../defaulting.ts";
import { firstGeneration, updatedSpec, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { appArmorWarnings, withAppArmorProfiles } from "./app-armor.ts";
import { podDefaults } from "./defaults.ts";
import { withoutDisabledFields } from "./disabled-fields.ts";
import { withLabelKeys } from "./label-keys.ts";
import { qosClassOf } from "./pod-resources.ts";
import type { Pod, PodCondition } from "./types.ts";
import { podWarnings, validatePod, validatePodUpdate } from "./validate.ts";

const GATED: PodCondition = {
  type: "PodScheduled",
  status: "False",
  reason: "SchedulingGated",
  message: "Scheduling is blocked due to non-empty scheduling gates",
};

function prepareForCreate(pod: Pod): Pod {
  const allowed = rewritten(pod, "spec", (spec) => withLabelKeys(withoutDisabledFields(spec), pod.metadata.labels));
  const armored = withAppArmorProfiles(allowed);
  const isGated = (allowed.spec.schedulingGates ?? []).length > 0;
  const status = { phase: "Pending", qosClass: qosClassOf(allowed.spec), ...(isGated ? { conditions: [GATED] } : {}) };
  return firstGeneration(withStatus(armored, status as NonNullable<Pod["status"]>));
}

/** @see pkg/registry/core/pod/strategy.go (1.36) */
export const podStrategy: KindStrategy<Pod> = {
  defaults: podDefaults,
  prepareForCreate,
  prepareForUpdate: (pod, old) => updatedSpec(rewritten(pod, "spec", withoutDisabledFields), old),
  prepareForStatusUpdate: updatedStatus,
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  preparationWarnings: appArmorWarnings,
  warnings: podWarnings,
};
