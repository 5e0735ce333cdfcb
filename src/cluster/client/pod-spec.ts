import type { KubeObject } from "../../api/object.ts";
import { child } from "../../api/validation/fields.ts";
import { isJsonObject, type JsonObject } from "../../base/json.ts";

const WITH_TEMPLATE = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"];

/** Where an object keeps its pod spec: a pod its own, a workload that of its template; undefined for other kinds. */
function pathOf(object: KubeObject): readonly string[] | undefined {
  if (object.kind === "Pod") return ["spec"];
  if (object.kind === "CronJob") return ["spec", "jobTemplate", "spec", "template", "spec"];
  return WITH_TEMPLATE.includes(object.kind) ? ["spec", "template", "spec"] : undefined;
}

function editedAt(object: JsonObject, path: readonly string[], edit: (spec: JsonObject) => JsonObject): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return edit(object);
  return { ...object, [name]: editedAt(child(object, name) ?? {}, rest, edit) };
}

/**
 * An object with its pod spec edited; undefined for kinds that have none.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/updatepodspec.go (1.36)
 */
export function withPodSpec(object: KubeObject, edit: (spec: JsonObject) => JsonObject): JsonObject | undefined {
  const path = pathOf(object);
  return path === undefined ? undefined : editedAt(object as unknown as JsonObject, path, edit);
}

/** The containers of a pod spec, init containers or others. */
export function containersIn(spec: JsonObject, list: "containers" | "initContainers"): readonly JsonObject[] {
  const containers = spec[list];
  return Array.isArray(containers) ? containers.filter(isJsonObject) : [];
}

/** A pod spec with containers edited; lists that are not there stay absent. */
export function withContainers(
  spec: JsonObject,
  edit: (container: JsonObject) => JsonObject,
  lists: readonly ("containers" | "initContainers")[] = ["initContainers", "containers"],
): JsonObject {
  const present = lists.filter((list) => Array.isArray(spec[list]));
  return { ...spec, ...Object.fromEntries(present.map((list) => [list, containersIn(spec, list).map(edit)])) };
}

/** Whether a container's name fits a pattern of `-c`, in which `*` stands for anything. */
export function nameMatches(container: JsonObject, pattern: string): boolean {
  const name = typeof container["name"] === "string" ? container["name"] : "";
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}
