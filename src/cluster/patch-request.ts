import { applyRefusal, narrowed, strategicRefusal } from "../api/patch/conversion.ts";
import { fieldSchemaOfKind, type FieldSchema } from "../api/patch/field-schema.ts";
import { applyMergePatch } from "../api/patch/json-merge.ts";
import { applyJsonPatch } from "../api/patch/json-patch.ts";
import type { Patched } from "../api/patch/refusal.ts";
import { applyServerSide, trackedManagers } from "../api/patch/server-side-apply.ts";
import { applyStrategicPatch } from "../api/patch/strategic.ts";
import type { KubeObject } from "../api/object.ts";
import { badRequest } from "../api/status.ts";
import { decode } from "../api/structure/decode.ts";
import { timestamp, type Instant } from "../base/instant.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";
import type { Patch, WriteOptions } from "./cluster.ts";

/** Who writes and when, as `managedFields` records it. */
export interface Authorship {
  readonly options: WriteOptions;
  readonly at: Instant;
}

function schemaOf(object: Pick<KubeObject, "apiVersion" | "kind">): FieldSchema | undefined {
  return fieldSchemaOfKind(object.apiVersion, object.kind);
}

function managerOf({ fieldManager = "unknown", subresource }: WriteOptions): { manager: string; subresource?: string } {
  return { manager: fieldManager, ...(subresource === undefined ? {} : { subresource }) };
}

function strategic(
  object: JsonObject,
  patch: unknown,
  schema: FieldSchema | undefined,
  options: WriteOptions,
): Patched {
  const result = applyStrategicPatch(object, patch, schema);
  if (!result.ok) return result;
  const { fieldValidation = "Ignore" } = options;
  let decoded = decode(result.value, { fieldValidation });
  const refusal = strategicRefusal(result.value, decoded, patch, schema);
  if (refusal !== undefined) return { ok: false, status: refusal };
  if (!decoded.ok) decoded = decode(narrowed(result.value, schema), { fieldValidation });
  return { ...result, decoded };
}

/**
 * An object with a patch applied to it.
 * @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go, `patcher.applyPatch` (1.36)
 */
export function patched(object: KubeObject, patch: Patch, author: Authorship): Patched {
  const original = object as unknown as JsonObject;
  switch (patch.type) {
    case "strategic":
      return strategic(original, patch.body, schemaOf(object), author.options);
    case "merge":
      return applyMergePatch(original, patch.body);
    case "json":
      return applyJsonPatch(original, patch.body);
    case "apply":
      return applied(patch, object, author);
  }
}

/** Server-side apply, onto a live object or onto none. */
export function applied(
  patch: Extract<Patch, { type: "apply" }>,
  live: KubeObject | undefined,
  { options, at }: Authorship,
): Patched {
  const body: unknown = patch.body;
  if (!isJsonObject(body) || typeof body["apiVersion"] !== "string" || typeof body["kind"] !== "string") {
    return { ok: false, status: badRequest("Object 'Kind' is missing in the applied configuration") };
  }
  const schema = fieldSchemaOfKind(body["apiVersion"], body["kind"]);
  const answer = applyServerSide({
    live: live as unknown as JsonObject | undefined,
    applied: body,
    schema,
    manager: managerOf(options),
    time: timestamp(at),
    ...(patch.force === undefined ? {} : { force: patch.force }),
  });
  if (!answer.ok) return answer;
  const refusal = applyRefusal(answer.object, body, schema);
  return refusal === undefined ? { ok: true, value: answer.object } : { ok: false, status: refusal };
}

/** The object with `managedFields` that say who wrote what; itself when no manager was named. */
export function tracked<T extends KubeObject>(object: T, before: KubeObject | undefined, author: Authorship): T {
  if (author.options.fieldManager === undefined) return object;
  const managedFields = trackedManagers({
    before: before as unknown as JsonObject | undefined,
    after: object as unknown as JsonObject,
    schema: schemaOf(object),
    manager: managerOf(author.options),
    time: timestamp(author.at),
  });
  const { managedFields: _given, ...metadata } = object.metadata;
  return { ...object, metadata: managedFields.length === 0 ? metadata : { ...metadata, managedFields } };
}
