import type { FieldPath } from "../../../base/field-path.ts";
import { goText } from "../../../base/go-text.ts";
import { duplicate, forbiddenField, invalid, required, type FieldError } from "../../field-error.ts";
import { labelFlaws, nameIsSubdomain } from "../../names.ts";
import { child, has, list, optionalNumber, text, type Fields } from "../../validation/fields.ts";
import { invalidEach, validateLabels } from "../../validation/labels.ts";
import { createFineParts } from "../../validation/of-field.ts";
import { validateAnnotations } from "../../validation/metadata.ts";
import { validateClaimSpec } from "../persistentvolumeclaim/validate-spec.ts";
import { validatePullPolicy } from "./validate-container.ts";
import type { ValidVolumes } from "./validate-mounts.ts";
import { validateFileMode, validateUnreservedPath } from "./validate-paths.ts";
import { validateFieldReference, validateResourceReference } from "./validate-references.ts";
import { ISCSI_TOO_LONG, isIscsiTooLong, SOURCE_RULES, type SourceRule } from "./validate-volume-sources.ts";

function validateItem(path: FieldPath, item: Fields): readonly FieldError[] {
  const target = text(item, "path");
  return [
    ...(text(item, "key") === "" ? [required([...path, "key"])] : []),
    ...(target === "" ? [required([...path, "path"])] : []),
    ...validateUnreservedPath([...path, "path"], target),
    ...validateFileMode([...path, "mode"], optionalNumber(item, "mode")),
  ];
}

/** Files from the keys of a ConfigMap or Secret whose name is in the field `name`. */
function validateKeyFiles(name: string): SourceRule {
  return (path, source) => [
    ...(text(source, name) === "" ? [required([...path, name])] : []),
    ...validateFileMode([...path, "defaultMode"], optionalNumber(source, "defaultMode")),
    ...list(source, "items").flatMap((item, index) => validateItem([...path, "items", index], item)),
  ];
}

/** @see pkg/apis/core/validation/validation.go, `validateDownwardAPIVolumeFile` (1.36); its paths have no index */
function validateFieldFile(path: FieldPath, file: Fields): readonly FieldError[] {
  const target = text(file, "path");
  const errors = target === "" ? [required([...path, "path"])] : [];
  errors.push(...validateUnreservedPath([...path, "path"], target));
  const field = child(file, "fieldRef");
  const resource = child(file, "resourceFieldRef");
  if (field !== undefined) {
    errors.push(...validateFieldReference([...path, "fieldRef"], field, "volume"));
    if (resource !== undefined)
      errors.push(invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously"));
  } else if (resource !== undefined)
    errors.push(...validateResourceReference([...path, "resourceFieldRef"], resource, "volume"));
  else errors.push(required(path, "one of fieldRef and resourceFieldRef is required"));
  errors.push(...validateFileMode([...path, "mode"], optionalNumber(file, "mode")));
  return errors;
}

const validateDownwardApi: SourceRule = (path, source) => [
  ...validateFileMode([...path, "defaultMode"], optionalNumber(source, "defaultMode")),
  ...list(source, "items").flatMap((file) => validateFieldFile(path, file)),
];

const MAX_EXPIRATION_SECONDS = 2 ** 32;

function validateToken(path: FieldPath, volumePath: FieldPath, token: Fields): readonly FieldError[] {
  const errors: FieldError[] = [];
  const seconds = optionalNumber(token, "expirationSeconds") ?? 3600;
  const at = [...path, "expirationSeconds"];
  if (seconds < 600) errors.push(invalid(at, seconds, "may not specify a duration less than 10 minutes"));
  if (seconds > MAX_EXPIRATION_SECONDS)
    errors.push(invalid(at, seconds, "may not specify a duration larger than 2^32 seconds"));
  const target = text(token, "path");
  if (target === "") errors.push(required([...volumePath, "path"]));
  else errors.push(...validateUnreservedPath([...volumePath, "path"], target));
  return errors;
}

/** Remembers the paths of a projected volume; `owner` is the value that an error about a second one shows. */
type PathCheck = (target: string, owner: string) => readonly FieldError[];

function validateProjectedKeys(path: FieldPath, source: Fields, isTaken: PathCheck): readonly FieldError[] {
  const name = text(source, "name");
  const errors = name === "" ? [required([...path, "name"])] : [];
  for (const [index, item] of list(source, "items").entries())
    errors.push(...validateItem([...path, "items", index], item), ...isTaken(text(item, "path"), name));
  return errors;
}

function validateProjection(
  path: FieldPath,
  volumePath: FieldPath,
  source: Fields,
  isTaken: PathCheck,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ["secret", "configMap"]) {
    const keys = child(source, name);
    if (keys !== undefined) errors.push(...validateProjectedKeys([...path, name], keys, isTaken));
  }
  for (const file of list(child(source, "downwardAPI"), "items")) {
    const target = text(file, "path");
    errors.push(...validateFieldFile([...path, "downwardAPI"], file), ...isTaken(target, target));
  }
  const token = child(source, "serviceAccountToken");
  if (token !== undefined) errors.push(...validateToken([...path, "serviceAccountToken"], volumePath, token));
  const sources = ["secret", "configMap", "downwardAPI", "serviceAccountToken"].filter((name) => has(source, name));
  if (sources.length > 1) errors.push(forbiddenField(path, "may not specify more than 1 volume type per source"));
  return errors;
}

