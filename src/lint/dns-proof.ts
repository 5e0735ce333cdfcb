import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { type KubeObject, namespaceOf } from "../api/object.ts";
import type { DnsProof } from "./finding.ts";

const ZONE = "svc.cluster.local";

/** What the name of a Service answers. */
export function serviceAnswers(service: KubeObject, answer: string): DnsProof {
  return { name: `${service.metadata.name}.${namespaceOf(service)}.${ZONE}`, answer };
}

/** What the name of a set's first pod answers. */
export function firstPodAnswers(set: StatefulSet, answer: string): DnsProof {
  const { serviceName = "", ordinals } = set.spec;
  const pod = `${set.metadata.name}-${ordinals?.start ?? 0}`;
  return { name: `${pod}.${serviceName}.${namespaceOf(set)}.${ZONE}`, answer };
}
