import { LAST_APPLIED } from "../../api/object.ts";
import { goJson, isJsonObject, type JsonObject } from "../../base/json.ts";
import { metadataOf } from "./identity.ts";

function annotationsOf(object: JsonObject): JsonObject {
  const { annotations } = metadataOf(object);
  return isJsonObject(annotations) ? annotations : {};
}

function withAnnotations(object: JsonObject, annotations: JsonObject): JsonObject {
  return { ...object, metadata: { ...metadataOf(object), annotations } };
}

/**
 * A manifest with the annotation that holds the manifest: compact JSON, keys sorted, `annotations` always written.
 * @see staging/src/k8s.io/kubectl/pkg/util/apply.go, `GetModifiedConfiguration` (1.36)
 */
export function withLastApplied(object: JsonObject): JsonObject {
  const { [LAST_APPLIED]: _previous, ...annotations } = annotationsOf(object);
  const text = `${goJson(withAnnotations(object, annotations))}\n`;
  return withAnnotations(object, { ...annotations, [LAST_APPLIED]: text });
}

/**
 * A manifest as it is compared with what was applied last, without the annotation.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/diff/diff.go, `InfoObject.Merged` (1.36)
 */
export function withoutLastApplied(object: JsonObject): JsonObject {
  const { [LAST_APPLIED]: _previous, ...annotations } = annotationsOf(object);
  return withAnnotations(object, annotations);
}

/** The annotation's text; undefined where there is none. */
export function lastAppliedText(object: object): string | undefined {
  const text = annotationsOf(object as JsonObject)[LAST_APPLIED];
  return typeof text === "string" ? text : undefined;
}

/** What was applied last; empty where nothing was or the annotation cannot be read. */
export function lastApplied(object: object): JsonObject {
  try {
    const value: unknown = JSON.parse(lastAppliedText(object) ?? "{}");
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
