import { replaced, rewritten, without } from "../../defaulting.ts";
import { firstGeneration, updatedSpec, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy, StrategyContext } from "../../strategy.ts";
import { allowedTemplate } from "../pod/template-strategy.ts";
import { statefulSetDefaults } from "./defaults.ts";
import type { StatefulSet, StatefulSetStatus } from "./types.ts";
import { validateStatefulSetStatusUpdate } from "./validate-status.ts";
import { statefulSetWarnings, validateStatefulSet, validateStatefulSetUpdate } from "./validate.ts";

const NEW_STATUS: StatefulSetStatus = { replicas: 0, availableReplicas: 0 };

/** `maxUnavailable` goes without a word while its gate is off, unless the stored object has it. */
function withoutDisabled(set: StatefulSet, old: StatefulSet | undefined, { gates }: StrategyContext): StatefulSet {
  const spec = rewritten(set.spec, "template", allowedTemplate);
  const isInUse = old?.spec.updateStrategy?.rollingUpdate?.maxUnavailable !== undefined;
  if (gates.MaxUnavailableStatefulSet || isInUse) return replaced(set, "spec", spec);
  const strategy = rewritten(spec, "updateStrategy", (update) =>
    rewritten(update, "rollingUpdate", (rollingUpdate) => without(rollingUpdate, "maxUnavailable")),
  );
  return replaced(set, "spec", strategy);
}

/** @see pkg/registry/apps/statefulset/strategy.go (1.36) */
export const statefulSetStrategy: KindStrategy<StatefulSet> = {
  defaults: statefulSetDefaults,
  prepareForCreate: (set, context) => firstGeneration(withStatus(withoutDisabled(set, undefined, context), NEW_STATUS)),
  prepareForUpdate: (set, old, context) => updatedSpec(withoutDisabled(set, old, context), old),
  prepareForStatusUpdate: updatedStatus,
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  validateStatusUpdate: validateStatefulSetStatusUpdate,
  warnings: statefulSetWarnings,
};
