import { byBytes, isJsonObject } from "../../base/json.ts";
import { FS_TYPE, READ_ONLY, type Field, type SourceText } from "./source-text.ts";
import { scalar } from "./scalar.ts";

/** A reference as Go prints the struct; those of volumes name a namespace where those of pods do not. */
function reference(value: unknown): string {
  if (!isJsonObject(value)) return "nil";
  const name = scalar(value["name"]);
  if (!Object.hasOwn(value, "namespace")) return `&LocalObjectReference{Name:${name},}`;
  return `&SecretReference{Name:${name},Namespace:${scalar(value["namespace"])},}`;
}

function persistentReference(value: unknown): string {
  return reference(isJsonObject(value) ? { namespace: "", ...value } : value);
}

function goList(value: unknown): string {
  return Array.isArray(value) ? scalar(value) : "[]";
}

function goMap(value: unknown): string {
  const members = isJsonObject(value) ? Object.entries(value).sort(([a], [b]) => byBytes(a, b)) : [];
  return `map[${members.map(([name, item]) => `${name}:${scalar(item)}`).join(" ")}]`;
}

type Legacy = Readonly<Record<string, SourceText>>;

/** Sources whose drivers have left Kubernetes, while objects may still name them; `secret` prints a reference. */
function sources(secret: Field): Legacy {
  const scaleIo: readonly Field[] = [
    ["Gateway:", "gateway"],
    ["System:", "system"],
    ["Protection Domain:", "protectionDomain"],
    ["Storage Pool:", "storagePool"],
    ["Storage Mode:", "storageMode"],
    ["VolumeName:", "volumeName"],
  ];
  return {
    cephfs: {
      type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
      fields: [
        ["Monitors:", "monitors", goList],
        ["Path:", "path"],
        ["User:", "user"],
        ["SecretFile:", "secretFile"],
        secret,
        READ_ONLY,
      ],
    },
    cinder: {
      type: "Cinder (a Persistent Disk resource in OpenStack)",
      fields: [["VolumeID:", "volumeID"], FS_TYPE, READ_ONLY, secret],
    },
    flexVolume: {
      type: "FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)",
      fields: [["Driver:", "driver"], FS_TYPE, secret, READ_ONLY, ["Options:", "options", goMap]],
    },
    flocker: {
      type: "Flocker (a Flocker volume mounted by the Flocker agent)",
      fields: [
        ["DatasetName:", "datasetName"],
        ["DatasetUUID:", "datasetUUID"],
      ],
    },
    iscsi: {
      type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
      fields: [
        ["TargetPortal:", "targetPortal"],
        ["IQN:", "iqn"],
        ["Lun:", "lun", "0"],
        ["ISCSIInterface", "iscsiInterface"],
        FS_TYPE,
        READ_ONLY,
        ["Portals:", "portals", goList],
        ["DiscoveryCHAPAuth:", "chapAuthDiscovery", "false"],
        ["SessionCHAPAuth:", "chapAuthSession", "false"],
        secret,
        ["InitiatorName:", "initiatorName", "<none>"],
      ],
    },
    photonPersistentDisk: {
      type: "PhotonPersistentDisk (a Persistent Disk resource in photon platform)",
      fields: [["PdID:", "pdID"], FS_TYPE],
    },
    portworxVolume: {
      type: "PortworxVolume (a Portworx Volume resource)",
      fields: [["VolumeID:", "volumeID"]],
    },
    quobyte: {
      type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
      fields: [["Registry:", "registry"], ["Volume:", "volume"], READ_ONLY],
    },
    rbd: {
      type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
      fields: [
        ["CephMonitors:", "monitors", goList],
        ["RBDImage:", "image"],
        FS_TYPE,
        ["RBDPool:", "pool"],
        ["RadosUser:", "user"],
        ["Keyring:", "keyring"],
        secret,
        READ_ONLY,
      ],
    },
    scaleIO: {
      type: "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
      fields: [...scaleIo, ...secretNames(secret), FS_TYPE, READ_ONLY],
    },
    storageos: {
      type: "StorageOS (a StorageOS Persistent Disk resource)",
      fields: [["VolumeName:", "volumeName"], ["VolumeNamespace:", "volumeNamespace"], FS_TYPE, READ_ONLY],
    },
  };
}

const member = (name: string) => (value: unknown) => (isJsonObject(value) ? scalar(value[name]) : "");

/** A volume says where its secret is, a pod has it at hand. */
function secretNames([, , print]: Field): readonly Field[] {
  if (print === reference) return [];
  return [
    ["SecretName:", "secretRef", member("name")],
    ["SecretNamespace:", "secretRef", member("namespace")],
  ];
}

export const LEGACY: Legacy = sources(["SecretRef:", "secretRef", reference]);
export const PERSISTENT_LEGACY: Legacy = {
  ...sources(["SecretRef:", "secretRef", persistentReference]),
  azureFile: {
    type: "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
    fields: [
      ["SecretName:", "secretName"],
      ["SecretNamespace:", "secretNamespace"],
      ["ShareName:", "shareName"],
      READ_ONLY,
    ],
  },
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    fields: [
      ["EndpointsName:", "endpoints"],
      ["EndpointsNamespace:", "endpointsNamespace", "<unset>"],
      ["Path:", "path"],
      READ_ONLY,
    ],
  },
};
