import { filled, replaced } from "../../defaulting.ts";
import type { Namespace } from "./types.ts";

const NAME_LABEL = "kubernetes.io/metadata.name";

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_Namespace` and `SetDefaults_NamespaceStatus` (1.36) */
export function namespaceDefaults(namespace: Namespace): Namespace {
  const status = filled(namespace.status ?? {}, { phase: "Active" });
  const phased = replaced(namespace, "status", status);
  const { name } = namespace.metadata;
  if (name === undefined || name === "") return phased;
  const labels = replaced(namespace.metadata.labels ?? {}, NAME_LABEL, name);
  return replaced(phased, "metadata", replaced(phased.metadata, "labels", labels));
}
