import { classNameOf, type PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { podRequests } from "../api/kinds/pod/requests.ts";
import type { Container, Pod } from "../api/kinds/pod/types.ts";
import type { Service } from "../api/kinds/service/types.ts";
import { qualifiedResource, type ResourceKind } from "../api/kinds.ts";
import { isFinished } from "../api/kinds/pod/lifecycle.ts";
import type { KubeObject } from "../api/object.ts";
import { printQuantity } from "../api/quantity.ts";
import { isExtended, isHugePages } from "../api/validation/resources.ts";
import { podTotals, type Amounts, type Resources } from "./limits.ts";

const COMPUTE = ["cpu", "memory", "ephemeral-storage"];

function asked(requests: Amounts): readonly (readonly [string, string | number])[] {
  return Object.entries(requests).flatMap(([resource, amount]) => {
    const own = COMPUTE.includes(resource) || isHugePages(resource);
    if (!own && !isExtended(resource)) return [];
    return [...(own ? [[resource, amount] as const] : []), [`requests.${resource}`, amount] as const];
  });
}

/** @see pkg/quota/v1/evaluator/core/pods.go, `podComputeUsageHelper` (1.36) */
function computed({ requests = {}, limits = {} }: Resources): Amounts {
  const most = Object.entries(limits).filter(([resource]) => COMPUTE.includes(resource));
  return {
    pods: 1,
    ...Object.fromEntries(asked(requests)),
    ...Object.fromEntries(most.map(([resource, amount]) => [`limits.${resource}`, amount])),
  };
}

/** Pods that have come to their end take nothing any more. */
function ofPod(pod: Pod): Amounts {
  if (isFinished(pod)) return {};
  const { spec } = pod;
  const requests = [...podRequests(spec)].map(([resource, amount]) => [resource, printQuantity(amount)] as const);
  const { limits = {} } = podTotals(spec);
  return computed({ requests: Object.fromEntries(requests), limits });
}

/** @see pkg/quota/v1/evaluator/core/persistent_volume_claims.go, `Usage` (1.36) */
function ofClaim(claim: PersistentVolumeClaim): Amounts {
  const storage = claim.spec.resources?.requests?.["storage"];
  const amounts: Amounts = {
    persistentvolumeclaims: 1,
    ...(storage === undefined ? {} : { "requests.storage": storage }),
  };
  const className = classNameOf(claim);
  if (className === "") return amounts;
  const ofClass = Object.entries(amounts).map(([resource, amount]) => [
    `${className}.storageclass.storage.k8s.io/${resource}`,
    amount,
  ]);
  return { ...amounts, ...Object.fromEntries(ofClass) };
}

/** @see pkg/quota/v1/evaluator/core/services.go, `Usage` (1.36) */
function ofService({ spec: { type, ports = [], allocateLoadBalancerNodePorts } }: Service): Amounts {
  const isBalancer = type === "LoadBalancer";
  const named = ports.filter(({ nodePort = 0 }) => nodePort !== 0);
  const open = isBalancer && allocateLoadBalancerNodePorts === false ? named : ports;
  return {
    services: 1,
    ...(isBalancer || type === "NodePort" ? { "services.nodeports": open.length } : {}),
    ...(isBalancer ? { "services.loadbalancers": 1 } : {}),
  };
}

const COUNTED: ReadonlySet<string> = new Set(["configmaps", "replicationcontrollers", "resourcequotas", "secrets"]);

function ofKind(resource: ResourceKind, object: KubeObject): Amounts {
  switch (resource.key) {
    case "Pod":
      return ofPod(object as Pod);
    case "PersistentVolumeClaim":
      return ofClaim(object as PersistentVolumeClaim);
    case "Service":
      return ofService(object as Service);
    default:
      return resource.group === "" && COUNTED.has(resource.plural) ? { [resource.plural]: 1 } : {};
  }
}

/** What an object takes of the quotas of its namespace, by resource. */
export function usageOf(resource: ResourceKind, object: KubeObject): Amounts {
  return { [`count/${qualifiedResource(resource)}`]: 1, ...ofKind(resource, object) };
}

/** The resources that pods must ask for where they have a quota. @see `validationSet` in pods.go */
const EXPECTED = ["cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory"];

/** Why a pod does not say enough for a quota of these resources. @see `Constraints` in pods.go */
export function unspecified({ spec }: Pod, hard: Amounts): string | undefined {
  const containers: readonly Container[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const missing = EXPECTED.filter((resource) => hard[resource] !== undefined).flatMap((resource) => {
    const silent = containers.filter(({ resources = {} }) => computed(resources)[resource] === undefined);
    const names = new Set(silent.map(({ name }) => name));
    return names.size === 0 ? [] : `${resource} for: ${[...names].sort().join(",")}`;
  });
  return missing.length === 0 ? undefined : `must specify ${missing.join("; ")}`;
}
