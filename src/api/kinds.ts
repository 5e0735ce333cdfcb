import type { KubeObject } from "./object.ts";
import type { ControllerRevision } from "./kinds/controllerrevision/types.ts";
import type { DaemonSet } from "./kinds/daemonset/types.ts";
import type { Deployment } from "./kinds/deployment/types.ts";
import type { EndpointSlice } from "./kinds/endpointslice/types.ts";
import type { Event } from "./kinds/event/types.ts";
import type { Namespace } from "./kinds/namespace/types.ts";
import type { Node } from "./kinds/node/types.ts";
import type { PersistentVolume } from "./kinds/persistentvolume/types.ts";
import type { PersistentVolumeClaim } from "./kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "./kinds/pod/types.ts";
import type { PodDisruptionBudget } from "./kinds/poddisruptionbudget/types.ts";
import type { ReplicaSet } from "./kinds/replicaset/types.ts";
import type { Service } from "./kinds/service/types.ts";
import type { StatefulSet } from "./kinds/statefulset/types.ts";
import type { StorageClass } from "./kinds/storageclass/types.ts";

/** The kinds that code of ours reads by name, with their types. */
export interface KindTypes {
  ControllerRevision: ControllerRevision;
  DaemonSet: DaemonSet;
  Deployment: Deployment;
  EndpointSlice: EndpointSlice;
  Event: Event;
  Namespace: Namespace;
  Node: Node;
  PersistentVolume: PersistentVolume;
  PersistentVolumeClaim: PersistentVolumeClaim;
  Pod: Pod;
  PodDisruptionBudget: PodDisruptionBudget;
  ReplicaSet: ReplicaSet;
  Service: Service;
  StatefulSet: StatefulSet;
  StorageClass: StorageClass;
  ConfigMap: KubeObject;
  Endpoints: KubeObject;
  Secret: KubeObject;
  ServiceAccount: KubeObject;
}

export type KindName = keyof KindTypes;

/** What discovery says about a kind. @see staging/src/k8s.io/api, `APIResource` (1.36) */
export interface ResourceKind {
  /** Key in stores and object keys: the bare kind for kinds served here, `Kind.group` for any other. */
  readonly key: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Whether `get all` lists it. */
  readonly inAll: boolean;
  /** Definition in schemas/kubernetes-1.36.json; absent for kinds whose structure is unknown here. */
  readonly definition?: string;
  readonly subresources: readonly ("status" | "scale" | "eviction" | "binding")[];
}

function kind(
  group: string,
  name: KindName,
  shortNames: string,
  options: { inAll?: true; cluster?: true; sub?: ResourceKind["subresources"]; plural?: string; definition: string },
): ResourceKind {
  const singular = name.toLowerCase();
  return {
    key: name,
    group,
    version: "v1",
    kind: name,
    plural: options.plural ?? `${singular}${singular.endsWith("s") ? "es" : "s"}`,
    singular,
    shortNames: shortNames === "" ? [] : shortNames.split(" "),
    namespaced: options.cluster !== true,
    inAll: options.inAll === true,
    definition: options.definition,
    subresources: options.sub ?? [],
  };
}

/** The kinds served, in discovery order: core first, then the groups by name. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  kind("", "ConfigMap", "cm", { definition: "core.v1.ConfigMap" }),
  kind("", "Endpoints", "ep", { definition: "core.v1.Endpoints", plural: "endpoints" }),
  kind("", "Event", "ev", { definition: "core.v1.Event" }),
  kind("", "Namespace", "ns", { definition: "core.v1.Namespace", cluster: true, sub: ["status"] }),
  kind("", "Node", "no", { definition: "core.v1.Node", cluster: true, sub: ["status"] }),
  kind("", "PersistentVolumeClaim", "pvc", { definition: "core.v1.PersistentVolumeClaim", sub: ["status"] }),
  kind("", "PersistentVolume", "pv", { definition: "core.v1.PersistentVolume", cluster: true, sub: ["status"] }),
  kind("", "Pod", "po", { definition: "core.v1.Pod", inAll: true, sub: ["status", "eviction", "binding"] }),
  kind("", "Secret", "", { definition: "core.v1.Secret" }),
  kind("", "ServiceAccount", "sa", { definition: "core.v1.ServiceAccount" }),
  kind("", "Service", "svc", { definition: "core.v1.Service", inAll: true, sub: ["status"] }),
  kind("apps", "ControllerRevision", "", { definition: "apps.v1.ControllerRevision" }),
  kind("apps", "DaemonSet", "ds", { definition: "apps.v1.DaemonSet", inAll: true, sub: ["status"] }),
  kind("apps", "Deployment", "deploy", { definition: "apps.v1.Deployment", inAll: true, sub: ["status", "scale"] }),
  kind("apps", "ReplicaSet", "rs", { definition: "apps.v1.ReplicaSet", inAll: true, sub: ["status", "scale"] }),
  kind("apps", "StatefulSet", "sts", { definition: "apps.v1.StatefulSet", inAll: true, sub: ["status", "scale"] }),
  kind("discovery.k8s.io", "EndpointSlice", "", { definition: "discovery.v1.EndpointSlice" }),
  kind("policy", "PodDisruptionBudget", "pdb", { definition: "policy.v1.PodDisruptionBudget", sub: ["status"] }),
  kind("storage.k8s.io", "StorageClass", "sc", { definition: "storage.v1.StorageClass", cluster: true }),
];

const byKey = new Map(RESOURCE_KINDS.map((resource) => [resource.key, resource]));

/** The kind of that key, if it is one of those served. */
export function resourceKind(key: string): ResourceKind | undefined {
  return byKey.get(key);
}

/** Those of the kinds served, which are asked for at every write. */
const apiVersions = new Map<Pick<ResourceKind, "group" | "version">, string>();
for (const resource of RESOURCE_KINDS) apiVersions.set(resource, apiVersionOf(resource));

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(resource: Pick<ResourceKind, "group" | "version">): string {
  const known = apiVersions.get(resource);
  if (known !== undefined) return known;
  return resource.group === "" ? resource.version : `${resource.group}/${resource.version}`;
}

/** `statefulsets.apps`, or `pods`: how error messages name a resource. */
export function qualifiedResource(resource: Pick<ResourceKind, "group" | "plural">): string {
  return resource.group === "" ? resource.plural : `${resource.plural}.${resource.group}`;
}

/** Group and version of an apiVersion of at most one slash. @see k8s.io/apimachinery, `schema.ParseGroupVersion` */
export function parsedApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf("/");
  return { group: apiVersion.slice(0, Math.max(slash, 0)), version: apiVersion.slice(slash + 1) };
}

/** The group of an apiVersion: `apps` of `apps/v1`, "" of `v1`. */
export function groupOf(apiVersion: string): string {
  return parsedApiVersion(apiVersion).group;
}
