import { LAST_APPLIED } from "../object.ts";
import { goJson, isJsonObject, type JsonObject } from "../../base/json.ts";
import { fieldChanges } from "./field-changes.ts";
import { difference, EMPTY_SET, fieldSetOf, type FieldSet } from "./field-set.ts";
import type { FieldSchema } from "./field-schema.ts";

function annotationsOf(object: JsonObject): JsonObject {
  const metadata = object["metadata"];
  return isJsonObject(metadata) && isJsonObject(metadata["annotations"]) ? metadata["annotations"] : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The fields that client-side apply set and that still have the values that it gave them: kubectl may take them over
 * without a conflict.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/lastappliedmanager.go (1.36)
 */
export function ownedByLastApplied(live: JsonObject, schema: FieldSchema | undefined): FieldSet {
  const text = annotationsOf(live)[LAST_APPLIED];
  const last = typeof text === "string" ? parsed(text) : undefined;
  if (!isJsonObject(last) || last["apiVersion"] !== live["apiVersion"]) return EMPTY_SET;
  const { changed, removed } = fieldChanges(last, live, schema);
  return difference(difference(fieldSetOf(last, schema), changed), removed);
}

/**
 * An object that client-side apply knows keeps its annotation true when kubectl applies it on the server.
 * @see staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/lastappliedupdater.go (1.36)
 */
export function withLastAppliedOf(
  object: JsonObject,
  request: { readonly applied: JsonObject; readonly manager: { readonly manager: string } },
): JsonObject {
  const annotations = annotationsOf(object);
  if (request.manager.manager !== "kubectl" || (annotations[LAST_APPLIED] ?? "") === "") return object;
  const { [LAST_APPLIED]: _own, ...others } = annotationsOf(request.applied);
  const { metadata } = request.applied;
  const isAnnotated = isJsonObject(metadata) && metadata["annotations"] !== undefined;
  const manifest = isAnnotated
    ? { ...request.applied, metadata: { ...metadata, annotations: others } }
    : request.applied;
  const updated = { ...annotations, [LAST_APPLIED]: `${goJson(manifest)}\n` };
  return { ...object, metadata: { ...(object["metadata"] as JsonObject), annotations: updated } };
}
