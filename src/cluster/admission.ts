import { DEFAULT_CLASS_ANNOTATION } from "../api/kinds/storageclass/types.ts";
import type { Namespace } from "../api/kinds/namespace/types.ts";
import type { PersistentVolume } from "../api/kinds/persistentvolume/types.ts";
import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import type { Pod, Toleration } from "../api/kinds/pod/types.ts";
import type { ResourceKind } from "../api/kinds.ts";
import type { KubeObject, ObjectMeta } from "../api/object.ts";
import { compareQuantities, parseQuantity } from "../api/quantity.ts";
import { forbidden, notFound, type ApiStatus } from "../api/status.ts";
import { instantOf, type Instant } from "../base/instant.ts";
import type { View } from "./view.ts";

/**
 * The admission plugins that every 1.36 API server runs by default and that change or refuse the kinds served here.
 * @see pkg/kubeapiserver/options/plugins.go, `DefaultOffAdmissionPlugins` (1.36). ServiceAccount is left out: a pod's
 *   token volume changes nothing that is rehearsed.
 */

function withFinalizer<T extends KubeObject>(object: T, finalizer: string): T {
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(finalizer)) return object;
  const metadata: ObjectMeta = { ...object.metadata, finalizers: [...finalizers, finalizer] };
  return { ...object, metadata };
}

function createdAt(object: KubeObject): Instant {
  return instantOf(object.metadata.creationTimestamp ?? "");
}

/**
 * The default class: the newest of those marked, the first by name when several are as new.
 * @see pkg/volume/util/storageclass.go, `GetDefaultClass` (1.36)
 */
export function defaultStorageClass(view: View): string | undefined {
  const marked = view
    .list("StorageClass")
    .filter((storageClass) => storageClass.metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === "true");
  return [...marked].sort((a, b) => createdAt(b) - createdAt(a))[0]?.metadata.name;
}

/** @see plugin/pkg/admission/storage/storageclass/setdefault/admission.go, `Admit` (1.36) */
function claimWithClass(claim: PersistentVolumeClaim, view: View): PersistentVolumeClaim {
  if (claim.spec.storageClassName !== undefined) return claim;
  if (claim.metadata.annotations?.["volume.beta.kubernetes.io/storage-class"] !== undefined) return claim;
  const storageClassName = defaultStorageClass(view);
  return storageClassName === undefined ? claim : { ...claim, spec: { ...claim.spec, storageClassName } };
}

const NOT_READY: Toleration = {
  key: "node.kubernetes.io/not-ready",
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: 300,
};
const UNREACHABLE: Toleration = { ...NOT_READY, key: "node.kubernetes.io/unreachable" };
const DEFAULT_TOLERATIONS: readonly Toleration[] = [NOT_READY, UNREACHABLE];
const NO_TOLERATIONS: readonly Toleration[] = [];

function tolerates(toleration: Toleration, key: string): boolean {
  const keyMatches = toleration.key === key || (toleration.key === undefined && toleration.operator === "Exists");
  const effectMatches =
    toleration.effect === undefined || toleration.effect === "NoExecute" || toleration.effect === "";
  return keyMatches && effectMatches;
}

/** @see plugin/pkg/admission/defaulttolerationseconds/admission.go, `Admit` (1.36) */
function podTolerations(tolerations: readonly Toleration[]): readonly Toleration[] {
  if (tolerations.length === 0) return DEFAULT_TOLERATIONS;
  const missing = DEFAULT_TOLERATIONS.filter(
    (added) => !tolerations.some((toleration) => tolerates(toleration, added.key ?? "")),
  );
  return missing.length === 0 ? tolerations : [...tolerations, ...missing];
}

/** The two classes every cluster has. @see pkg/apis/scheduling/v1/helpers.go, `SystemPriorityClasses` (1.36) */
const SYSTEM_PRIORITIES: Readonly<Record<string, number>> = {
  "system-node-critical": 2000001000,
  "system-cluster-critical": 2000000000,
};

/**
 * @see plugin/pkg/admission/priority/admission.go, `admitPod` (1.36). Classes other than the system's are unknown here
 *   and count as priority 0.
 */
