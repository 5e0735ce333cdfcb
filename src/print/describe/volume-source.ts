import type { JsonObject } from "../../base/json.ts";
import type { Outline } from "./outline.ts";
import { LEGACY } from "./legacy-sources.ts";
import { FS_TYPE, READ_ONLY, type Field, type SourceText } from "./source-text.ts";
import { scalar } from "./scalar.ts";

/** How volume sources that need more than a list of fields are printed, by field name. */
export type VolumeTable = Readonly<Record<string, (out: Outline, source: JsonObject) => void>>;

const OPTIONAL: Field = ["Optional:", "optional", "false"];

/** Type text and fields of each source, in kubectl's words and order. */
const SOURCES: Readonly<Record<string, SourceText>> = {
  ...LEGACY,
  hostPath: {
    type: "HostPath (bare host directory volume)",
    fields: [
      ["Path:", "path"],
      ["HostPathType:", "type", "<none>"],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    fields: [
      ["Medium:", "medium"],
      ["SizeLimit:", "sizeLimit", "<unset>"],
    ],
  },
  gcePersistentDisk: {
    type: "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
    fields: [["PDName:", "pdName"], FS_TYPE, ["Partition:", "partition", "0"], READ_ONLY],
  },
  awsElasticBlockStore: {
    type: "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
    fields: [["VolumeID:", "volumeID"], FS_TYPE, ["Partition:", "partition", "0"], READ_ONLY],
  },
  gitRepo: {
    type: "GitRepo (a volume that is pulled from git when the pod is created)",
    fields: [
      ["Repository:", "repository"],
      ["Revision:", "revision"],
    ],
  },
  secret: { type: "Secret (a volume populated by a Secret)", fields: [["SecretName:", "secretName"], OPTIONAL] },
  configMap: { type: "ConfigMap (a volume populated by a ConfigMap)", fields: [["Name:", "name"], OPTIONAL] },
  nfs: {
    type: "NFS (an NFS mount that lasts the lifetime of a pod)",
    fields: [["Server:", "server"], ["Path:", "path"], READ_ONLY],
  },
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    fields: [["EndpointsName:", "endpoints"], ["Path:", "path"], READ_ONLY],
  },
  persistentVolumeClaim: {
    type: "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
    fields: [["ClaimName:", "claimName"], READ_ONLY],
  },
  azureDisk: {
    type: "AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)",
    fields: [
      ["DiskName:", "diskName"],
      ["DiskURI:", "diskURI"],
      ["Kind: ", "kind"],
      FS_TYPE,
      ["CachingMode:", "cachingMode"],
      READ_ONLY,
    ],
  },
  vsphereVolume: {
    type: "vSphereVolume (a Persistent Disk resource in vSphere)",
    fields: [["VolumePath:", "volumePath"], FS_TYPE, ["StoragePolicyName:", "storagePolicyName"]],
  },
  local: {
    type: "LocalVolume (a persistent volume backed by local storage on a node)",
    fields: [["Path:", "path"]],
  },
  fc: {
    type: "FC (a Fibre Channel disk)",
    fields: [["TargetWWNs:", "targetWWNs"], ["LUN:", "lun", "<none>"], FS_TYPE, READ_ONLY],
  },
  azureFile: {
    type: "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
    fields: [["SecretName:", "secretName"], ["ShareName:", "shareName"], READ_ONLY],
  },
  csi: {
    type: "CSI (a Container Storage Interface (CSI) volume source)",
    fields: [["Driver:", "driver"], FS_TYPE, READ_ONLY],
  },
  image: {
    type: "Image (a container image or OCI artifact)",
    fields: [
      ["Reference:", "reference"],
      ["PullPolicy:", "pullPolicy"],
    ],
  },
};

function text(value: unknown, none: NonNullable<Field[2]>): string {
  if (typeof none === "function") return none(value);
  return Array.isArray(value) ? value.map((item) => scalar(item)).join(", ") : scalar(value, none);
}

/** Prints a source that is a list of fields; false where none of that name is known. */
export function volumeSource(out: Outline, name: string, source: JsonObject): boolean {
  const known = SOURCES[name];
  if (known === undefined) return false;
  listedSource(out, known, source);
  return true;
}

export function listedSource(out: Outline, known: SourceText, source: JsonObject): void {
  out.line(2, "Type:", known.type);
  for (const [label, field, none = ""] of known.fields) out.line(2, label, text(source[field], none));
}
