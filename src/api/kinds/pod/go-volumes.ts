import type { GoStruct } from "../../validation/go-value.ts";
import { CLAIM_SPEC } from "../persistentvolumeclaim/go-claim.ts";

/**
 * The internal structs behind a pod's volumes.
 * @see pkg/apis/core/types.go, `VolumeSource` (1.36)
 */
const FS_TYPE = ["FSType", "text", "fsType"] as const;
const READ_ONLY = ["ReadOnly", "flag"] as const;
const DEFAULT_MODE = ["DefaultMode", "pointer"] as const;
const OPTIONAL = ["Optional", "pointer"] as const;
const SECRET_REF = ["SecretRef", { pointerTo: [["Name", "text"]] }] as const;
const ITEMS = [
  "Items",
  {
    listOf: [
      ["Key", "text"],
      ["Path", "text"],
      ["Mode", "pointer"],
    ],
  },
] as const;

export const FIELD_REFERENCE: GoStruct = [
  ["APIVersion", "text", "apiVersion"],
  ["FieldPath", "text"],
];

export const RESOURCE_REFERENCE: GoStruct = [
  ["ContainerName", "text"],
  ["Resource", "text"],
  ["Divisor", "pointer"],
];

const HOST_PATH: GoStruct = [
  ["Path", "text"],
  ["Type", "pointer"],
];
const EMPTY_DIR: GoStruct = [
  ["Medium", "text"],
  ["SizeLimit", "pointer"],
];
const GCE_DISK: GoStruct = [["PDName", "text", "pdName"], FS_TYPE, ["Partition", "number"], READ_ONLY];
const AWS_DISK: GoStruct = [["VolumeID", "text"], FS_TYPE, ["Partition", "number"], READ_ONLY];
const GIT_REPO: GoStruct = [
  ["Repository", "text"],
  ["Revision", "text"],
  ["Directory", "text"],
];
const SECRET: GoStruct = [["SecretName", "text"], ITEMS, DEFAULT_MODE, OPTIONAL];
const NFS: GoStruct = [["Server", "text"], ["Path", "text"], READ_ONLY];
const ISCSI: GoStruct = [
  ["TargetPortal", "text"],
  ["IQN", "text", "iqn"],
  ["Lun", "number"],
  ["ISCSIInterface", "text", "iscsiInterface"],
  FS_TYPE,
  READ_ONLY,
  ["Portals", "pointer"],
  ["DiscoveryCHAPAuth", "flag", "chapAuthDiscovery"],
  ["SessionCHAPAuth", "flag", "chapAuthSession"],
  SECRET_REF,
  ["InitiatorName", "pointer"],
];
const GLUSTERFS: GoStruct = [["EndpointsName", "text", "endpoints"], ["Path", "text"], READ_ONLY];
const CLAIM: GoStruct = [["ClaimName", "text"], READ_ONLY];
const RBD: GoStruct = [
  ["CephMonitors", "pointer", "monitors"],
  ["RBDImage", "text", "image"],
  FS_TYPE,
  ["RBDPool", "text", "pool"],
  ["RadosUser", "text", "user"],
  ["Keyring", "text"],
  SECRET_REF,
  READ_ONLY,
];
const QUOBYTE: GoStruct = [
  ["Registry", "text"],
  ["Volume", "text"],
  READ_ONLY,
  ["User", "text"],
  ["Group", "text"],
  ["Tenant", "text"],
];
const FLEX: GoStruct = [["Driver", "text"], FS_TYPE, SECRET_REF, READ_ONLY, ["Options", "pointer"]];
const CINDER: GoStruct = [["VolumeID", "text"], FS_TYPE, READ_ONLY, SECRET_REF];
const CEPHFS: GoStruct = [
  ["Monitors", "pointer"],
  ["Path", "text"],
  ["User", "text"],
  ["SecretFile", "text"],
  SECRET_REF,
  READ_ONLY,
];
const FLOCKER: GoStruct = [
  ["DatasetName", "text"],
  ["DatasetUUID", "text"],
];
const FIELD_FILES = [
  "Items",
  {
    listOf: [
      ["Path", "text"],
      ["FieldRef", { pointerTo: FIELD_REFERENCE }],
      ["ResourceFieldRef", { pointerTo: RESOURCE_REFERENCE }],
      ["Mode", "pointer"],
    ],
  },
] as const;
const FC: GoStruct = [["TargetWWNs", "pointer"], ["Lun", "pointer"], FS_TYPE, READ_ONLY, ["WWIDs", "pointer", "wwids"]];
const AZURE_FILE: GoStruct = [["SecretName", "text"], ["ShareName", "text"], READ_ONLY];
const CONFIG_MAP: GoStruct = [["Name", "text"], ITEMS, DEFAULT_MODE, OPTIONAL];
const VSPHERE: GoStruct = [["VolumePath", "text"], FS_TYPE, ["StoragePolicyName", "text"], ["StoragePolicyID", "text"]];
const AZURE_DISK: GoStruct = [
  ["DiskName", "text"],
  ["DataDiskURI", "text", "diskURI"],
  ["CachingMode", "pointer"],
  ["FSType", "pointer", "fsType"],
  ["ReadOnly", "pointer"],
  ["Kind", "pointer"],
];
const PROJECTED_OBJECT: GoStruct = [["Name", "text"], ITEMS, OPTIONAL];
const TOKEN: GoStruct = [
  ["Audience", "text"],
  ["ExpirationSeconds", "number"],
  ["Path", "text"],
];
const PROJECTION: GoStruct = [
  ["Secret", { pointerTo: PROJECTED_OBJECT }],
  ["DownwardAPI", { pointerTo: [FIELD_FILES] }, "downwardAPI"],
  ["ConfigMap", { pointerTo: PROJECTED_OBJECT }],
  ["ServiceAccountToken", { pointerTo: TOKEN }],
  ["ClusterTrustBundle", "pointer"],
  ["PodCertificate", "pointer"],
];
const PORTWORX: GoStruct = [["VolumeID", "text"], FS_TYPE, READ_ONLY];
const SCALE_IO: GoStruct = [
  ["Gateway", "text"],
  ["System", "text"],
  SECRET_REF,
  ["SSLEnabled", "flag", "sslEnabled"],
  ["ProtectionDomain", "text"],
  ["StoragePool", "text"],
  ["StorageMode", "text"],
  ["VolumeName", "text"],
  FS_TYPE,
  READ_ONLY,
];
const STORAGE_OS: GoStruct = [["VolumeName", "text"], ["VolumeNamespace", "text"], FS_TYPE, READ_ONLY, SECRET_REF];
const CSI: GoStruct = [
  ["Driver", "text"],
  ["ReadOnly", "pointer"],
  ["FSType", "pointer", "fsType"],
  ["VolumeAttributes", "pointer"],
  ["NodePublishSecretRef", { pointerTo: [["Name", "text"]] }],
];
const CLAIM_TEMPLATE: GoStruct = [
  ["ObjectMeta", { embedded: ["labels", "annotations"] }, "metadata"],
  ["Spec", { struct: CLAIM_SPEC }],
];
const IMAGE: GoStruct = [
  ["Reference", "text"],
  ["PullPolicy", "text"],
];

