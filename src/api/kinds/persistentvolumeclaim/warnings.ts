import { printPath, type FieldPath } from "../../../base/field-path.ts";
import { child, type Fields } from "../../validation/fields.ts";
import { createFineParts } from "../../validation/of-field.ts";
import { amounts, fractionalWarning, isFractional } from "../../validation/resources.ts";

const quietSpecs = createFineParts();

/**
 * What the server accepts in the spec of a claim, alone or in a template, and complains about.
 * @see pkg/api/persistentvolumeclaim/util.go, `GetWarningsForPersistentVolumeClaimSpec` (1.36)
 */
export function claimSpecWarnings(path: FieldPath, spec: Fields): readonly string[] {
  if (quietSpecs.isFine(spec)) return [];
  const warnings = ["requests", "limits"].flatMap((name) =>
    amounts(child(spec, "resources"), name)
      .filter(([resource, amount]) => resource === "storage" && isFractional(amount))
      .map(([, amount]) => fractionalWarning(printPath([...path, "resources", name, { key: "storage" }]), amount)),
  );
  return quietSpecs.found(spec, warnings);
}
