import type { ResourceKind } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import { notFound, type ApiStatus } from "../../api/status.ts";
import { withEndpoints } from "../endpoints-view.ts";
import { scaleOf } from "../scale.ts";
import type { View } from "../view.ts";
import { clientFailure, refuse, statusFailure } from "./refused.ts";
import { nameFlaw } from "./identity.ts";
import type { Failure, RequestScope, Targets } from "./request.ts";
import type { Target } from "./target.ts";
import { resolveTargets, type Resolution } from "./targets.ts";

/** What one question found: all of a kind, or one object asked for by name. */
export interface FoundGroup {
  readonly resource: ResourceKind;
  readonly objects: readonly KubeObject[];
}

/** What a command line asks for, looked up. */
export interface Found extends Pick<Resolution, "by" | "targets"> {
  /** In the order asked for; a kind that was listed is there even when it has no objects. */
  readonly groups: readonly FoundGroup[];
  readonly failures: readonly Failure[];
  /** Whole lines for stderr. */
  readonly warnings: readonly string[];
  /** Whether exactly one object was asked for. */
  readonly single: boolean;
}

export interface FindOptions extends RequestScope {
  /** Whether a type without a name stands for all of its objects. */
  readonly listsTypes?: boolean;
  /** Whether `--all` only allows a type without a name. */
  readonly namesGoBeforeAll?: boolean;
  readonly ignoreNotFound?: boolean;
  /** In place of the objects, their status or scale. */
  readonly subresource?: string;
}

const NO_SUBRESOURCE: ApiStatus = {
  code: 404,
  reason: "NotFound",
  message: "the server could not find the requested resource",
};

const DEPRECATED: Readonly<Record<string, string>> = {
  Endpoints: "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
};

/** Why a name leads nowhere. kubectl asks for the namespace after a 404, and names that when it is the one missing. */
export function missing(view: View, { resource, namespace, name, source }: Target): Failure {
  const noNamespace = namespace !== "" && view.get("Namespace", "", namespace) === undefined;
  const status = noNamespace ? notFound({ group: "", plural: "namespaces" }, namespace) : notFound(resource, name);
  return statusFailure(status, "", source);
}

function lookedUp(view: View, target: Target, { subresource, ignoreNotFound }: FindOptions): FoundGroup | Failure[] {
  const { resource, namespace, name } = target;
  if (subresource !== undefined && !resource.subresources.some((one) => one === subresource)) {
    return [statusFailure(NO_SUBRESOURCE, "", target.source)];
  }
  const flaw = nameFlaw(name);
  if (flaw !== undefined) return [clientFailure(flaw, target.source)];
  const object = view.get(resource.key, namespace, name);
  if (object === undefined) return ignoreNotFound === true ? [] : [missing(view, target)];
  return { resource, objects: [subresource === "scale" ? scaleOf(object) : object] };
}

function byName(view: View, resolution: Resolution, options: FindOptions): Pick<Found, "groups" | "failures"> {
  const groups: FoundGroup[] = [];
  const failures: Failure[] = [...resolution.failures];
  for (const target of resolution.targets) {
    const answer = lookedUp(view, target, options);
    if ("objects" in answer) groups.push(answer);
    else failures.push(...answer);
  }
  return { groups, failures };
}

/** One group for each kind that was listed, as often as it was. */
function byList({ resources, targets }: Resolution): readonly FoundGroup[] {
  const kinds = [...new Set(resources)];
  const objects = new Map(kinds.map((resource) => [resource, [] as KubeObject[]]));
  for (const { resource, object } of targets) if (object !== undefined) objects.get(resource)?.push(object);
  return kinds.map((resource) => ({ resource, objects: objects.get(resource) ?? [] }));
}

/** What a server warns of that is asked for objects of these kinds. */
export function deprecations(kinds: readonly ResourceKind[]): readonly string[] {
  return [...new Set(kinds.flatMap(({ key }) => DEPRECATED[key] ?? []))];
}

/**
 * The objects that `get` and `describe` are about. Names that lead nowhere are failures; where the grammar or a type is
 * wrong, the verb is refused with a `Refused`. Whole kinds come by namespace, then name.
 * @see staging/src/k8s.io/cli-runtime/pkg/resource/builder.go (1.36)
 */
export function find(stored: View, { words, ...targets }: Targets, options: FindOptions): Found {
  const view = withEndpoints(stored);
  const resolution = resolveTargets(words, { ...targets, ...options, view });
  const isList = resolution.by === "lists";
  if (isList && options.subresource !== undefined) {
    return refuse("subresource cannot be used when bulk resources are specified");
  }
  const found = isList ? { groups: byList(resolution), failures: [] } : byName(view, resolution, options);
  const warnings = [...resolution.warnings, ...deprecations(found.groups.map(({ resource }) => resource))];
  const single = !isList && resolution.targets.length === 1;
  return { ...found, warnings, single, by: resolution.by, targets: resolution.targets };
}
