import { share } from "../../../base/shared.ts";
import { filled, remembered, replaced, rewritten } from "../../defaulting.ts";
import {
  containersDefaults,
  hostContainersDefaults,
  podContainersDefaults,
  roundedRequirements,
  roundedResources,
} from "./container-defaults.ts";
import { withoutInitAnnotations } from "./init-annotations.ts";
import { podLevelDefaults } from "./pod-resources.ts";
import type { Pod, PodSpec, PodTemplateSpec } from "./types.ts";
import { volumesDefaults } from "./volume-defaults.ts";

const NO_SECURITY_CONTEXT = share({});

const SPEC_DEFAULTS: Partial<PodSpec> = {
  dnsPolicy: "ClusterFirst",
  restartPolicy: "Always",
  securityContext: NO_SECURITY_CONTEXT,
  terminationGracePeriodSeconds: 30,
  schedulerName: "default-scheduler",
};

/** The old name of the field follows the new one. @see pkg/apis/core/v1/conversion.go, `Convert_v1_PodSpec_To_core_PodSpec` */
function accountDefaults(spec: PodSpec): PodSpec {
  const name = spec.serviceAccountName ?? spec.serviceAccount;
  if (name === undefined) return spec;
  return replaced(replaced(spec, "serviceAccountName", name), "serviceAccount", name);
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_PodSpec` (1.36) */
function podSpecDefaults(spec: PodSpec): PodSpec {
  let result = accountDefaults(filled(spec, SPEC_DEFAULTS));
  result = rewritten(result, "containers", containersDefaults);
  result = rewritten(result, "initContainers", containersDefaults);
  result = rewritten(result, "ephemeralContainers", containersDefaults);
  return rewritten(result, "volumes", volumesDefaults);
}

interface WithResources {
  readonly resources?: NonNullable<Parameters<typeof roundedRequirements>[0]>;
}

function roundedPodResources(spec: PodSpec): PodSpec {
  const rounded = rewritten(spec, "overhead", roundedResources);
  return rewritten(rounded as PodSpec & WithResources, "resources", roundedRequirements);
}

const NO_METADATA = {};

/** Defaults of a pod template. Templates that were seen before cost nothing. */
export const podTemplateDefaults = remembered((template: PodTemplateSpec): PodTemplateSpec => {
  const complete = rewritten(filled(template, { metadata: NO_METADATA }), "metadata", withoutInitAnnotations);
  return rewritten(complete, "spec", (spec) => roundedPodResources(podSpecDefaults(spec)));
});

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_Pod` (1.36) */
function ownDefaults(spec: PodSpec): PodSpec {
  const ofContainers = spec.hostNetwork === true ? hostContainersDefaults : podContainersDefaults;
  let result = filled(spec, { enableServiceLinks: true });
  result = rewritten(result, "containers", ofContainers);
  result = rewritten(result, "initContainers", ofContainers);
  return podLevelDefaults(result);
}

/**
 * Defaults of a pod. Lists of containers and volumes that were seen before cost nothing, so that pods made of one
 * template are cheap.
 */
export function podDefaults(pod: Pod): Pod {
  const spec = ownDefaults(roundedPodResources(podSpecDefaults(pod.spec)));
  return replaced(rewritten(pod, "metadata", withoutInitAnnotations), "spec", spec);
}
