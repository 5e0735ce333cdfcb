import type { FieldPath } from "../../../base/field-path.ts";
import {
  forbiddenField,
  invalid,
  notSupported,
  notSupportedText,
  required,
  tooLong,
  type FieldError,
} from "../../field-error.ts";
import { byteLength, labelFlaws, nameIsSubdomain, subdomainFlaws } from "../../names.ts";
import {
  child,
  flag,
  has,
  number,
  optionalNumber,
  optionalText,
  text,
  textMap,
  texts,
  type Fields,
} from "../../validation/fields.ts";
import { rangeFlaw } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateDescendingPath, validateNoBacksteps } from "./validate-paths.ts";

/**
 * The rules of volume sources that pods and PersistentVolumes share, most of them about fields that must be filled in.
 * @see pkg/apis/core/validation/validation.go, the functions `validate…VolumeSource` (1.36)
 */
export type SourceRule = (path: FieldPath, source: Fields) => readonly FieldError[];

/** A rule that asks for texts that are not empty. */
function requires(...names: readonly string[]): SourceRule {
  return (path, source) => names.filter((name) => text(source, name) === "").map((name) => required([...path, name]));
}

function requiresList(name: string, ...others: readonly string[]): SourceRule {
  const rest = requires(...others);
  return (path, source) => [
    ...(texts(source, name).length === 0 ? [required([...path, name])] : []),
    ...rest(path, source),
  ];
}

export function all(...rules: readonly SourceRule[]): SourceRule {
  return (path, source) => rules.flatMap((rule) => [...rule(path, source)]);
}

/** A reference to a secret that, where there is one, has a name. */
export const secretNamed: SourceRule = (path, source) => {
  const secret = child(source, "secretRef");
  return secret !== undefined && text(secret, "name") === "" ? [required([...path, "secretRef", "name"])] : [];
};

const HOST_PATH_TYPES = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];

const validateHostPath: SourceRule = (path, source) => {
  const hostPath = text(source, "path");
  if (hostPath === "") return [required([...path, "path"])];
  const type = text(source, "type");
  return [
    ...validateNoBacksteps([...path, "path"], hostPath),
    ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported([...path, "type"], type, HOST_PATH_TYPES)]),
  ];
};

const validateGitRepo: SourceRule = (path, source) => [
  ...requires("repository")(path, source),
  ...validateDescendingPath([...path, "directory"], text(source, "directory")),
];

const validatePartition: SourceRule = (path, source) => {
  const partition = number(source, "partition");
  return partition < 0 || partition > 255 ? [invalid([...path, "partition"], partition, rangeFlaw(1, 255))] : [];
};

const validateNfs: SourceRule = (path, source) => {
  const target = text(source, "path");
  const absolute = target.startsWith("/") ? [] : [invalid([...path, "path"], target, "must be an absolute path")];
  return [...requires("server", "path")(path, source), ...absolute];
};

const ISCSI_NAMES: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

const ISCSI_PREFIXES = "must be valid format starting with iqn, eui, or naa";

function validateIscsiName(path: FieldPath, name: string, unknown: string): readonly FieldError[] {
  const pattern = ISCSI_NAMES[name.slice(0, 3)];
  if (pattern === undefined) return [invalid(path, name, unknown)];
  return pattern.test(name) ? [] : [invalid(path, name, "must be valid format")];
}

export const ISCSI_TOO_LONG =
  "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.";

/** @param volume - The volume's name, with which the portal makes one of the initiator's */
export function isIscsiTooLong(volume: string, source: Fields | undefined): boolean {
  return has(source, "initiatorName") && byteLength(`${volume}:${text(source, "targetPortal")}`) > 64;
}

/**
 * The rule of an iSCSI source, of which pods and PersistentVolumes have one each.
 * @param unknown - What is said of a name of another form
 * @param besides - What else is asked of the portal and of the secret
 */
export function iscsiRule(unknown: string, besides?: { readonly portal: SourceRule; readonly secret: SourceRule }) {
  return (path: FieldPath, source: Fields): readonly FieldError[] => {
    const errors = [...requires("targetPortal")(path, source), ...(besides?.portal(path, source) ?? [])];
    const iqn = text(source, "iqn");
    if (iqn === "") errors.push(required([...path, "iqn"]));
    else errors.push(...validateIscsiName([...path, "iqn"], iqn, unknown));
    const lun = number(source, "lun");
    if (lun < 0 || lun > 255) errors.push(invalid([...path, "lun"], lun, rangeFlaw(0, 255)));
    if ((flag(source, "chapAuthDiscovery") || flag(source, "chapAuthSession")) && !has(source, "secretRef"))
      errors.push(required([...path, "secretRef"]));
    errors.push(...(besides?.secret(path, source) ?? []));
    const initiator = optionalText(source, "initiatorName");
    if (initiator !== undefined) errors.push(...validateIscsiName([...path, "initiatorname"], initiator, unknown));
    return errors;
  };
}

const validateFc: SourceRule = (path, source) => {
  const errors: FieldError[] = [];
  const names = texts(source, "targetWWNs");
  const ids = texts(source, "wwids");
  const at = [...path, "targetWWNs"];
  if (names.length === 0 && ids.length === 0)
    errors.push(required(at, "must specify either targetWWNs or wwids, but not both"));
  if (names.length > 0 && ids.length > 0)
    errors.push(invalid(at, names, "targetWWNs and wwids can not be specified simultaneously"));
  if (names.length === 0) return errors;
  const lun = optionalNumber(source, "lun");
  if (lun === undefined) errors.push(required([...path, "lun"], "lun is required if targetWWNs is specified"));
  else if (lun < 0 || lun > 255) errors.push(invalid([...path, "lun"], lun, rangeFlaw(0, 255)));
  return errors;
};

