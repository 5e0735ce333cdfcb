import { DEFAULT_CLASS_ANNOTATION, type StorageClass } from "../../api/kinds/storageclass/types.ts";
import type { Describer } from "./describer.ts";
import type { Outline } from "./outline.ts";
import { labelsCell } from "../tables/cell.ts";

const BETA_DEFAULT = "storageclass.beta.kubernetes.io/is-default-class";

interface Topology {
  readonly matchLabelExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[];
}

function topologies(out: Outline, storageClass: StorageClass): void {
  const { allowedTopologies } = storageClass as StorageClass & { readonly allowedTopologies?: readonly Topology[] };
  if (allowedTopologies === undefined) return;
  if (allowedTopologies.length === 0) return out.line(0, "AllowedTopologies:", "<none>");
  out.line(0, "AllowedTopologies:", "");
  for (const [index, { matchLabelExpressions = [] }] of allowedTopologies.entries()) {
    const terms = matchLabelExpressions.map(({ key, values }) => `${key} in [${values.join(", ")}]`);
    const [first = "<none>", ...below] = terms;
    out.line(1, `Term ${index}:`, first);
    for (const term of below) out.line(1, "", term);
  }
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeStorageClass` (1.36) */
export const describeStorageClass: Describer<StorageClass> = (out, storageClass, { events }) => {
  const { metadata, parameters, reclaimPolicy, volumeBindingMode } = storageClass;
  const expands = storageClass.allowVolumeExpansion;
  const isDefault = [DEFAULT_CLASS_ANNOTATION, BETA_DEFAULT].some((name) => metadata.annotations?.[name] === "true");
  const { mountOptions = [] } = storageClass as StorageClass & { readonly mountOptions?: readonly string[] };
  out.line(0, "Name:", metadata.name);
  out.line(0, "IsDefaultClass:", isDefault ? "Yes" : "No");
  out.line(0, "Annotations:", labelsCell(metadata.annotations));
  out.line(0, "Provisioner:", storageClass.provisioner);
  out.line(0, "Parameters:", labelsCell(parameters));
  out.line(0, "AllowVolumeExpansion:", expands === undefined ? "<unset>" : expands ? "True" : "False");
  if (mountOptions.length === 0) out.line(0, "MountOptions:", "<none>");
  else out.line(0, "MountOptions:");
  for (const option of mountOptions) out.line(1, option);
  if (reclaimPolicy !== undefined) out.line(0, "ReclaimPolicy:", reclaimPolicy);
  if (volumeBindingMode !== undefined) out.line(0, "VolumeBindingMode:", volumeBindingMode);
  topologies(out, storageClass);
  events();
};
