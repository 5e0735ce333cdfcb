import type { PodSpec } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import { keepingMany } from "../../base/last-answer.ts";

/** Something that makes pods, or is one: also objects of kinds that are not simulated, as far as they hold a template. */
export interface Workload {
  readonly object: KubeObject;
  /** Where its pod template stands; empty for a pod. */
  readonly path: FieldPath;
  /** The labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

const TEMPLATES: readonly FieldPath[] = [
  ["spec", "template"],
  ["spec", "jobTemplate", "spec", "template"],
];

function templateOf(object: KubeObject): { readonly path: FieldPath; readonly template: unknown } | undefined {
  if (object.kind === "Pod" && object.apiVersion === "v1") return { path: [], template: object };
  for (const path of TEMPLATES) {
    const template = valueAt(object, path);
    if (Array.isArray(valueAt(template, ["spec", "containers"]))) return { path, template };
  }
  return undefined;
}

/** The workload that an object is; undefined for others. The same one when asked again. */
export const workloadIn = keepingMany((object: KubeObject): Workload | undefined => {
  const found = templateOf(object);
  if (found === undefined) return undefined;
  const labels = valueAt(found.template, ["metadata", "labels"]);
  return {
    object,
    path: found.path,
    labels: isJsonObject(labels) ? (labels as Workload["labels"]) : {},
    spec: valueAt(found.template, ["spec"]) as PodSpec,
  };
});

/** Whether Helm runs this beside a release, as a test for example, and takes it away again. */
export function isOfHook({ metadata }: KubeObject): boolean {
  return metadata.annotations?.["helm.sh/hook"] !== undefined;
}
