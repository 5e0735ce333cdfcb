import { sameJson } from "../../../base/json.ts";
import { replaced } from "../../defaulting.ts";
import { withAllowedTemplate } from "../pod/template-strategy.ts";
import type { ObjectMeta } from "../../object.ts";
import { firstGeneration, keptStatus, nextGeneration, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { workloadValidation } from "../../validation/workload.ts";
import { daemonSetDefaults } from "./defaults.ts";
import { TEMPLATE_GENERATION, type DaemonSet } from "./types.ts";
import { daemonSetWarnings, validateDaemonSetSpec } from "./validate.ts";

const NEW_STATUS: NonNullable<DaemonSet["status"]> = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
};

function templateGeneration(set: DaemonSet): number {
  const text = set.metadata.annotations?.[TEMPLATE_GENERATION] ?? "";
  return /^-?\d+$/.test(text) ? Number(text) : 0;
}

function withTemplateGeneration(set: DaemonSet, generation: number): DaemonSet {
  const annotations = replaced(set.metadata.annotations ?? {}, TEMPLATE_GENERATION, String(generation));
  const metadata: ObjectMeta = replaced(set.metadata, "annotations", annotations);
  return replaced(set, "metadata", metadata);
}

function prepareForCreate(set: DaemonSet): DaemonSet {
  const allowed = withTemplateGeneration(withAllowedTemplate(set), Math.max(1, templateGeneration(set)));
  return firstGeneration(withStatus(allowed, NEW_STATUS));
}

function prepareForUpdate(set: DaemonSet, old: DaemonSet): DaemonSet {
  const allowed = keptStatus(withAllowedTemplate(set), old);
  const isNewTemplate = !sameJson(allowed.spec.template, old.spec.template);
  const counted = withTemplateGeneration(allowed, templateGeneration(old) + (isNewTemplate ? 1 : 0));
  return nextGeneration(counted, old, !sameJson(counted.spec, old.spec));
}

/** @see pkg/registry/apps/daemonset/strategy.go (1.36) */
export const daemonSetStrategy: KindStrategy<DaemonSet> = {
  defaults: daemonSetDefaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: updatedStatus,
  ...workloadValidation(validateDaemonSetSpec),
  warnings: daemonSetWarnings,
};
