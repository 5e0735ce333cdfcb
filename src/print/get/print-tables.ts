import type { KubeObject } from "../../api/object.ts";
import type { ResourceKind } from "../../api/kinds.ts";
import type { FoundGroup } from "../../cluster/client/find.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { align } from "../tables/align.ts";
import { layout, type LayoutOptions } from "../tables/layout.ts";
import { tableFor } from "../tables/table-for.ts";
import type { GetPrintRequest } from "./request.ts";
import { sortedBy, UnsortableError } from "./sort.ts";

/** What `--sort-by` sorts when several questions were asked: their answers, which have hardly a field. */
const TABLE = { kind: "Table", apiVersion: "meta.k8s.io/v1", metadata: { resourceVersion: "" } };

/** Rows by the path; undefined when it leads nowhere, which kubectl takes for an empty list. */
function sortedObjects(objects: readonly KubeObject[], path: string): readonly KubeObject[] | undefined {
  if (objects.length < 2) return objects;
  try {
    return sortedBy(path, objects, (object) => object);
  } catch (error) {
    if (error instanceof UnsortableError || !(error instanceof TemplateError)) throw error;
    return undefined;
  }
}

function sortedGroups(groups: readonly FoundGroup[], path: string): readonly FoundGroup[] {
  if (groups.length > 1) sortedBy(path, groups, () => TABLE);
  return groups.flatMap(({ resource, objects }) => {
    const sorted = sortedObjects(objects, path);
    return sorted === undefined ? [] : [{ resource, objects: sorted }];
  });
}

/** Answers about one kind that stand next to each other share a header. */
function joined(groups: readonly FoundGroup[]): readonly FoundGroup[] {
  const all: FoundGroup[] = [];
  for (const group of groups) {
    const last = all.at(-1);
    if (last?.resource.key === group.resource.key) {
      all[all.length - 1] = { resource: last.resource, objects: last.objects.concat(group.objects) };
    } else all.push(group);
  }
  return all;
}

function prefixOf({ group, kind }: ResourceKind): string {
  return `${kind}${group === "" ? "" : `.${group}`}`.toLowerCase();
}

/** Which table shows an object: its kind's, or that of the subresource that was asked for. */
function tableKind(resource: ResourceKind, objects: readonly KubeObject[], plain: boolean): string {
  if (plain) return "";
  return objects[0]?.kind === "Scale" ? "Scale" : resource.key;
}

interface Shows {
  readonly kind: boolean;
  readonly namespace: boolean;
}

function tableText(group: FoundGroup, request: GetPrintRequest, shows: Shows): string {
  const { flags, now } = request;
  const { resource, objects } = group;
  const wide = flags.output === "wide";
  const options: LayoutOptions = {
    wide,
    headers: flags.noHeaders !== true,
    namespace: shows.namespace,
    kindPrefix: shows.kind ? prefixOf(resource) : undefined,
    labelColumns: flags.labelColumns ?? [],
    showLabels: flags.showLabels === true,
  };
  const table = tableFor(tableKind(resource, objects, flags.plain === true), objects, { now, wide });
  return align(layout(table, options));
}

/**
 * The tables of `get`, a blank line between two kinds; names carry their kind when several kinds were asked for. With
 * `-A` all tables from the first one of a namespaced kind on have a column for the namespace.
 * @throws TemplateError when they cannot be sorted
 */
export function printTables(request: GetPrintRequest): string {
  const { flags, groups } = request;
  const [first] = groups;
  const severalKinds = groups.some(({ resource }) => resource.key !== first?.resource.key);
  const sorted = flags.sortBy === undefined || flags.sortBy === "" ? groups : sortedGroups(groups, flags.sortBy);
  const tables = joined(sorted);
  const namespaced = flags.allNamespaces === true ? tables.findIndex(({ resource }) => resource.namespaced) : -1;
  const texts = tables.map((group, index) => {
    const namespace = namespaced >= 0 && index >= namespaced;
    return tableText(group, request, { kind: severalKinds || flags.showKind === true, namespace });
  });
  return texts.filter((text) => text !== "").join(flags.noHeaders === true ? "" : "\n");
}
