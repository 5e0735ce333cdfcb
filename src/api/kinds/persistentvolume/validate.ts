import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { forbiddenField, notSupported, required, type FieldError } from "../../field-error.ts";
import { CLASS_ANNOTATION } from "../persistentvolumeclaim/types.ts";
import { nameIsSubdomain } from "../../names.ts";
import { child, fieldsFrom, has, list, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { validateOptionalName } from "../../validation/formats.ts";
import { goOrdered, goStruct, printGo } from "../../validation/go-value.ts";
import { unifiedDiff } from "../../validation/line-diff.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { validateImmutable } from "../../validation/numbers.ts";
import { nodeTermWarnings } from "../../validation/node-labels.ts";
import { amounts, fractionalWarning, isFractional, validatePositiveAmount } from "../../validation/resources.ts";
import { validateAccessModes, validateVolumeMode } from "../persistentvolumeclaim/validate-spec.ts";
import { PERSISTENT_VOLUME_SOURCE } from "./go-source.ts";
import type { PersistentVolume } from "./types.ts";
import { validateAffinityChange, validateNodeAffinity } from "./validate-affinity.ts";
import { SOURCE_NAMES, validateSources } from "./validate-sources.ts";

const RULES: MetadataRules = { namespaced: false, name: nameIsSubdomain };
const SPEC: FieldPath = ["spec"];
const RECLAIM_POLICIES = ["Delete", "Recycle", "Retain"];

function validateCapacity(spec: Fields): readonly FieldError[] {
  const path = [...SPEC, "capacity"];
  const capacity = amounts(spec, "capacity");
  const errors: FieldError[] = capacity.length === 0 ? [required(path)] : [];
  if (!capacity.some(([name]) => name === "storage") || capacity.length > 1) {
    const printed = has(spec, "capacity") ? goOrdered(capacity) : null;
    errors.push(notSupported(path, printed, ["storage"]));
  }
  for (const [key, amount] of capacity) errors.push(...validatePositiveAmount([...path, { key }], amount));
  return errors;
}

function validateReclaim(spec: Fields): readonly FieldError[] {
  const path = [...SPEC, "persistentVolumeReclaimPolicy"];
  const policy = optionalText(spec, "persistentVolumeReclaimPolicy");
  if (policy === undefined || policy === "" || RECLAIM_POLICIES.includes(policy)) return [];
  return [notSupported(path, policy, RECLAIM_POLICIES)];
}

function validateRecycledRoot(spec: Fields): readonly FieldError[] {
  const root = /^\/+(\.?\/*)*$/.test(text(child(spec, "hostPath"), "path"));
  if (!root || text(spec, "persistentVolumeReclaimPolicy") !== "Recycle") return [];
  const path = [...SPEC, "persistentVolumeReclaimPolicy"];
  return [forbiddenField(path, "may not be 'recycle' for a hostPath mount of '/'")];
}

function validateAttributesClass(spec: Fields): readonly FieldError[] {
  const name = optionalText(spec, "volumeAttributesClassName");
  if (name === undefined) return [];
  const path = [...SPEC, "volumeAttributesClassName"];
  return [
    ...(name === ""
      ? [required(path, "an empty string is disallowed")]
      : validateOptionalName(SPEC, spec, "volumeAttributesClassName")),
    ...(has(spec, "csi")
      ? []
      : [required([...SPEC, "csi"], "has to be specified when using volumeAttributesClassName")]),
  ];
}

/**
 * What is wrong with a new PersistentVolume.
 * @see pkg/apis/core/validation/validation.go, `ValidatePersistentVolumeSpec`
 */
export function validatePersistentVolume(object: PersistentVolume): readonly FieldError[] {
  const spec = fieldsFrom(object.spec ?? {});
  return [
    ...validateMetadata(object.metadata, RULES),
    ...(texts(spec, "accessModes").length === 0 ? [required([...SPEC, "accessModes"])] : []),
    ...validateAccessModes([...SPEC, "accessModes"], spec),
    ...validateCapacity(spec),
    ...validateReclaim(spec),
    ...validateNodeAffinity(spec),
    ...validateSources(spec, object.metadata.name ?? ""),
    ...validateRecycledRoot(spec),
    ...validateOptionalName(SPEC, spec, "storageClassName"),
    ...validateVolumeMode([...SPEC, "volumeMode"], spec),
    ...validateAttributesClass(spec),
  ];
}

function printedSources(spec: Fields): string {
  return printGo(goStruct(spec, PERSISTENT_VOLUME_SOURCE), "");
}

const EXPANDER = "controllerExpandSecretRef";

/** The secret for growing may be given later. */
function withoutNewExpander(spec: Fields, old: Fields): Fields {
  const [csi, before] = [child(spec, "csi"), child(old, "csi")];
  if (csi === undefined || before === undefined || !has(csi, EXPANDER) || has(before, EXPANDER)) return spec;
  const { [EXPANDER]: _given, ...kept } = csi;
  return { ...spec, csi: kept };
}

function validateSourceChange(given: Fields, old: Fields): readonly FieldError[] {
  const spec = withoutNewExpander(given, old);
  if (SOURCE_NAMES.every((name) => sameJson(spec[name] ?? null, old[name] ?? null))) return [];
  const diff = unifiedDiff(printedSources(old), printedSources(spec));
  const detail = `spec.persistentvolumesource is immutable after creation\n${diff}`;
  return [forbiddenField([...SPEC, "persistentvolumesource"], detail)];
}

/** @see `ValidatePersistentVolumeUpdate` in the same file */
export function validatePersistentVolumeUpdate(object: PersistentVolume, old: PersistentVolume): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata)];
  if (object.spec === old.spec) return errors;
  errors.push(...validatePersistentVolume(object));
  const [spec, before] = [fieldsFrom(object.spec), fieldsFrom(old.spec)];
  errors.push(...validateSourceChange(spec, before));
  errors.push(...validateImmutable(["volumeMode"], object.spec.volumeMode, old.spec.volumeMode));
  errors.push(...validateAffinityChange(spec, before));
  if (has(before, "volumeAttributesClassName") && !has(spec, "volumeAttributesClassName"))
    errors.push(
      forbiddenField([...SPEC, "volumeAttributesClassName"], "update from non-nil value to nil is forbidden"),
    );
  return errors;
}

