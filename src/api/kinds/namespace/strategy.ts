import { replaced } from "../../defaulting.ts";
import { keptGeneration, keptStatus, updatedStatus, withStatus } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { namespaceDefaults } from "./defaults.ts";
import type { Namespace } from "./types.ts";
import { validateNamespace, validateNamespaceUpdate } from "./validate.ts";

const FINALIZER = "kubernetes";

function prepareForCreate(namespace: Namespace): Namespace {
  const finalizers = namespace.spec?.finalizers ?? [];
  const spec = finalizers.includes(FINALIZER)
    ? namespace.spec
    : { ...namespace.spec, finalizers: [...finalizers, FINALIZER] };
  return withStatus(spec === undefined ? namespace : replaced(namespace, "spec", spec), { phase: "Active" });
}

/** The finalizers of the spec change through a subresource of their own. */
function prepareForUpdate(namespace: Namespace, old: Namespace): Namespace {
  const kept = keptGeneration(keptStatus(namespace, old), old);
  return old.spec === undefined ? kept : replaced(kept, "spec", old.spec);
}

/** @see pkg/registry/core/namespace/strategy.go (1.36) */
export const namespaceStrategy: KindStrategy<Namespace> = {
  defaults: namespaceDefaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: updatedStatus,
  validate: validateNamespace,
  validateUpdate: validateNamespaceUpdate,
};
