import { VOLUME_FINALIZER, type PersistentVolume } from "../api/kinds/persistentvolume/types.ts";
import { CLAIM_FINALIZER, classNameOf, type PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { ATTRIBUTES_CLASS, ATTRIBUTES_FINALIZER } from "../api/kinds/volumeattributesclass/types.ts";
import type { ResourceKind } from "../api/kinds.ts";
import type { KubeObject, ObjectMeta } from "../api/object.ts";
import { compareQuantities, parseQuantity } from "../api/quantity.ts";
import { NAMESPACE_TERMINATING, forbidden, notFound, type ApiStatus } from "../api/status.ts";
import { claimWithClass, ingressWithClass } from "./default-classes.ts";
import { claimLimitRefusal } from "./limit-ranges.ts";
import {
  PRIORITY_CLASS,
  admitChangedPod,
  admitNewPod,
  classRefusal,
  defaultClassRefusal,
  newPodRefusal,
} from "./pod-admission.ts";
import { quotaRefusal } from "./quotas.ts";
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

export type Admitted =
  | { readonly ok: true; readonly object: KubeObject }
  | { readonly ok: false; readonly status: ApiStatus };

function admitted(resource: ResourceKind, object: KubeObject, view: View): KubeObject {
  switch (resource.key) {
    case "Pod":
      return admitNewPod(object as Pod, view);
    case "PersistentVolumeClaim":
      return withFinalizer(claimWithClass(object as PersistentVolumeClaim, view), CLAIM_FINALIZER);
    case "PersistentVolume":
      return withFinalizer(object as PersistentVolume, VOLUME_FINALIZER);
    case ATTRIBUTES_CLASS:
      return withFinalizer(object, ATTRIBUTES_FINALIZER);
    case "Ingress.networking.k8s.io":
      return ingressWithClass(object, view);
    default:
      return object;
  }
}

/** What admission makes of a new object, or why it refuses. `name`: what is known of its name before one is made up. */
export function admitCreate(resource: ResourceKind, object: KubeObject, name: string, view: View): Admitted {
  const status = resource.key === "Pod" ? classRefusal(object as Pod, name, view) : undefined;
  return status === undefined ? { ok: true, object: admitted(resource, object, view) } : { ok: false, status };
}

function newRefusal({ key }: ResourceKind, object: KubeObject, view: View): ApiStatus | undefined {
  switch (key) {
    case "Pod":
      return newPodRefusal(object as Pod, view);
    case "PersistentVolumeClaim":
      return claimLimitRefusal(object as PersistentVolumeClaim, view);
    case PRIORITY_CLASS:
      return defaultClassRefusal(object, view);
    default:
      return undefined;
  }
}

/** Why a valid new object is refused. */
export function creationRefusal(resource: ResourceKind, object: KubeObject, view: View): ApiStatus | undefined {
  return newRefusal(resource, object, view) ?? quotaRefusal(resource, object, undefined, view);
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
  const name = classNameOf(old);
  const storageClass = name === classNameOf(claim) ? view.get("StorageClass", "", name) : undefined;
  if (storageClass?.allowVolumeExpansion === true) return undefined;
  return forbidden({ group: "", plural: "persistentvolumeclaims" }, claim.metadata.name, NO_RESIZE);
}

/** What admission makes of a changed object. */
export function admitUpdate(resource: ResourceKind, object: KubeObject, old: KubeObject): KubeObject {
  return resource.key === "Pod" ? admitChangedPod(object as Pod, old as Pod) : object;
}

function claimRefusal(claim: PersistentVolumeClaim, old: PersistentVolumeClaim, view: View): ApiStatus | undefined {
  const isLeaving = old.metadata.deletionTimestamp !== undefined;
  return (isLeaving ? undefined : claimLimitRefusal(claim, view)) ?? resizeRefusal(claim, old, view);
}

/** Why a valid change is refused. */
export function changeRefusal(
  resource: ResourceKind,
  object: KubeObject,
  old: KubeObject,
  view: View,
): ApiStatus | undefined {
  switch (resource.key) {
    case "PersistentVolumeClaim": {
      const refusal = claimRefusal(object as PersistentVolumeClaim, old as PersistentVolumeClaim, view);
      return refusal ?? quotaRefusal(resource, object, old, view);
    }
    case "Service":
      return quotaRefusal(resource, object, old, view);
    case PRIORITY_CLASS:
      return defaultClassRefusal(object, view);
    default:
      return undefined;
  }
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
  const refusal = forbidden(resource, name, why);
  const message = `namespace ${namespace} is being terminated`;
  const causes = [{ reason: NAMESPACE_TERMINATING, message, field: "metadata.namespace" }];
  return { ...refusal, details: { ...refusal.details, causes } };
}

const UNDELETABLE: ReadonlySet<string> = new Set(["default", "kube-system", "kube-public"]);

/** Namespaces that may not be deleted. @see the same file */
export function deletionRefusal(resource: ResourceKind, name: string): ApiStatus | undefined {
  if (resource.key !== "Namespace" || !UNDELETABLE.has(name)) return undefined;
  return forbidden(resource, name, "this namespace may not be deleted");
}
