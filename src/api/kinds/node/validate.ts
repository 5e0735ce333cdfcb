import type { FieldPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { duplicate, forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { labelValueFlaws, nameIsSubdomain } from "../../names.ts";
import { fieldsFrom, has, list, text, texts, type Fields } from "../../validation/fields.ts";
import { goOrdered } from "../../validation/go-value.ts";
import { isIpv6, validateCidr } from "../../validation/ip.ts";
import { validateQualifiedName } from "../../validation/labels.ts";
import { validateMetadata, validateMetadataUpdate, type MetadataRules } from "../../validation/metadata.ts";
import { amounts, validateAmount } from "../../validation/resources.ts";
import { TAINT_EFFECTS } from "../pod/validate-scheduling.ts";
import type { Node } from "./types.ts";

const RULES: MetadataRules = { namespaced: false, name: nameIsSubdomain };
const TAINTS: FieldPath = ["metadata", "taints"];

function validateEffect(path: FieldPath, effect: string): readonly FieldError[] {
  if (effect === "") return [required(path)];
  return TAINT_EFFECTS.includes(effect) ? [] : [notSupported(path, effect, TAINT_EFFECTS)];
}

/** @see pkg/apis/core/validation/validation.go, `validateNodeTaints` (1.36) */
function validateTaints(spec: Fields): readonly FieldError[] {
  const seen = new Set<string>();
  return list(spec, "taints").flatMap((taint, index) => {
    const at = [...TAINTS, index];
    const key = text(taint, "key");
    const value = text(taint, "value");
    const effect = text(taint, "effect");
    const errors = [...validateQualifiedName([...at, "key"], key)];
    const flaws = labelValueFlaws(value);
    if (flaws.length > 0) errors.push(invalid([...at, "value"], value, flaws.join(";")));
    errors.push(...validateEffect([...at, "effect"], effect));
    const identity = `${effect}/${key}`;
    if (seen.has(identity)) {
      const printed = goOrdered([
        ["Key", key],
        ["Value", value],
        ["Effect", effect],
        ["TimeAdded", taint["timeAdded"] ?? null],
      ]);
      errors.push({ ...duplicate(at, printed), detail: "taints must be unique by key and effect pair" });
    }
    seen.add(identity);
    return errors;
  });
}

function validateResources(object: Node): readonly FieldError[] {
  const status = fieldsFrom(object.status ?? {});
  return ["capacity", "allocatable"].flatMap((name) =>
    amounts(status, name).flatMap((amount) => [...validateAmount(["status", name, amount[0]], amount)]),
  );
}

function validatePodCidrs(spec: Fields): readonly FieldError[] {
  const path: FieldPath = ["spec", "podCIDRs"];
  const cidrs = texts(spec, "podCIDRs");
  const errors = cidrs.flatMap((cidr, index) => [...validateCidr([...path, index], cidr)]);
  if (cidrs.length <= 1) return errors;
  const families = new Set(cidrs.map((cidr) => isIpv6(cidr.split("/")[0] ?? "")));
  if (families.size < 2 || cidrs.length > 2)
    errors.push(invalid(path, cidrs, "may specify no more than one CIDR for each IP family"));
  for (const [index, cidr] of cidrs.entries())
    if (cidrs.indexOf(cidr) < index) errors.push(duplicate([...path, index], cidr));
  return errors;
}

/** What is wrong with a new Node, in upstream's order. @see `ValidateNode` in the same file */
export function validateNode(object: Node): readonly FieldError[] {
  const spec = fieldsFrom(object.spec ?? {});
  return [
    ...validateMetadata(object.metadata, RULES),
    ...validateTaints(spec),
    ...validateResources(object),
    ...validatePodCidrs(spec),
  ];
}

/** @see pkg/api/node/util.go, `GetWarningsForNode` (1.36) */
export function nodeWarnings(object: Node): readonly string[] {
  const spec = fieldsFrom(object.spec ?? {});
  return [
    ...(has(spec, "configSource") ? ["spec.configSource: the feature is no longer supported"] : []),
    ...(text(spec, "externalID") === ""
      ? []
      : ["spec.externalID: this field is deprecated, and is unused by Kubernetes"]),
  ];
}

/** @see `ValidateNodeUpdate` in the same file */
export function validateNodeUpdate(object: Node, old: Node): readonly FieldError[] {
  const spec = fieldsFrom(object.spec ?? {});
  const before = fieldsFrom(old.spec ?? {});
  const errors = [...validateMetadataUpdate(object.metadata, old.metadata), ...validateResources(object)];
  if (texts(before, "podCIDRs").length > 0 && !sameJson(spec["podCIDRs"], before["podCIDRs"]))
    errors.push(forbiddenField(["spec", "podCIDRs"], 'node updates may not change podCIDR except from "" to valid'));
  if (text(before, "providerID") !== "" && text(before, "providerID") !== text(spec, "providerID"))
    errors.push(
      forbiddenField(["spec", "providerID"], 'node updates may not change providerID except from "" to valid'),
    );
  if (object.spec !== old.spec) errors.push(...validateTaints(spec));
  if (text(spec, "externalID") !== text(before, "externalID"))
    errors.push(forbiddenField(["spec", "externalID"], "may not be updated"));
  return errors;
}
