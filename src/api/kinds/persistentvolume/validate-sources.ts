import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, required, type FieldError } from "../../field-error.ts";
import { labelFlaws, subdomainFlaws } from "../../names.ts";
import { child, has, optionalText, text, type Fields } from "../../validation/fields.ts";
import { invalidEach } from "../../validation/labels.ts";
import { validateNoBacksteps } from "../pod/validate-paths.ts";
import {
  all,
  ISCSI_TOO_LONG,
  iscsiRule,
  isIscsiTooLong,
  secretNamed,
  SOURCE_RULES,
  validateCsiDriver,
  type SourceRule,
} from "../pod/validate-volume-sources.ts";

const SPEC: FieldPath = ["spec"];

function validateSecret(path: FieldPath, secret: Fields): readonly FieldError[] {
  const name = text(secret, "name");
  const namespace = text(secret, "namespace");
  return [
    ...(name === "" ? [required([...path, "name"])] : invalidEach([...path, "name"], name, subdomainFlaws(name))),
    ...(namespace === ""
      ? [required([...path, "namespace"])]
      : invalidEach([...path, "namespace"], namespace, labelFlaws(namespace))),
  ];
}

const CSI_SECRETS = [
  "controllerPublishSecretRef",
  "controllerExpandSecretRef",
  "nodePublishSecretRef",
  "nodeExpandSecretRef",
];

const validateCsi: SourceRule = (path, source) => [
  ...validateCsiDriver([...path, "driver"], source),
  ...(text(source, "volumeHandle") === "" ? [required([...path, "volumeHandle"])] : []),
  ...CSI_SECRETS.flatMap((name) => {
    const secret = child(source, name);
    return secret === undefined ? [] : validateSecret([...path, name], secret);
  }),
];

const validateLocal: SourceRule = (path, source) => {
  const target = text(source, "path");
  return target === "" ? [required([...path, "path"])] : validateNoBacksteps([...path, "path"], target);
};

const secretPlaced: SourceRule = (path, source) => {
  const secret = child(source, "secretRef");
  return secret !== undefined && text(secret, "namespace") === ""
    ? [required([...path, "secretRef", "namespace"])]
    : [];
};

const NO_NAMESPACE = "if the endpointnamespace is set, it must be a valid namespace name";

const validateEndpointsNamespace: SourceRule = (path, source) => {
  const namespace = optionalText(source, "endpointsNamespace");
  const at = [...path, "endpointsNamespace"];
  if (namespace === undefined) return [];
  return namespace === "" ? [invalid(at, "", NO_NAMESPACE)] : invalidEach(at, namespace, labelFlaws(namespace));
};

const validateSecretNamespace: SourceRule = (path, source) =>
  optionalText(source, "secretNamespace") === "" ? [required([...path, "secretNamespace"])] : [];

/** @param volume - The name of the PersistentVolume */
type PersistentRule = (path: FieldPath, source: Fields, volume: string) => readonly FieldError[];

const validateIscsi: PersistentRule = (path, source, volume) => {
  const at = [...path, "targetportal"];
  const portal: SourceRule = () =>
    isIscsiTooLong(volume, source) ? [invalid(at, text(source, "targetPortal"), ISCSI_TOO_LONG)] : [];
  return iscsiRule("must be valid format", { portal, secret: secretNamed })(path, source);
};

/** In upstream's order, with the printed names that differ. */
const SOURCES: readonly (readonly [name: string, rule: PersistentRule, printed?: string, second?: string])[] = [
  ["hostPath", SOURCE_RULES.hostPath],
  ["gcePersistentDisk", SOURCE_RULES.gcePersistentDisk, "persistentDisk"],
  ["awsElasticBlockStore", SOURCE_RULES.awsElasticBlockStore],
  ["glusterfs", all(SOURCE_RULES.glusterfs, validateEndpointsNamespace)],
  ["flocker", SOURCE_RULES.flocker],
  ["nfs", SOURCE_RULES.nfs],
  ["rbd", SOURCE_RULES.rbd],
  ["quobyte", SOURCE_RULES.quobyte],
  ["cephfs", SOURCE_RULES.cephfs, "cephfs", "cephFS"],
  ["iscsi", validateIscsi],
  ["cinder", all(SOURCE_RULES.cinder, secretPlaced)],
  ["fc", SOURCE_RULES.fc],
  ["flexVolume", SOURCE_RULES.flexVolume],
  ["azureFile", all(SOURCE_RULES.azureFile, validateSecretNamespace)],
  ["vsphereVolume", SOURCE_RULES.vsphereVolume],
  ["photonPersistentDisk", SOURCE_RULES.photonPersistentDisk],
  ["portworxVolume", SOURCE_RULES.portworxVolume],
  ["azureDisk", SOURCE_RULES.azureDisk],
  ["scaleIO", SOURCE_RULES.scaleIO],
  ["local", validateLocal],
  ["storageos", all(SOURCE_RULES.storageos, secretPlaced)],
  ["csi", validateCsi],
];

/** The API's names of the sources. */
export const SOURCE_NAMES: readonly string[] = SOURCES.map(([name]) => name);

/**
 * What is wrong with the source of the PersistentVolume of a name. Upstream lets a driver that is called by its path
 * stand beside another source.
 * @see pkg/apis/core/validation/validation.go, `ValidatePersistentVolumeSpec`
 */
export function validateSources(spec: Fields, volume: string): readonly FieldError[] {
  const present = SOURCES.filter(([name]) => has(spec, name));
  const errors = present.flatMap(([name, rule, printed, second], index) =>
    index === 0 || name === "flexVolume"
      ? [...rule([...SPEC, printed ?? name], child(spec, name) ?? {}, volume)]
      : [forbiddenField([...SPEC, second ?? name], "may not specify more than 1 volume type")],
  );
  if (present[0]?.[0] === "local" && !has(spec, "nodeAffinity"))
    errors.push(required([...SPEC, "nodeAffinity"], "Local volume requires node affinity"));
  if (present.length === 0) errors.push(required(SPEC, "must specify a volume type"));
  return errors;
}
