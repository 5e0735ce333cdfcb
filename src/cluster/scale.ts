import type { KubeObject } from "../api/object.ts";
import type { LabelSelector } from "../api/selector.ts";

/** @see staging/src/k8s.io/api/autoscaling/v1/types.go, `Scale` (1.36) */
export interface Scale extends KubeObject {
  readonly kind: "Scale";
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly replicas: number; readonly selector?: string };
}

interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly selector?: LabelSelector };
  readonly status?: { readonly replicas?: number };
}

function selectorText(selector: LabelSelector): string {
  const pairs = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector.matchExpressions ?? []).map((requirement) => {
    const values = `(${[...(requirement.values ?? [])].sort().join(",")})`;
    switch (requirement.operator) {
      case "In":
        return `${requirement.key} in ${values}`;
      case "NotIn":
        return `${requirement.key} notin ${values}`;
      case "Exists":
        return requirement.key;
      case "DoesNotExist":
        return `!${requirement.key}`;
    }
  });
  return [...pairs, ...expressions].sort().join(",");
}

/** The scale subresource of a workload. @see pkg/registry/apps/statefulset/storage/storage.go, `scaleFromStatefulSet` (1.36) */
export function scaleOf(object: KubeObject): Scale {
  const workload = object as Scalable;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = workload.metadata;
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    spec: workload.spec.replicas === 0 ? {} : { replicas: workload.spec.replicas ?? 0 },
    status: {
      replicas: workload.status?.replicas ?? 0,
      ...(workload.spec.selector === undefined ? {} : { selector: selectorText(workload.spec.selector) }),
    },
  };
}

/** The workload with the replicas of a Scale that a client sent back. */
export function withScale(object: KubeObject, scale: { readonly spec?: { readonly replicas?: number } }): KubeObject {
  const workload = object as Scalable;
  const replicas = scale.spec?.replicas ?? 0;
  return { ...workload, spec: { ...workload.spec, replicas } } as KubeObject;
}
