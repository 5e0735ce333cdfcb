import type { ResourceKind } from "../api/kinds.ts";
import type { KubeObject, ObjectMeta } from "../api/object.ts";
import { alreadyExists, conflict, type ApiStatus } from "../api/status.ts";
import { sameJson } from "../base/json.ts";
import type { DeleteOptions } from "./cluster.ts";

/** What a write has to do with the version of what is stored: why it is refused, and what it takes over. */

const MODIFIED = "the object has been modified; please apply your changes to the latest version and try again";

/** The conflict of an update that was made of another version. Zero is no version, as is none. @see staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go, `Update` (1.36) */
export function stale(resource: ResourceKind, object: KubeObject, old: KubeObject): ApiStatus | undefined {
  const { resourceVersion: version = "", name } = object.metadata;
  if (/^0*$/.test(version) || version === old.metadata.resourceVersion) return undefined;
  if (!/^\d+$/.test(version)) {
    return { code: 500, reason: "", message: `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax` };
  }
  return conflict(resource, name, MODIFIED);
}

/** Where objects are stored that are stored under another name than that of their resource. */
const STORED_AS: Readonly<Record<string, string>> = {
  endpoints: "services/endpoints",
  ingresses: "ingress",
  nodes: "minions",
  replicationcontrollers: "controllers",
  services: "services/specs",
};

function storagePath({ plural }: ResourceKind, { namespace, name }: ObjectMeta, dryRun: boolean): string {
  const place = [STORED_AS[plural] ?? plural, ...(namespace === undefined ? [] : [namespace]), name];
  return `${dryRun ? "" : "/registry"}/${place.join("/")}`;
}

/**
 * The conflict of a whole object that is meant for one of the same name with another identity.
 * @see staging/src/k8s.io/apiserver/pkg/storage/interfaces.go, `Preconditions.Check`; errors.go there, `StorageError`;
 *   pkg/kubeapiserver/default_storage_factory_builder.go, `SpecialDefaultResourcePrefixes` (1.36)
 */
export function identityRefusal(
  resource: ResourceKind,
  { metadata: { uid = "" } }: KubeObject,
  { metadata: old }: KubeObject,
  dryRun: boolean,
): ApiStatus | undefined {
  if (uid === "" || uid === old.uid) return undefined;
  const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.uid ?? ""}`;
  const where = `Code: 4, Key: ${storagePath(resource, old, dryRun)}, ResourceVersion: 0`;
  return conflict(resource, old.name, `StorageError: invalid object, ${where}, AdditionalErrorMsg: ${why}`);
}

/** The conflict of a deletion whose preconditions are those of another object or version. */
export function preconditionRefusal(
  resource: ResourceKind,
  object: KubeObject,
  options: DeleteOptions,
): ApiStatus | undefined {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = object;
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid ?? ""}`;
    return conflict(resource, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion ?? ""}`;
    return conflict(resource, metadata.name, why);
  }
  return undefined;
}

/** The refusal of a new object whose name is taken. */
export function existsStatus(resource: ResourceKind, object: KubeObject): ApiStatus {
  const status = alreadyExists(resource, object.metadata.name);
  if (object.metadata.generateName === undefined) return status;
  const message = `${status.message}, the server was not able to generate a unique name for the object`;
  return { ...status, message };
}

/** What an update may not change and the client may leave out. @see staging/src/k8s.io/apiserver/pkg/registry/rest/update.go (1.36) */
export function carriedOver<T extends KubeObject>(object: T, old: T): T {
  if (object.metadata === old.metadata) return object;
  const { creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation, uid } = old.metadata;
  const { resourceVersion: _version, generation: _generation, ...kept } = object.metadata;
  const grace = kept.deletionGracePeriodSeconds ?? deletionGracePeriodSeconds;
  const metadata: ObjectMeta = {
    ...kept,
    uid: kept.uid ?? uid ?? "",
    ...(generation === undefined ? {} : { generation }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(grace === undefined ? {} : { deletionGracePeriodSeconds: grace }),
  };
  return { ...object, metadata };
}

/** The object at the version of what is stored: a dry run makes no new one. */
export function atVersionOf(old: KubeObject, object: KubeObject): KubeObject {
  const { resourceVersion } = old.metadata;
  return resourceVersion === undefined ? object : { ...object, metadata: { ...object.metadata, resourceVersion } };
}

const METADATA: readonly (keyof KubeObject)[] = ["metadata"];
const BOOKKEEPING: readonly (keyof ObjectMeta)[] = ["resourceVersion", "managedFields"];

/** Whether an update would change nothing but its own bookkeeping. */
export function unchanged(object: KubeObject, old: KubeObject): boolean {
  return sameJson(object.metadata, old.metadata, BOOKKEEPING) && sameJson(object, old, METADATA);
}

/** Whether an update would leave its fields to those who own them. */
export function hasSameOwners({ metadata }: KubeObject, old: KubeObject): boolean {
  return sameJson(metadata.managedFields, old.metadata.managedFields);
}

/** What is stored, with the status of another object. */
export function withStatusOf(object: KubeObject, old: KubeObject): KubeObject {
  return { ...old, status: (object as { status?: unknown }).status } as KubeObject;
}
