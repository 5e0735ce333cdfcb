import type { ResourceKind } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import type { View } from "../view.ts";
import { parseFieldSelector } from "./field-selector.ts";
import { parseLabelSelector } from "./selector-text.ts";

/** What a list request asks for; without a namespace, the objects of all. */
interface ListRequest {
  readonly namespace: string | undefined;
  readonly selector: string | undefined;
  readonly fieldSelector: string | undefined;
}

/** The objects of a kind that a list request selects, or why its selectors cannot be used. */
export function selectedObjects(
  view: View,
  resource: ResourceKind,
  { namespace, selector = "", fieldSelector = "" }: ListRequest,
): { readonly ok: true; readonly objects: readonly KubeObject[] } | { readonly ok: false; readonly message: string } {
  const labels = parseLabelSelector(selector);
  if (!labels.ok) return labels;
  const fields = parseFieldSelector(fieldSelector, resource);
  if (!fields.ok) return fields;
  const all: readonly KubeObject[] = view.list(resource.key, namespace);
  return { ok: true, objects: all.filter((object) => labels.value(object.metadata.labels) && fields.value(object)) };
}
