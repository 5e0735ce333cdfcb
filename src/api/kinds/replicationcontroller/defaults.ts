import { filled, replaced, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";
import { podTemplateDefaults } from "../pod/defaults.ts";
import type { PodTemplateSpec } from "../pod/types.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `ReplicationController` (1.36) */
export interface ReplicationController extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector?: Readonly<Record<string, string>>;
    readonly template?: PodTemplateSpec;
  };
  readonly status?: { readonly replicas: number };
}

const isEmpty = (map: object | undefined): boolean => Object.keys(map ?? {}).length === 0;

/**
 * One that selects nothing selects the pods that it makes, and one without labels has theirs.
 * @see pkg/apis/core/v1/defaults.go, `SetDefaults_ReplicationController` (1.36)
 */
export function replicationControllerDefaults(controller: ReplicationController): ReplicationController {
  const labels = controller.spec.template?.metadata?.labels;
  let { metadata } = controller;
  let spec = filled(controller.spec, { replicas: 1 });
  if (labels !== undefined && isEmpty(spec.selector)) spec = { ...spec, selector: labels };
  if (labels !== undefined && isEmpty(metadata.labels)) metadata = { ...metadata, labels };
  spec = rewritten(spec, "template", podTemplateDefaults);
  return replaced(replaced(controller, "spec", spec), "metadata", metadata);
}