/** @see `validateProjectedVolumeSource` in the same file */
const validateProjected: SourceRule = (path, source) => {
  const taken = new Set<string>();
  const isTaken: PathCheck = (target, owner) => {
    if (target === "") return [];
    if (taken.has(target)) return [invalid(path, owner, "conflicting duplicate paths")];
    taken.add(target);
    return [];
  };
  return [
    ...validateFileMode([...path, "defaultMode"], optionalNumber(source, "defaultMode")),
    ...list(source, "sources").flatMap((projection, index) =>
      validateProjection([...path, "sources", index], path, projection, isTaken),
    ),
  ];
};

/** Metadata that templates of claims may not have, in the order of Go's type. @see `validateFieldAllowList` in the same file */
const REFUSED_METADATA =
  "name generateName namespace uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds ownerReferences finalizers managedFields".split(
    " ",
  );

const validateEphemeral: SourceRule = (path, source) => {
  const template = child(source, "volumeClaimTemplate");
  if (template === undefined) return [required([...path, "volumeClaimTemplate"])];
  const at = [...path, "volumeClaimTemplate"];
  const metadata = child(template, "metadata") ?? {};
  const forbidden = REFUSED_METADATA.filter((name) => metadata[name] != null);
  return [
    ...validateAnnotations([...at, "metadata", "annotations"], metadata),
    ...validateLabels([...at, "metadata", "labels"], metadata, "labels"),
    ...forbidden.map((name) => forbiddenField([...at, "metadata", name === "uid" ? "uID" : name], "cannot be set")),
    ...validateClaimSpec([...at, "spec"], child(template, "spec") ?? {}),
  ];
};

const validateImage =
  (isPod: boolean): SourceRule =>
  (path, source) => [
    ...(isPod && text(source, "reference") === "" ? [required([...path, "reference"])] : []),
    ...validatePullPolicy([...path, "pullPolicy"], source, "pullPolicy"),
  ];

interface Source {
  readonly name: string;
  readonly rule: SourceRule;
  /** How paths of errors call the source, and how those of a second source do, where that is not its name. */
  readonly printed?: string;
  readonly second?: string;
}

const plain = (name: keyof typeof SOURCE_RULES, printed?: string, second?: string): Source => ({
  name,
  rule: SOURCE_RULES[name],
  ...(printed === undefined ? {} : { printed }),
  ...(second === undefined ? {} : { second }),
});

