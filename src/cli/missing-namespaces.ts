import { labelFlaws } from "../api/names.ts";
import type { Failure, Outcome } from "../cluster/client/request.ts";
import { visible } from "../print/visible.ts";

function missing(failure: Failure): readonly string[] {
  if (failure.kind !== "status" || failure.status.reason !== "NotFound") return [];
  const { kind, name } = failure.status.details ?? {};
  return kind === "namespaces" && name !== undefined ? [name] : [];
}

/** A line for each namespace that objects were refused for, and how to come by it: said once. */
export function missingNamespaces(failures: readonly Failure[], results: Outcome["results"]): readonly string[] {
  const made = results.filter(({ object }) => object.kind === "Namespace").map(({ object }) => object.metadata.name);
  return [...new Set(failures.flatMap(missing))].map((name) => {
    if (made.includes(name))
      return `note: namespace ${name} comes later in the files and is there now: apply them once more`;
    if (labelFlaws(name).length > 0) return `note: no namespace can be named ${visible(name)}: put yours in its place`;
    return `note: to make the namespace: stsctl create namespace ${name}`;
  });
}
