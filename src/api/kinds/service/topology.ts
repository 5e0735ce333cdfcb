import { invalid, type FieldError } from "../../field-error.ts";
import { child, optionalText, type Fields } from "../../validation/fields.ts";

/** Annotations that ask for endpoints near by: the old one and that which came after it. */
export const HINTS = "service.kubernetes.io/topology-aware-hints";
export const MODE = "service.kubernetes.io/topology-mode";

export function validateTopologyAnnotations(metadata: Fields): readonly FieldError[] {
  const annotations = child(metadata, "annotations");
  const mode = optionalText(annotations, MODE);
  const hints = optionalText(annotations, HINTS);
  if (mode === undefined || hints === undefined || mode === hints) return [];
  const path = ["metadata", "annotations", { key: MODE }];
  return [invalid(path, mode, `must match annotations[${HINTS}] when both are specified`)];
}