/** In the order in which upstream looks for them: the first one found is the volume's, any other is refused. */
const SOURCES: readonly Source[] = [
  plain("emptyDir"),
  plain("hostPath"),
  plain("gitRepo"),
  plain("gcePersistentDisk", "persistentDisk"),
  plain("awsElasticBlockStore"),
  { name: "secret", rule: validateKeyFiles("secretName") },
  plain("nfs"),
  plain("iscsi"),
  plain("glusterfs"),
  plain("flocker"),
  plain("persistentVolumeClaim"),
  plain("rbd"),
  plain("cinder"),
  plain("cephfs", "cephfs", "cephFS"),
  plain("quobyte"),
  { name: "downwardAPI", rule: validateDownwardApi, second: "downwarAPI" },
  plain("fc"),
  plain("flexVolume"),
  { name: "configMap", rule: validateKeyFiles("name") },
  plain("azureFile"),
  plain("vsphereVolume"),
  plain("photonPersistentDisk"),
  plain("portworxVolume"),
  plain("azureDisk"),
  plain("storageos"),
  { name: "projected", rule: validateProjected },
  plain("scaleIO"),
  plain("csi"),
  { name: "ephemeral", rule: validateEphemeral },
];
const OF_POD: readonly Source[] = [...SOURCES, { name: "image", rule: validateImage(true) }];
const OF_TEMPLATE: readonly Source[] = [...SOURCES, { name: "image", rule: validateImage(false) }];

function validateIscsiName(path: FieldPath, volume: Fields): readonly FieldError[] {
  const name = text(volume, "name");
  return isIscsiTooLong(name, child(volume, "iscsi")) ? [invalid([...path, "name"], name, ISCSI_TOO_LONG)] : [];
}

function validateSource(path: FieldPath, volume: Fields, podName: string | undefined): readonly FieldError[] {
  const present = (podName === undefined ? OF_TEMPLATE : OF_POD).filter(({ name }) => has(volume, name));
  const errors = present.flatMap(({ name, rule, printed, second }, index) =>
    index === 0
      ? [...rule([...path, printed ?? name], child(volume, name) ?? {})]
      : [forbiddenField([...path, second ?? name], "may not specify more than 1 volume type")],
  );
  errors.push(...validateIscsiName(path, volume));
  if (present[0]?.name === "ephemeral" && podName !== undefined && podName !== "" && text(volume, "name") !== "") {
    const claim = `${podName}-${text(volume, "name")}`;
    for (const flaw of nameIsSubdomain(claim, false))
      errors.push(invalid([...path, "name"], text(volume, "name"), `PVC name ${goText(claim)}: ${flaw}`));
  }
  if (present.length === 0) errors.push(required(path, "must specify a volume type"));
  return errors;
}

const fineVolumes = createFineParts();

/** What is wrong with a volume alone. Of a pod's, the name takes part. */
function validateVolume(path: FieldPath, volume: Fields, podName: string | undefined): readonly FieldError[] {
  if (podName === undefined && fineVolumes.isFine(volume)) return [];
  const name = text(volume, "name");
  const errors = [
    ...validateSource(path, volume, podName),
    ...(name === "" ? [required([...path, "name"])] : invalidEach([...path, "name"], name, labelFlaws(name))),
  ];
  return podName === undefined ? fineVolumes.found(volume, errors) : errors;
}

export interface CheckedVolumes {
  readonly errors: readonly FieldError[];
  readonly valid: ValidVolumes;
}

/**
 * The volumes of a pod, or of a template when `podName` is undefined.
 * @see pkg/apis/core/validation/validation.go, `ValidateVolumes` (1.36)
 */
export function validateVolumes(path: FieldPath, spec: Fields, podName: string | undefined): CheckedVolumes {
  const volumes = list(spec, "volumes");
  const created = new Set(
    volumes
      .filter((volume) => podName && has(volume, "ephemeral"))
      .map((volume) => `${podName}-${text(volume, "name")}`),
  );
  const errors: FieldError[] = [];
  const valid = new Map<string, Fields>();
  for (const [index, volume] of volumes.entries()) {
    const at = [...path, index];
    const name = text(volume, "name");
    const own = [...validateVolume(at, volume, podName)];
    if (valid.has(name)) own.push(duplicate([...at, "name"], name));
    if (own.length === 0) valid.set(name, volume);
    errors.push(...own);
    const claim = text(child(volume, "persistentVolumeClaim"), "claimName");
    if (created.has(claim)) {
      const detail = "must not reference a PVC that gets created for an ephemeral volume";
      errors.push(invalid([...at, "persistentVolumeClaim", "claimName"], claim, detail));
    }
  }
  return { errors, valid };
}