export const VOLUME: GoStruct = [
  ["Name", "text"],
  ["HostPath", { pointerTo: HOST_PATH }],
  ["EmptyDir", { pointerTo: EMPTY_DIR }],
  ["GCEPersistentDisk", { pointerTo: GCE_DISK }, "gcePersistentDisk"],
  ["AWSElasticBlockStore", { pointerTo: AWS_DISK }, "awsElasticBlockStore"],
  ["GitRepo", { pointerTo: GIT_REPO }],
  ["Secret", { pointerTo: SECRET }],
  ["NFS", { pointerTo: NFS }, "nfs"],
  ["ISCSI", { pointerTo: ISCSI }, "iscsi"],
  ["Glusterfs", { pointerTo: GLUSTERFS }],
  ["PersistentVolumeClaim", { pointerTo: CLAIM }],
  ["RBD", { pointerTo: RBD }, "rbd"],
  ["Quobyte", { pointerTo: QUOBYTE }],
  ["FlexVolume", { pointerTo: FLEX }],
  ["Cinder", { pointerTo: CINDER }],
  ["CephFS", { pointerTo: CEPHFS }, "cephfs"],
  ["Flocker", { pointerTo: FLOCKER }],
  ["DownwardAPI", { pointerTo: [FIELD_FILES, DEFAULT_MODE] }, "downwardAPI"],
  ["FC", { pointerTo: FC }, "fc"],
  ["AzureFile", { pointerTo: AZURE_FILE }],
  ["ConfigMap", { pointerTo: CONFIG_MAP }],
  ["VsphereVolume", { pointerTo: VSPHERE }],
  ["AzureDisk", { pointerTo: AZURE_DISK }],
  [
    "PhotonPersistentDisk",
    {
      pointerTo: [["PdID", "text"], FS_TYPE],
    },
  ],
  ["Projected", { pointerTo: [["Sources", { listOf: PROJECTION }], DEFAULT_MODE] }],
  ["PortworxVolume", { pointerTo: PORTWORX }],
  ["ScaleIO", { pointerTo: SCALE_IO }, "scaleIO"],
  ["StorageOS", { pointerTo: STORAGE_OS }, "storageos"],
  ["CSI", { pointerTo: CSI }, "csi"],
  ["Ephemeral", { pointerTo: [["VolumeClaimTemplate", { pointerTo: CLAIM_TEMPLATE }]] }],
  ["Image", { pointerTo: IMAGE }],
];