function admitPod(pod: Pod): Pod {
  const tolerations = podTolerations(pod.spec.tolerations ?? NO_TOLERATIONS);
  const priority = pod.spec.priority ?? SYSTEM_PRIORITIES[pod.spec.priorityClassName ?? ""] ?? 0;
  const preemptionPolicy = pod.spec.preemptionPolicy ?? "PreemptLowerPriority";
  return { ...pod, spec: { ...pod.spec, tolerations, priority, preemptionPolicy } };
}

/** @see pkg/registry/core/namespace/strategy.go, `PrepareForCreate` (1.36) */
function namespaceWithFinalizer(namespace: Namespace): Namespace {
  const finalizers = namespace.spec?.finalizers ?? [];
  if (finalizers.includes("kubernetes")) return namespace;
  return { ...namespace, spec: { ...namespace.spec, finalizers: [...finalizers, "kubernetes"] } };
}

/** What admission makes of an object that is to be created. */
export function admitCreate<T extends KubeObject>(resource: ResourceKind, object: T, view: View): T;
export function admitCreate(resource: ResourceKind, object: KubeObject, view: View): KubeObject {
  switch (resource.key) {
    case "Pod":
      return admitPod(object as Pod);
    case "PersistentVolumeClaim":
      return withFinalizer(claimWithClass(object as PersistentVolumeClaim, view), "kubernetes.io/pvc-protection");
    case "PersistentVolume":
      return withFinalizer(object as PersistentVolume, "kubernetes.io/pv-protection");
    case "Namespace":
      return namespaceWithFinalizer(object as Namespace);
    default:
      return object;
  }
}

function grows(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const [now, before] = [claim, old].map(({ spec }) =>
    parseQuantity(String(spec.resources?.requests?.["storage"] ?? "0")),
  );
  return now?.ok === true && before?.ok === true && compareQuantities(now.quantity, before.quantity) > 0;
}

const NO_RESIZE =
  "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize";

/**
 * Why a bound claim may not grow. A class that is not there cannot be known to allow it.
 * @see plugin/pkg/admission/storage/persistentvolume/resize/admission.go, `Validate` (1.36)
 */
function resizeRefusal(claim: PersistentVolumeClaim, old: PersistentVolumeClaim, view: View): ApiStatus | undefined {
  if (old.status?.phase !== "Bound" || !grows(claim, old)) return undefined;
  const storageClass = view.get("StorageClass", "", old.spec.storageClassName ?? "");
  if (storageClass?.allowVolumeExpansion === true) return undefined;
  return forbidden({ group: "", plural: "persistentvolumeclaims" }, claim.metadata.name, NO_RESIZE);
}

/** What admission makes of an object that is to be changed. */
export type Admitted =
  | { readonly ok: true; readonly object: KubeObject }
  | { readonly ok: false; readonly status: ApiStatus };

/** What admission makes of a changed object, or why it refuses. */
export function admitUpdate(resource: ResourceKind, object: KubeObject, old: KubeObject, view: View): Admitted {
  if (resource.key === "PersistentVolumeClaim") {
    const status = resizeRefusal(object as PersistentVolumeClaim, old as PersistentVolumeClaim, view);
    return status === undefined ? { ok: true, object } : { ok: false, status };
  }
  if (resource.key !== "Pod") return { ok: true, object };
  const pod = object as Pod;
  if (pod.spec.tolerations === (old as Pod).spec.tolerations) return { ok: true, object };
  const tolerations = podTolerations(pod.spec.tolerations ?? NO_TOLERATIONS);
  return { ok: true, object: { ...pod, spec: { ...pod.spec, tolerations } } as KubeObject };
}

/** @see staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go, `Admit` (1.36) */
export function namespaceRefusal(
  resource: ResourceKind,
  namespace: string,
  name: string,
  view: View,
): ApiStatus | undefined {
  if (!resource.namespaced) return undefined;
  const found = view.get("Namespace", "", namespace);
  if (found === undefined) return notFound({ group: "", plural: "namespaces" }, namespace);
  if (found.metadata.deletionTimestamp === undefined) return undefined;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  return forbidden(resource, name, why);
}

const UNDELETABLE: ReadonlySet<string> = new Set(["default", "kube-system", "kube-public"]);

/** Namespaces that may not be deleted. @see the same file */
export function deletionRefusal(resource: ResourceKind, name: string): ApiStatus | undefined {
  if (resource.key !== "Namespace" || !UNDELETABLE.has(name)) return undefined;
  return forbidden(resource, name, "this namespace may not be deleted");
}
