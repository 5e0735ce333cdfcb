import type { KubeObject } from "../api/object.ts";
import type { FieldPath } from "../base/field-path.ts";
import { isJsonObject } from "../base/json.ts";
import { keepingMany } from "../base/last-answer.ts";
import { containersOf } from "./containers.ts";
import type { Workload } from "./workload.ts";

/** A place where a pod names a ConfigMap or a Secret, and keys of it. */
export interface ConfigReference {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  readonly path: FieldPath;
  readonly optional: boolean;
  readonly keys: readonly { readonly key: string; readonly path: FieldPath }[];
  /** A variable can only have what is text; a file can have bytes as well. */
  readonly use: "variable" | "file";
}

interface Source {
  readonly name?: string;
  readonly secretName?: string;
  readonly key?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

/** One source; `nameField` is where it says the name. */
function referenceIn(
  kind: ConfigReference["kind"],
  use: ConfigReference["use"],
  source: Source | undefined,
  path: FieldPath,
): ConfigReference[] {
  if (source === undefined) return [];
  const nameField = source.name === undefined && source.secretName !== undefined ? "secretName" : "name";
  const { [nameField]: name = "", key, optional = false, items = [] } = source;
  if (name === "") return [];
  const keys = [
    ...(key === undefined ? [] : [{ key, path: [...path, "key"] }]),
    ...items.map((item, index) => ({ key: item.key, path: [...path, "items", index, "key"] })),
  ];
  return [{ kind, name, path: [...path, nameField], optional, keys, use }];
}

interface Sources {
  readonly configMap?: Source;
  readonly secret?: Source;
}

function inVolume(volume: Sources, path: FieldPath): readonly ConfigReference[] {
  return [
    ...referenceIn("ConfigMap", "file", volume.configMap, [...path, "configMap"]),
    ...referenceIn("Secret", "file", volume.secret, [...path, "secret"]),
  ];
}

function ofVolumes({ path, spec }: Workload): readonly ConfigReference[] {
  return (spec.volumes ?? []).flatMap((volume, index) => {
    const place = [...path, "spec", "volumes", index];
    const projected = volume["projected"] as { readonly sources?: readonly Sources[] } | undefined;
    return [
      ...inVolume(volume, place),
      ...(projected?.sources ?? []).flatMap((source, at) => inVolume(source, [...place, "projected", "sources", at])),
    ];
  });
}

function ofContainers(workload: Workload): readonly ConfigReference[] {
  return containersOf(workload).flatMap(({ container, path }) => [
    ...(container.env ?? []).flatMap(({ valueFrom }, index) => {
      const place = [...path, "env", index, "valueFrom"];
      return [
        ...referenceIn("ConfigMap", "variable", valueFrom?.configMapKeyRef, [...place, "configMapKeyRef"]),
        ...referenceIn("Secret", "variable", valueFrom?.secretKeyRef, [...place, "secretKeyRef"]),
      ];
    }),
    ...(container.envFrom ?? []).flatMap(({ configMapRef, secretRef }, index) => [
      ...referenceIn("ConfigMap", "variable", configMapRef, [...path, "envFrom", index, "configMapRef"]),
      ...referenceIn("Secret", "variable", secretRef, [...path, "envFrom", index, "secretRef"]),
    ]),
  ]);
}

/** Everything of a pod that refers to ConfigMaps and Secrets. */
export const configReferencesOf = keepingMany((workload: Workload): readonly ConfigReference[] => [
  ...ofContainers(workload),
  ...ofVolumes(workload),
]);

/** The keys of a ConfigMap or a Secret that can be used so. A ConfigMap's `binaryData` is for files alone. */
export function keysOf(object: KubeObject, use: ConfigReference["use"] = "file"): readonly string[] {
  const parts = object as { readonly data?: unknown; readonly binaryData?: unknown; readonly stringData?: unknown };
  return [parts.data, use === "file" ? parts.binaryData : undefined, parts.stringData].flatMap((part) =>
    isJsonObject(part) ? Object.keys(part) : [],
  );
}
