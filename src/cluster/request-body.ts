import { apiVersionOf } from "../api/kinds.ts";
import { mappedKind, resourceKindOf } from "../api/known-kinds.ts";
import type { KubeObject } from "../api/object.ts";
import { badRequest, type ApiStatus } from "../api/status.ts";
import { decode, type Decoded } from "../api/structure/decode.ts";
import { goString, isJsonObject } from "../base/json.ts";
import type { WriteOptions } from "./cluster.ts";

/** The body of a request, read and put where it belongs. */

/** Unknown fields are dropped unless the request says otherwise. */
export function decoded(body: unknown, options: WriteOptions): Decoded {
  const typed = ofServedType(body);
  if ("status" in typed) return { ok: false, ...typed, warnings: [], paths: [], faults: [] };
  return decode(typed.body, { fieldValidation: options.fieldValidation ?? "Ignore" });
}

/**
 * What the server says of a kind that is in none of its lists of types.
 * @see staging/src/k8s.io/apimachinery/pkg/runtime/error.go, `notRegisteredErr` (1.36)
 */
export function notRegistered(apiVersion: string, kind: string): string {
  const scheme = "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30";
  return `no kind ${goString(kind)} is registered for version ${goString(apiVersion)} in scheme "${scheme}"`;
}

/**
 * A body with the version that the address of the request says where it says none itself, or that there is no such kind,
 * where kubectl took it for one all the same.
 * @see k8s.io/apimachinery/pkg/runtime/serializer/json/json.go, `gvkWithDefaults` (1.36)
 */
function ofServedType(
  body: unknown,
): { readonly body: unknown } | { readonly status: ApiStatus; readonly why: string } {
  if (!isJsonObject(body)) return { body };
  const { apiVersion, kind } = body;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return { body };
  const resource = mappedKind({ apiVersion, kind });
  if (resource === undefined) return { body };
  const served = apiVersionOf(resource);
  if (resource.kind === kind) return { body: served === apiVersion ? body : { ...body, apiVersion: served } };
  const why = notRegistered(served, kind);
  const message = `${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${why}`;
  return { status: badRequest(message), why };
}

/** Whether objects of that kind are in no namespace, as far as anybody knows. */
export function isClusterWide({ apiVersion, kind }: KubeObject): boolean {
  return resourceKindOf({ apiVersion, kind })?.namespaced === false;
}

/**
 * The object in the namespace of the request, or why the two do not go together. Of what is in no namespace, one that is
 * named all the same is forgotten.
 * @see staging/src/k8s.io/apiserver/pkg/registry/rest/create.go, `BeforeCreate` (1.36)
 */
export function placed(object: KubeObject, namespace: string): KubeObject | ApiStatus {
  if (isClusterWide(object)) {
    const { namespace: _dropped, ...metadata } = object.metadata;
    return { ...object, metadata };
  }
  const own = object.metadata.namespace ?? "";
  if (own !== "" && own !== namespace) {
    return badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  return own === namespace ? object : { ...object, metadata: { ...object.metadata, namespace } };
}
