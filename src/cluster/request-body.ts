import { resourceKindOf } from "../api/known-kinds.ts";
import type { KubeObject } from "../api/object.ts";
import { badRequest, type ApiStatus } from "../api/status.ts";
import { decode, type Decoded } from "../api/structure/decode.ts";
import type { WriteOptions } from "./cluster.ts";

/** The body of a request, read and put where it belongs. */

/** Unknown fields are dropped unless the request says otherwise. */
export function decoded(body: unknown, options: WriteOptions): Decoded {
  return decode(body, { fieldValidation: options.fieldValidation ?? "Ignore" });
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
