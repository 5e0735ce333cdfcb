import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, type FieldError } from "../../field-error.ts";
import { qualifiedNameFlaws } from "../../names.ts";
import { child, has, optionalText, texts, type Fields } from "../../validation/fields.ts";
import { validateCidr } from "../../validation/ip.ts";
import { invalidEach } from "../../validation/labels.ts";
import { typeOf } from "./validate-families.ts";

const SPEC: FieldPath = ["spec"];
const SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
const LB_ONLY = "may only be used when `type` is 'LoadBalancer'";

export function validateSourceRanges(spec: Fields, old: Fields, metadata: Fields): readonly FieldError[] {
  const isBalanced = typeOf(spec) === "LoadBalancer";
  const ranges = texts(spec, "loadBalancerSourceRanges");
  const accepted = texts(old, "loadBalancerSourceRanges");
  if (ranges.length > 0) {
    const path = [...SPEC, "LoadBalancerSourceRanges"];
    return [
      ...(isBalanced ? [] : [forbiddenField(path, LB_ONLY)]),
      ...ranges.flatMap((range, index) => validateCidr([...path, index], range.trim(), accepted)),
    ];
  }
  const annotation = optionalText(child(metadata, "annotations"), SOURCE_RANGES);
  if (annotation === undefined) return [];
  const path: FieldPath = ["metadata", "annotations", { key: SOURCE_RANGES }];
  return [
    ...(isBalanced ? [] : [forbiddenField(path, LB_ONLY)]),
    ...(annotation.trim() === "" ? [] : annotation.trim().split(",")).flatMap((range) =>
      validateCidr(path, range.trim(), accepted),
    ),
  ];
}

export function validateBalancer(spec: Fields): readonly FieldError[] {
  const isBalanced = typeOf(spec) === "LoadBalancer";
  const errors: FieldError[] = [];
  if (!isBalanced && has(spec, "allocateLoadBalancerNodePorts"))
    errors.push(forbiddenField([...SPEC, "allocateLoadBalancerNodePorts"], LB_ONLY));
  const name = optionalText(spec, "loadBalancerClass");
  const path = [...SPEC, "loadBalancerClass"];
  if (name === undefined) return errors;
  return [
    ...errors,
    ...(isBalanced ? invalidEach(path, name, qualifiedNameFlaws(name)) : [forbiddenField(path, LB_ONLY)]),
  ];
}
