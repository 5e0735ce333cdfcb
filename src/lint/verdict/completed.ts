import type { PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { LabelSelector } from "../../api/selector.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { workloadIn } from "../facts/workload.ts";

/** Kinds whose selector is required and has no default. */
const SELECTING = new Set(["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]);

/** Stands in messages for a name, or the end of one, that nobody knows; no name may hold it. */
const ANY = "*";

/** Whether nobody knows an object's name. */
export function isUnnamed({ metadata }: KubeObject): boolean {
  return metadata.name.endsWith(ANY);
}

interface Named {
  readonly metadata: { readonly name?: string; readonly generateName?: string };
}

function named<T extends Named>(object: T): T {
  const { name = "", generateName = "" } = object.metadata;
  return name === "" ? { ...object, metadata: { ...object.metadata, name: generateName + ANY } } : object;
}

/** The spec with a selector, and labels of the pods for what it selects and they do not say. */
function selecting(spec: JsonObject): JsonObject {
  const { template } = spec as { readonly template: PodTemplateSpec };
  const { labels = {} } = template.metadata ?? {};
  const { selector = { matchLabels: labels } } = spec as { readonly selector?: LabelSelector };
  const metadata = { ...template.metadata, labels: { ...selector.matchLabels, ...labels } };
  return { ...spec, selector, template: { ...template, metadata } };
}

/** The spec with names for its claim templates. */
function naming(spec: JsonObject): JsonObject {
  const { volumeClaimTemplates: claims } = spec as { readonly volumeClaimTemplates?: readonly Named[] };
  return claims === undefined ? spec : { ...spec, volumeClaimTemplates: claims.map(named) };
}

/**
 * A decoded object with what rules rely on and only a refused one lacks; all else that its type promises is there once
 * an object is decoded.
 */
export function completed(object: KubeObject, kind: string): KubeObject {
  const { spec } = object as KubeObject & { readonly spec?: unknown };
  if (!SELECTING.has(kind) || !isJsonObject(spec)) return named(object);
  return { ...named(object), spec: naming(selecting(spec)) } as KubeObject;
}

/** Fields that tell which pods there are: most rules tell of those. */
const COUNTS = new Set<unknown>(["replicas", "ordinals"]);

/** Whether it can be said at all what pods an object makes, with fields that are refused. */
export function isTelling(object: KubeObject, refused: readonly FieldPath[]): boolean {
  const isUncounted = refused.some(([spec, field]) => spec === "spec" && COUNTS.has(field));
  return !isUncounted && workloadIn(object)?.spec.containers.length !== 0;
}
