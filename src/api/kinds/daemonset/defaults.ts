import { filled, replaced, rewritten } from "../../defaulting.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";
import type { DaemonSet } from "./types.ts";

type Spec = DaemonSet["spec"];
type Strategy = NonNullable<Spec["updateStrategy"]>;

const SPEC_DEFAULTS: Partial<Spec> = { updateStrategy: {}, revisionHistoryLimit: 10 };

function strategyDefaults(strategy: Strategy): Strategy {
  const typed = filled(strategy, { type: "RollingUpdate" });
  if (typed.type !== "RollingUpdate")
    return rewritten(typed, "rollingUpdate", (rolling) => filled(rolling, { maxUnavailable: 0, maxSurge: 0 }));
  return replaced(typed, "rollingUpdate", filled(typed.rollingUpdate ?? {}, { maxUnavailable: 1, maxSurge: 0 }));
}

/**
 * A rolling update that is not asked for has no defaults, and is stored with the zeros that upstream's struct has.
 * @see pkg/apis/apps/v1/defaults.go, `SetDefaults_DaemonSet` (1.36)
 */
export function daemonSetDefaults(set: DaemonSet): DaemonSet {
  let spec = rewritten(filled(set.spec, SPEC_DEFAULTS), "updateStrategy", strategyDefaults);
  spec = rewritten(spec, "template", podTemplateDefaults);
  return replaced(set, "spec", spec);
}
