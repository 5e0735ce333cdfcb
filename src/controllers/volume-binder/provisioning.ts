import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import { classNameOf, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { StorageClass } from "../../api/kinds/storageclass/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";
import type { World } from "../../cluster/world.ts";

export const PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
/** Holds a volume of policy Delete until the provisioner has deleted what it stands for. */
export const PROVISIONER_FINALIZER = "external-provisioner.volume.kubernetes.io/finalizer";

/** Whether any class is taken to exist: nobody has said which ones there are, by a setting or by making one. */
export function providesAnyClass(view: View, { settings }: World): boolean {
  if (settings.storageClasses !== undefined) return false;
  return view.list("StorageClass").every(({ metadata }) => metadata.name === settings.defaultClass);
}

/**
 * The class a claim names. Where the world provides any class, one without an object is made up.
 */
export function storageClassOf(claim: PersistentVolumeClaim, view: View, world: World): StorageClass | undefined {
  const name = classNameOf(claim);
  const found = view.get("StorageClass", "", name);
  if (found !== undefined || !providesAnyClass(view, world)) return found;
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name },
    provisioner: "sim.local/dynamic",
    reclaimPolicy: "Delete",
    allowVolumeExpansion: true,
    volumeBindingMode: "Immediate",
  };
}

/** What a volume says of the claim it is bound to. */
export function claimReference(claim: PersistentVolumeClaim): NonNullable<PersistentVolume["spec"]["claimRef"]> {
  const { name, resourceVersion, uid } = claim.metadata;
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    namespace: namespaceOf(claim),
    name,
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(uid === undefined ? {} : { uid }),
  };
}

/**
 * The volume that a provisioner makes for a claim.
 * @see kubernetes-csi/external-provisioner, pkg/controller/controller.go, `Provision`
 */
export function volumeFor(claim: PersistentVolumeClaim, storageClass: StorageClass): PersistentVolume {
  const name = `pvc-${claim.metadata.uid ?? ""}`;
  const storage = claim.spec.resources?.requests?.["storage"];
  const { reclaimPolicy = "Delete" } = storageClass;
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: {
      name,
      annotations: { [PROVISIONED_BY]: storageClass.provisioner },
      ...(reclaimPolicy === "Delete" ? { finalizers: [PROVISIONER_FINALIZER] } : {}),
    },
    spec: {
      accessModes: claim.spec.accessModes ?? [],
      ...(storage === undefined ? {} : { capacity: { storage } }),
      claimRef: claimReference(claim),
      csi: { driver: storageClass.provisioner.replaceAll("/", ".").toLowerCase(), volumeHandle: name },
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode ?? "Filesystem",
    },
  };
}
