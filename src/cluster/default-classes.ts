import { INGRESS_CLASS_ANNOTATION, type Ingress } from "../api/kinds/ingress/types.ts";
import { hasClass, type PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { DEFAULT_CLASS_ANNOTATION } from "../api/kinds/storageclass/types.ts";
import type { KubeObject } from "../api/object.ts";
import { instantOf, type Instant } from "../base/instant.ts";
import { INGRESS_CLASS } from "./pod-admission.ts";
import type { View } from "./view.ts";

/** The classes that claims and Ingresses get which name none. */

function createdAt(object: KubeObject): Instant {
  return instantOf(object.metadata.creationTimestamp ?? "");
}

/** The newest of those marked, the first by name when several are as new. */
function defaultOf(classes: readonly KubeObject[], annotation: string): string | undefined {
  const marked = classes.filter(({ metadata }) => metadata.annotations?.[annotation] === "true");
  return [...marked].sort((a, b) => createdAt(b) - createdAt(a))[0]?.metadata.name;
}

/** @see pkg/volume/util/storageclass.go, `GetDefaultClass` (1.36) */
export function defaultStorageClass(view: View): string | undefined {
  return defaultOf(view.list("StorageClass"), DEFAULT_CLASS_ANNOTATION);
}

/** @see plugin/pkg/admission/network/defaultingressclass/admission.go, `Admit` (1.36) */
export function ingressWithClass(ingress: Ingress, view: View): Ingress {
  const isAnnotated = ingress.metadata.annotations?.[INGRESS_CLASS_ANNOTATION] !== undefined;
  if (isAnnotated || ingress.spec?.ingressClassName !== undefined) return ingress;
  const ingressClassName = defaultOf(view.list(INGRESS_CLASS), "ingressclass.kubernetes.io/is-default-class");
  return ingressClassName === undefined ? ingress : { ...ingress, spec: { ...ingress.spec, ingressClassName } };
}

/** @see plugin/pkg/admission/storage/storageclass/setdefault/admission.go, `Admit` (1.36) */
export function claimWithClass(claim: PersistentVolumeClaim, view: View): PersistentVolumeClaim {
  if (hasClass(claim)) return claim;
  const storageClassName = defaultStorageClass(view);
  return storageClassName === undefined ? claim : { ...claim, spec: { ...claim.spec, storageClassName } };
}
