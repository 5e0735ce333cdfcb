import type { Failure, Outcome } from "../cluster/client/request.ts";

function missing(failure: Failure): readonly string[] {
  if (failure.kind !== "status" || failure.status.reason !== "NotFound") return [];
  const { kind, name } = failure.status.details ?? {};
  return kind === "namespaces" && name !== undefined ? [name] : [];
}

/** A line for each namespace that objects were refused for, and how to come by it: said once. */
export function missingNamespaces(failures: readonly Failure[], results: Outcome["results"]): readonly string[] {
  const made = results.filter(({ object }) => object.kind === "Namespace").map(({ object }) => object.metadata.name);
  return [...new Set(failures.flatMap(missing))].map((name) =>
    made.includes(name)
      ? `note: namespace ${name} comes later in the files and is there now: apply them once more`
      : `note: to make the namespace: stsctl create namespace ${name}`,
  );
}
