import { apiVersionOf, groupOf, resourceKind, type ResourceKind } from "./kinds.ts";
import { namespaceOf, type KubeObject, type ObjectKey } from "./object.ts";

/**
 * The plural that a kind is guessed to have.
 * @see staging/src/k8s.io/apimachinery/pkg/api/meta/restmapper.go, `UnsafeGuessKindToResource` (1.36)
 */
function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith("endpoints")) return singular;
  if (singular.endsWith("s")) return `${singular}es`;
  return singular.endsWith("y") && !singular.endsWith("gateway") ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

/** The kind of an object, also when it is not one of those served: such objects are stored and have no effect. */
export function kindOf(object: KubeObject): ResourceKind {
  const served = resourceKind(object.kind);
  if (served !== undefined && apiVersionOf(served) === object.apiVersion) return served;
  const group = groupOf(object.apiVersion);
  const singular = object.kind.toLowerCase();
  return {
    key: group === "" ? object.kind : `${object.kind}.${group}`,
    group,
    version: object.apiVersion.slice(object.apiVersion.indexOf("/") + 1),
    kind: object.kind,
    plural: pluralOf(object.kind),
    singular,
    shortNames: [],
    namespaced: object.metadata.namespace !== undefined,
    inAll: false,
    subresources: [],
  };
}

/** The kind that a key names, when there is no object to ask. */
export function kindOfKey(key: ObjectKey): ResourceKind {
  const served = resourceKind(key.kind);
  if (served !== undefined) return served;
  const dot = key.kind.indexOf(".");
  const kind = dot < 0 ? key.kind : key.kind.slice(0, dot);
  const apiVersion = dot < 0 ? "v1" : `${key.kind.slice(dot + 1)}/v1`;
  return kindOf({
    apiVersion,
    kind,
    metadata: { name: key.name, ...(key.namespace === "" ? {} : { namespace: key.namespace }) },
  });
}

export function keyOf(resource: ResourceKind, object: KubeObject): ObjectKey {
  return { kind: resource.key, namespace: namespaceOf(object), name: object.metadata.name };
}
