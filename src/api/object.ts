import { instantOf } from "../base/instant.ts";
import { byBytes } from "../base/json.ts";

/**
 * Kubernetes objects as plain JSON. Every object is immutable once it is in the cluster: whoever wants to change one
 * makes a new object, sharing the parts that stay (validation and defaulting remember shared parts by identity).
 */

/** @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, `OwnerReference` (1.36) */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** One manager's claim on fields. @see `ManagedFieldsEntry` in the same file */
export interface ManagedFieldsEntry {
  readonly manager?: string;
  readonly operation?: "Apply" | "Update";
  readonly apiVersion?: string;
  readonly time?: string;
  readonly fieldsType?: "FieldsV1";
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
  readonly subresource?: string;
}

/** @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, `ObjectMeta` (1.36) */
export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  /** The moment by which the object is to be gone, not the moment deletion was asked for. */
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly ManagedFieldsEntry[];
}

/** Any object of the API. The kinds' own types (`api/kinds/<kind>/types.ts`) extend it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** Names an object. `namespace` is "" for cluster-scoped kinds. `kind` is the registry's key, see `kinds.ts`. */
export interface ObjectKey {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The annotation in which kubectl keeps what was applied last. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Shorter names first, then by bytes: pods and claims of a set come by ordinal. */
export function byName({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  return a.name.length - b.name.length || byBytes(a.name, b.name);
}

/** Oldest first; of the same moment, by name. */
export function byCreation({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  const ages = instantOf(a.creationTimestamp ?? "") - instantOf(b.creationTimestamp ?? "");
  return ages || byBytes(a.name, b.name);
}

/** The owner reference that acts as the object's controller, if it has one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  const references = object.metadata.ownerReferences;
  if (references === undefined) return undefined;
  for (const reference of references) if (reference.controller === true) return reference;
  return undefined;
}

/** Whether its deletion has been asked for, and something holds it. */
export function isTerminating({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** The namespace part of an object's key. */
export function namespaceOf(object: KubeObject): string {
  return object.metadata.namespace ?? "";
}

/** `default/web`: what indexes, keys of controllers and upstream's messages call an object of a known kind. */
export function namespacedName(object: KubeObject): string {
  return `${namespaceOf(object)}/${object.metadata.name}`;
}
