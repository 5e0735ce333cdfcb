import type { FieldPath } from "../../../base/field-path.ts";
import { list, type Fields } from "../../validation/fields.ts";

export type PlacedContainers = readonly (readonly [path: FieldPath, container: Fields])[];

/**
 * Init, regular and ephemeral containers with their paths, in upstream's order.
 * @see pkg/apis/core/pods/helpers.go, `VisitContainersWithPath` (1.36)
 */
export function placedContainers(path: FieldPath, spec: Fields): PlacedContainers {
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((name) =>
    list(spec, name).map((container, index) => [[...path, name, index], container] as const),
  );
}
