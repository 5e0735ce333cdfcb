import { filled, replaced, rewritten } from "../../defaulting.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";
import type { Deployment } from "./types.ts";

type Spec = Deployment["spec"];
type Strategy = NonNullable<Spec["strategy"]>;

const SPEC_DEFAULTS: Partial<Spec> = {
  replicas: 1,
  strategy: {},
  revisionHistoryLimit: 10,
  progressDeadlineSeconds: 600,
};

function strategyDefaults(strategy: Strategy): Strategy {
  const typed = filled(strategy, { type: "RollingUpdate" });
  if (typed.type !== "RollingUpdate") return typed;
  return replaced(
    typed,
    "rollingUpdate",
    filled(typed.rollingUpdate ?? {}, { maxUnavailable: "25%", maxSurge: "25%" }),
  );
}

/** @see pkg/apis/apps/v1/defaults.go, `SetDefaults_Deployment` (1.36) */
export function deploymentDefaults(deployment: Deployment): Deployment {
  let spec = rewritten(filled(deployment.spec, SPEC_DEFAULTS), "strategy", strategyDefaults);
  spec = rewritten(spec, "template", podTemplateDefaults);
  return replaced(deployment, "spec", spec);
}