const MOUNT_ANNOTATION = "volume.beta.kubernetes.io/mount-options";
const RECYCLE_WARNING =
  "The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.";

function affinityWarnings(spec: Fields): readonly string[] {
  const path: FieldPath = ["spec", "nodeAffinity", "required", "nodeSelectorTerms"];
  return list(child(child(spec, "nodeAffinity"), "required"), "nodeSelectorTerms").flatMap((term, index) =>
    nodeTermWarnings([...path, index], term),
  );
}

/** @see pkg/api/persistentvolume/util.go, `GetWarningsForPersistentVolume` (1.36) */
export function persistentVolumeWarnings(object: PersistentVolume): readonly string[] {
  const spec = fieldsFrom(object.spec ?? {});
  const annotations = fieldsFrom(object.metadata.annotations ?? {});
  const storage = new Map(amounts(spec, "capacity")).get("storage");
  const annotation = (key: string, attribute: string, since: string): readonly string[] =>
    has(annotations, key)
      ? [`metadata.annotations[${key}]: deprecated since ${since}; use "${attribute}" attribute instead`]
      : [];
  return [
    ...annotation(CLASS_ANNOTATION, "storageClassName", "v1.8"),
    ...annotation(MOUNT_ANNOTATION, "mountOptions", "v1.31"),
    ...(text(spec, "persistentVolumeReclaimPolicy") === "Recycle"
      ? [`spec.persistentVolumeReclaimPolicy: ${RECYCLE_WARNING}`]
      : []),
    ...affinityWarnings(spec),
    ...(storage !== undefined && isFractional(storage) ? [fractionalWarning("spec.capacity[storage]", storage)] : []),
  ];
}
