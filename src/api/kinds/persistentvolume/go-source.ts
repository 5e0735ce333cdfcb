import type { GoStruct } from "../../validation/go-value.ts";

const SECRET_REFERENCE: GoStruct = [
  ["Name", "text"],
  ["Namespace", "text"],
];
const HOST_PATH: GoStruct = [
  ["Path", "text"],
  ["Type", "pointer"],
];
const NFS: GoStruct = [
  ["Server", "text"],
  ["Path", "text"],
  ["ReadOnly", "flag"],
];
const LOCAL: GoStruct = [
  ["Path", "text"],
  ["FSType", "pointer", "fsType"],
];
const CSI: GoStruct = [
  ["Driver", "text"],
  ["VolumeHandle", "text"],
  ["ReadOnly", "flag"],
  ["FSType", "text", "fsType"],
  ["VolumeAttributes", "pointer"],
  ["ControllerPublishSecretRef", { pointerTo: SECRET_REFERENCE }],
  ["NodeStageSecretRef", { pointerTo: SECRET_REFERENCE }],
  ["NodePublishSecretRef", { pointerTo: SECRET_REFERENCE }],
  ["ControllerExpandSecretRef", { pointerTo: SECRET_REFERENCE }],
  ["NodeExpandSecretRef", { pointerTo: SECRET_REFERENCE }],
];

/** Sources that nobody can provision any more are shown as they are written. @see pkg/apis/core/types.go (1.36) */
export const PERSISTENT_VOLUME_SOURCE: GoStruct = [
  ["GCEPersistentDisk", "pointer", "gcePersistentDisk"],
  ["AWSElasticBlockStore", "pointer", "awsElasticBlockStore"],
  ["HostPath", { pointerTo: HOST_PATH }],
  ["Glusterfs", "pointer"],
  ["NFS", { pointerTo: NFS }, "nfs"],
  ["RBD", "pointer", "rbd"],
  ["Quobyte", "pointer"],
  ["ISCSI", "pointer", "iscsi"],
  ["FlexVolume", "pointer"],
  ["Cinder", "pointer"],
  ["CephFS", "pointer", "cephfs"],
  ["FC", "pointer", "fc"],
  ["Flocker", "pointer"],
  ["AzureFile", "pointer"],
  ["VsphereVolume", "pointer"],
  ["AzureDisk", "pointer"],
  ["PhotonPersistentDisk", "pointer"],
  ["PortworxVolume", "pointer"],
  ["ScaleIO", "pointer", "scaleIO"],
  ["Local", { pointerTo: LOCAL }],
  ["StorageOS", "pointer", "storageos"],
  ["CSI", { pointerTo: CSI }, "csi"],
];
