import { apiVersionOf, type ResourceKind } from "../../api/kinds.ts";
import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { mappedKind, noMatches } from "./known-kinds.ts";
import { clientFailure } from "./refused.ts";
import type { Failure, RequestScope, SourcedObject } from "./request.ts";
import type { Target } from "./target.ts";

type Labels = Readonly<Record<string, string>>;

/** Which object a manifest is about, or why that cannot be told. */
export type Identified =
  | { readonly ok: true; readonly target: Target & { readonly source: SourcedObject }; readonly labels: Labels }
  | { readonly ok: false; readonly failure: Failure };

function textIn(object: JsonObject | undefined, name: string): string {
  const value = object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === "string" ? value : "";
}

export function metadataOf(object: JsonObject): JsonObject {
  const metadata = object["metadata"];
  return isJsonObject(metadata) ? metadata : {};
}

function failed(message: string, source: SourcedObject): Identified {
  return { ok: false, failure: clientFailure(message, source) };
}

function namespaceIn(resource: ResourceKind, own: string, scope: RequestScope): string {
  if (!resource.namespaced) return "";
  return own === "" ? scope.namespace : own;
}

/**
 * Which object a manifest is about: its kind, its namespace (filled in from the request), its name. Fails, in kubectl's
 * words, where the kind does not exist or the namespace is another than the one typed.
 * @see staging/src/k8s.io/cli-runtime/pkg/resource/mapper.go, `infoForData`; visitor.go, `RequireNamespace` (1.36)
 */
export function identified(source: SourcedObject, scope: RequestScope): Identified {
  const metadata = metadataOf(source.object);
  const [name, own] = [textIn(metadata, "name"), textIn(metadata, "namespace")];
  const [apiVersion, kind] = [textIn(source.object, "apiVersion"), textIn(source.object, "kind")];
  const resource = mappedKind({ apiVersion, kind, ...(own === "" ? {} : { namespace: own }) });
  if (resource === undefined) {
    const what = `name: ${JSON.stringify(name)} namespace: ${JSON.stringify(own)} from ${JSON.stringify(source.file)}`;
    const why = noMatches({ apiVersion, kind });
    if ((source.base?.length ?? 0) > 0)
      return { ok: false, failure: { kind: "client", message: `unable to recognize ${why}`, source, bare: true } };
    return failed(`resource mapping not found for ${what}: ${why}\nensure CRDs are installed first`, source);
  }
  if (scope.namespaceIsExplicit && resource.namespaced && own !== "" && own !== scope.namespace) {
    const both = `the namespace from the provided object "${own}" does not match the namespace "${scope.namespace}"`;
    return failed(`${both}. You must pass '--namespace=${own}' to perform this operation.`, source);
  }
  const namespace = namespaceIn(resource, own, scope);
  const labels = isJsonObject(metadata["labels"]) ? (metadata["labels"] as Labels) : {};
  return { ok: true, target: { resource, namespace, name, source }, labels };
}

/** The manifest with its namespace filled in, as kubectl sends it. */
export function placed(object: JsonObject, namespace: string): JsonObject {
  if (namespace === "" || textIn(metadataOf(object), "namespace") === namespace) return object;
  return { ...object, metadata: { ...metadataOf(object), namespace } };
}

/** `Resource: "apps/v1, Resource=statefulsets", GroupVersionKind: …`, as errors of apply name an object. */
export function fullIdentity({ resource, name, namespace, source }: Target): string {
  const version = apiVersionOf(resource);
  const group = version.includes("/") ? version : `/${version}`;
  const kind = source === undefined ? resource.kind : textIn(source.object, "kind");
  const type = `Resource: "${group}, Resource=${resource.plural}", GroupVersionKind: "${group}, Kind=${kind}"`;
  return `${type}\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
}

/** Why no request can be made for a name; undefined when one can. @see k8s.io/client-go/rest, `IsValidPathSegmentName` */
export function nameFlaw(name: string): string | undefined {
  if (name === "") return "resource name may not be empty";
  const why =
    name === "." || name === ".."
      ? [`may not be '${name}'`]
      : ["/", "%"].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`);
  return why.length === 0 ? undefined : `invalid resource name ${JSON.stringify(name)}: [${why.join(" ")}]`;
}
