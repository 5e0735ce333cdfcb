import type { FieldPath } from "../../../base/field-path.ts";
import { list, type Fields } from "../../validation/fields.ts";

export type PlacedContainers = readonly (readonly [path: FieldPath, container: Fields])[];

const LISTS = ["initContainers", "containers", "ephemeralContainers"] as const;

/**
 * Init, regular and ephemeral containers with their paths, in upstream's order.
 * @see pkg/apis/core/pods/helpers.go, `VisitContainersWithPath` (1.36)
 */
export function placedContainers(path: FieldPath, spec: Fields): PlacedContainers {
  const placed: (readonly [path: FieldPath, container: Fields])[] = [];
  for (const name of LISTS)
    for (const [index, container] of list(spec, name).entries()) placed.push([[...path, name, index], container]);
  return placed;
}
