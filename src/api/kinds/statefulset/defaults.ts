import { filled, mapped, remembered, replaced, rewritten } from "../../defaulting.ts";
import type { StrategyContext } from "../../strategy.ts";
import { persistentVolumeClaimDefaults } from "../persistentvolumeclaim/defaults.ts";
import type { PersistentVolumeClaim } from "../persistentvolumeclaim/types.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from "./types.ts";

const SPEC_DEFAULTS: Partial<StatefulSetSpec> = {
  replicas: 1,
  podManagementPolicy: "OrderedReady",
  revisionHistoryLimit: 10,
  serviceName: "",
  updateStrategy: {},
  persistentVolumeClaimRetentionPolicy: {},
};

/** A strategy without a type gets a partition as well; one with a type only where it says `rollingUpdate`. */
function strategyDefaults(strategy: StatefulSetUpdateStrategy, { gates }: StrategyContext): StatefulSetUpdateStrategy {
  const typed = strategy.type === undefined ? filled(strategy, { type: "RollingUpdate", rollingUpdate: {} }) : strategy;
  if (typed.type !== "RollingUpdate") return typed;
  return rewritten(typed, "rollingUpdate", (rollingUpdate) =>
    filled(rollingUpdate, { partition: 0, ...(gates.MaxUnavailableStatefulSet ? { maxUnavailable: 1 } : {}) }),
  );
}

function claimTemplateDefaults(template: PersistentVolumeClaim): PersistentVolumeClaim {
  const typed = filled(template, { apiVersion: "v1", kind: "PersistentVolumeClaim" });
  return persistentVolumeClaimDefaults(typed);
}

const claimTemplatesDefaults = remembered((templates: readonly PersistentVolumeClaim[]) =>
  mapped(templates, claimTemplateDefaults),
);

/** @see pkg/apis/apps/v1/defaults.go, `SetDefaults_StatefulSet` (1.36) */
export function statefulSetDefaults(set: StatefulSet, context: StrategyContext): StatefulSet {
  let spec = filled(set.spec, SPEC_DEFAULTS);
  spec = rewritten(spec, "updateStrategy", (strategy) => strategyDefaults(strategy, context));
  spec = rewritten(spec, "persistentVolumeClaimRetentionPolicy", (policy) =>
    filled(policy, { whenDeleted: "Retain", whenScaled: "Retain" }),
  );
  spec = rewritten(spec, "ordinals", (ordinals) => filled(ordinals, { start: 0 }));
  spec = rewritten(spec, "template", podTemplateDefaults);
  spec = rewritten(spec, "volumeClaimTemplates", claimTemplatesDefaults);
  return replaced(set, "spec", spec);
}
