import type { Container } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import { keepingMany } from "../../base/last-answer.ts";
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
  source: Source,
  path: FieldPath,
): ConfigReference[] {
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
  const { configMap, secret } = volume;
  if (configMap !== undefined) return referenceIn("ConfigMap", "file", configMap, [...path, "configMap"]);
  return secret === undefined ? [] : referenceIn("Secret", "file", secret, [...path, "secret"]);
}

function ofVolumes({ path, spec }: Workload): readonly ConfigReference[] {
  return (spec.volumes ?? []).flatMap((volume, index) => {
    const place = [...path, "spec", "volumes", index];
    const projected = volume["projected"] as { readonly sources?: readonly Sources[] } | undefined;
    if (projected === undefined) return inVolume(volume, place);
    return (projected.sources ?? []).flatMap((source, at) => inVolume(source, [...place, "projected", "sources", at]));
  });
}

type Variable = NonNullable<NonNullable<Container["env"]>[number]["valueFrom"]>;

function inVariable({ configMapKeyRef, secretKeyRef }: Variable, path: FieldPath): readonly ConfigReference[] {
  if (configMapKeyRef !== undefined) {
    return referenceIn("ConfigMap", "variable", configMapKeyRef, [...path, "configMapKeyRef"]);
  }
  return secretKeyRef === undefined ? [] : referenceIn("Secret", "variable", secretKeyRef, [...path, "secretKeyRef"]);
}

type Variables = NonNullable<Container["envFrom"]>[number];

function inAllVariables({ configMapRef, secretRef }: Variables, path: FieldPath): readonly ConfigReference[] {
  if (configMapRef !== undefined) return referenceIn("ConfigMap", "variable", configMapRef, [...path, "configMapRef"]);
  return secretRef === undefined ? [] : referenceIn("Secret", "variable", secretRef, [...path, "secretRef"]);
}

function ofContainers(workload: Workload): readonly ConfigReference[] {
  return containersOf(workload).flatMap(({ container, path }) => [
    ...(container.env ?? []).flatMap(({ valueFrom }, index) =>
      valueFrom === undefined ? [] : inVariable(valueFrom, [...path, "env", index, "valueFrom"]),
    ),
    ...(container.envFrom ?? []).flatMap((source, index) => inAllVariables(source, [...path, "envFrom", index])),
  ]);
}

/** Whether every namespace has what is referred to: a controller writes it. */
export function isInEveryNamespace({ kind, name }: Pick<ConfigReference, "kind" | "name">): boolean {
  return kind === "ConfigMap" && name === "kube-root-ca.crt";
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
