import { apiVersionOf, type ResourceKind } from "../../api/kinds.ts";
import type { ObjectKey } from "../../api/object.ts";
import { badRequest, methodNotAllowed, refused, type Answer, type ApiStatus } from "../../api/status.ts";
import { isJsonObject } from "../../base/json.ts";
import type { Cluster, DeleteOptions } from "../cluster.ts";
import { scaleOf } from "../scale.ts";
import { knownKinds } from "./known-kinds.ts";
import { NO_SUCH_RESOURCE } from "./scale.ts";
import { selectedObjects } from "./selected-objects.ts";

/** What a path of the API answers: a JSON body, or a refusal. */
export type RawAnswer =
  | { readonly ok: true; readonly body: unknown; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly status: ApiStatus; readonly warnings: readonly string[] };

interface Address {
  readonly resource: ResourceKind;
  /** "" for all namespaces and for kinds without. */
  readonly namespace: string;
  readonly name?: string;
  readonly subresource?: string;
  readonly query: URLSearchParams;
}

const PATH = /^\/(?:api|apis\/([^/]+))\/([^/]+)\/(.+?)\/?$/;

/** Reads a path such as `/apis/apps/v1/namespaces/default/statefulsets/web/scale`; undefined where nothing is served. */
function addressOf(path: string): Address | undefined {
  const [route = "", query = ""] = path.split("?");
  const [, group = "", version = "", rest = ""] = PATH.exec(route) ?? [];
  const parts = rest.split("/").map((part) => decodeURIComponent(part));
  const isNamespaced = parts[0] === "namespaces" && parts.length > 2;
  const [plural = "", name, subresource, ...more] = isNamespaced ? parts.slice(2) : parts;
  const apiVersion = group === "" ? version : `${group}/${version}`;
  const resource = knownKinds().find((kind) => kind.plural === plural && apiVersionOf(kind) === apiVersion);
  if (resource === undefined || more.length > 0) return undefined;
  const isListOfAll = !isNamespaced && name === undefined;
  if (resource.namespaced !== isNamespaced && !isListOfAll) return undefined;
  return {
    resource,
    namespace: isNamespaced ? (parts[1] ?? "") : "",
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
    query: new URLSearchParams(query),
  };
}

function keyFor({ resource, namespace }: Address, name: string): ObjectKey {
  return { kind: resource.key, namespace, name };
}

function given(answer: Answer): RawAnswer {
  return answer.ok
    ? { ok: true, body: answer.object, warnings: answer.warnings }
    : refused(answer.status, answer.warnings);
}

function list(cluster: Cluster, { resource, namespace, query }: Address): RawAnswer {
  const selected = selectedObjects(cluster.view(), resource, {
    namespace: namespace === "" ? undefined : namespace,
    selector: query.get("labelSelector") ?? undefined,
    fieldSelector: query.get("fieldSelector") ?? undefined,
  });
  if (!selected.ok) return refused(badRequest(selected.message));
  const { objects: items } = selected;
  const body = { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata: {}, items };
  return { ok: true, body, warnings: [] };
}

/** `get --raw PATH`: an object, its scale or status, or a list, with `labelSelector` and `fieldSelector`. */
export function rawGet(cluster: Cluster, path: string): RawAnswer {
  const address = addressOf(path);
  if (address === undefined) return refused(NO_SUCH_RESOURCE);
  if (address.name === undefined) return list(cluster, address);
  const { subresource, resource } = address;
  const isServed = subresource === "scale" || subresource === "status";
  if (subresource !== undefined && (!isServed || !resource.subresources.includes(subresource))) {
    return refused(NO_SUCH_RESOURCE);
  }
  const answer = cluster.get(keyFor(address, address.name));
  if (!answer.ok || subresource !== "scale") return given(answer);
  return { ok: true, body: scaleOf(answer.object), warnings: [] };
}

/** @see pkg/registry/core/pod/storage/eviction.go (1.36) */
function evict(cluster: Cluster, pod: ObjectKey, body: unknown): RawAnswer {
  const eviction = isJsonObject(body) ? body : {};
  const metadata = isJsonObject(eviction["metadata"]) ? eviction["metadata"] : {};
  const name = metadata["name"];
  if (name !== undefined && name !== "" && name !== pod.name) {
    return refused(badRequest("name in URL does not match name in Eviction object"));
  }
  const options: DeleteOptions = isJsonObject(eviction["deleteOptions"]) ? eviction["deleteOptions"] : {};
  const answer = cluster.evict(pod, options);
  if (!answer.ok) return refused(answer.status, answer.warnings);
  const success = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 };
  return { ok: true, body: success, warnings: answer.warnings };
}

/** `create --raw PATH -f FILE`: creates an object in a collection, or evicts a pod. */
export function rawCreate(cluster: Cluster, path: string, body: unknown): RawAnswer {
  const address = addressOf(path);
  if (address === undefined) return refused(NO_SUCH_RESOURCE);
  const { resource, namespace, name, subresource } = address;
  if (name === undefined) {
    if (resource.namespaced && namespace === "") return refused(methodNotAllowed(resource));
    return given(cluster.create(body, namespace, { fieldManager: "kubectl" }));
  }
  if (subresource === "eviction" && resource.key === "Pod") return evict(cluster, keyFor(address, name), body);
  return refused(subresource === undefined ? methodNotAllowed(resource) : NO_SUCH_RESOURCE);
}
