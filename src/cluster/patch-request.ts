import { applyRefusal, narrowed, strategicRefusal } from "../api/patch/conversion.ts";
import { fieldSchemaOfKind, type FieldSchema } from "../api/patch/field-schema.ts";
import { applyMergePatch } from "../api/patch/json-merge.ts";
import { applyJsonPatch } from "../api/patch/json-patch.ts";
import { invalidResult, type Patched } from "../api/patch/refusal.ts";
import { applyServerSide, trackedManagers } from "../api/patch/server-side-apply.ts";
import { applyStrategicPatch } from "../api/patch/strategic.ts";
import type { KubeObject } from "../api/object.ts";
import { resourceKindOf } from "../api/known-kinds.ts";
import { badRequest } from "../api/status.ts";
import { decode } from "../api/structure/decode.ts";
import { timestamp, type Instant } from "../base/instant.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";
import type { Patch, WriteOptions } from "./cluster.ts";
import { notRegistered } from "./request-body.ts";

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
  const value = withTypeOf(object, result.value);
  const { fieldValidation = "Ignore" } = options;
  let decoded = decode(value, { fieldValidation });
  const refusal = strategicRefusal(value, decoded, patch, schema);
  if (refusal !== undefined) return { ok: false, status: refusal };
  if (!decoded.ok) decoded = decode(narrowed(value, schema), { fieldValidation });
  return { ok: true, value, decoded };
}

/** A patch may name another kind or version: what it makes is an object of the patched kind all the same. */
function withTypeOf({ apiVersion, kind }: JsonObject, value: unknown): unknown {
  return isJsonObject(value) && typeof (value["kind"] ?? "") === "string" ? { ...value, apiVersion, kind } : value;
}

/** What there is of the type of `made`, and of that of `object` the rest. */
function typed(object: JsonObject, made: JsonObject): JsonObject {
  const filled = (name: "apiVersion" | "kind"): unknown =>
    made[name] === "" ? object[name] : (made[name] ?? object[name]);
  return { ...made, apiVersion: filled("apiVersion"), kind: filled("kind") };
}

/** The Go type of a kind of an apiVersion, as the server has it inside. */
function internalType(apiVersion: string, kind: string): string {
  const [group = "", version] = apiVersion.split("/");
  return `${version === undefined ? "core" : (group.split(".")[0] ?? "")}.${kind}`;
}

/**
 * Why an object of the one type is none of the other; undefined when they are the same.
 * @see staging/src/k8s.io/apimachinery/pkg/conversion/converter.go, `Convert` (1.36)
 */
function typeFault(made: JsonObject, wanted: JsonObject): string | undefined {
  const [apiVersion, kind] = [String(made["apiVersion"]), String(made["kind"])];
  if (apiVersion === wanted["apiVersion"] && kind === wanted["kind"]) return undefined;
  if (resourceKindOf({ apiVersion, kind }) === undefined) return notRegistered(apiVersion, kind);
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  const target = internalType(String(wanted["apiVersion"]), String(wanted["kind"]));
  return `converting (${version}.${kind}) to (${target}): unknown conversion`;
}

/**
 * What a patch that knows no types makes of an object, decoded into the object's kind.
 * @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go, `applyPatchToCurrentObject` of `jsonPatcher` (1.36)
 */
function untyped(object: JsonObject, result: Patched, { fieldValidation = "Ignore" }: WriteOptions): Patched {
  if (!result.ok || !isJsonObject(result.value)) return result;
  const value = typed(object, result.value);
  const decoded = decode(value, { fieldValidation });
  const isNamed = typeof value["apiVersion"] === "string" && typeof value["kind"] === "string";
  const fault = (isNamed ? typeFault(value, object) : undefined) ?? (decoded.ok ? undefined : decoded.why);
  return fault === undefined ? { ok: true, value, decoded } : { ok: false, status: invalidResult(result.value, fault) };
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
      return untyped(original, applyMergePatch(original, patch.body), author.options);
    case "json":
      return untyped(original, applyJsonPatch(original, patch.body), author.options);
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