const validateFlocker: SourceRule = (path, source) => {
  const errors: FieldError[] = [];
  const name = text(source, "datasetName");
  const uuid = text(source, "datasetUUID");
  if (name === "" && uuid === "") errors.push(required(path, "one of datasetName and datasetUUID is required"));
  if (name !== "" && uuid !== "")
    errors.push(invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously"));
  if (name.includes("/")) errors.push(invalid([...path, "datasetName"], name, "must not contain '/'"));
  return errors;
};

const HOST_PORTS = "must be a host:port pair or multiple pairs separated by commas";

const validateQuobyte: SourceRule = (path, source) => {
  const errors: FieldError[] = [];
  const registry = text(source, "registry");
  if (registry === "") errors.push(required([...path, "registry"], HOST_PORTS));
  else if (byteLength(text(source, "tenant")) >= 65)
    errors.push(required([...path, "tenant"], "must be a UUID and may not exceed a length of 64 characters"));
  else
    for (const pair of registry.split(","))
      if (!/^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair))
        errors.push(invalid([...path, "registry"], registry, HOST_PORTS));
  return [...errors, ...requires("volume")(path, source)];
};

const validateFlexVolume: SourceRule = (path, source) => {
  const errors = [...requires("driver")(path, source)];
  for (const [key] of textMap(source, "options")) {
    const namespace = `.${(key.includes("/") ? key.slice(0, key.indexOf("/")) : key).toLowerCase()}`;
    if (namespace.endsWith(".kubernetes.io") || namespace.endsWith(".k8s.io"))
      errors.push(invalid([...path, "options", { key }], key, "kubernetes.io and k8s.io namespaces are reserved"));
  }
  return errors;
};

const MANAGED_DISK = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
const BLOB_DISK = "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";

function validateOneOf(name: string, choices: readonly string[]): SourceRule {
  return (path, source) => {
    const value = optionalText(source, name);
    return value === undefined || choices.includes(value) ? [] : [notSupported([...path, name], value, choices)];
  };
}

const validateDiskUri: SourceRule = (path, source) => {
  const uri = text(source, "diskURI");
  const managed = (optionalText(source, "kind") ?? "Shared") === "Managed";
  if (uri.startsWith(managed ? "/subscriptions/" : "https://")) return [];
  return [notSupportedText([...path, "diskURI"], uri, [managed ? MANAGED_DISK : BLOB_DISK])];
};

const validateAzureDisk = all(
  requires("diskName", "diskURI"),
  validateOneOf("cachingMode", ["None", "ReadOnly", "ReadWrite"]),
  validateOneOf("kind", ["Dedicated", "Managed", "Shared"]),
  validateDiskUri,
);

const validateStorageOs: SourceRule = (path, source) => {
  const name = text(source, "volumeName");
  const namespace = text(source, "volumeNamespace");
  return [
    ...(name === ""
      ? [required([...path, "volumeName"])]
      : invalidEach([...path, "volumeName"], name, labelFlaws(name))),
    ...(namespace === "" ? [] : invalidEach([...path, "volumeNamespace"], namespace, labelFlaws(namespace))),
    ...secretNamed(path, source),
  ];
};

export const validateCsiDriver: SourceRule = (path, source) => {
  const driver = text(source, "driver");
  if (driver === "") return [required(path)];
  const long = byteLength(driver) > 63 ? [tooLong(path, 63)] : [];
  return [...long, ...invalidEach(path, driver, subdomainFlaws(driver.toLowerCase()))];
};

/** The driver of an inline volume, and the secret it is published with. */
const validateCsi: SourceRule = (path, source) => {
  const errors = [...validateCsiDriver([...path, "driver"], source)];
  const secret = child(source, "nodePublishSecretRef");
  if (secret === undefined) return errors;
  const name = text(secret, "name");
  if (name === "") errors.push(required([...path, "nodePublishSecretRef", "name"]));
  else errors.push(...invalidEach([...path, "name"], name, nameIsSubdomain(name, false)));
  return errors;
};

const validateEmptyDir: SourceRule = (path, source) => {
  const negative = has(source, "sizeLimit") && String(source["sizeLimit"]).startsWith("-");
  return negative ? [forbiddenField([...path, "sizeLimit"], "SizeLimit field must be a valid resource quantity")] : [];
};

/** Rules by the API's name of the source, for the sources of which nothing else depends on the volume around them. */
export const SOURCE_RULES = {
  emptyDir: validateEmptyDir,
  hostPath: validateHostPath,
  gitRepo: validateGitRepo,
  gcePersistentDisk: all(requires("pdName"), validatePartition),
  awsElasticBlockStore: all(requires("volumeID"), validatePartition),
  nfs: validateNfs,
  iscsi: iscsiRule(ISCSI_PREFIXES),
  glusterfs: requires("endpoints", "path"),
  flocker: validateFlocker,
  persistentVolumeClaim: requires("claimName"),
  rbd: requiresList("monitors", "image"),
  cinder: all(requires("volumeID"), secretNamed),
  cephfs: requiresList("monitors"),
  quobyte: validateQuobyte,
  fc: validateFc,
  flexVolume: validateFlexVolume,
  azureFile: requires("secretName", "shareName"),
  vsphereVolume: requires("volumePath"),
  photonPersistentDisk: requires("pdID"),
  portworxVolume: requires("volumeID"),
  azureDisk: validateAzureDisk,
  storageos: validateStorageOs,
  scaleIO: requires("gateway", "system", "volumeName"),
  csi: validateCsi,
} as const satisfies Record<string, SourceRule>;
