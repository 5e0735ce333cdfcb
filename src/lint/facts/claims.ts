import { classNameOf, type PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { controllerOf, type KubeObject, namespaceOf } from "../../api/object.ts";
import { hasOrdinal, ordinalsOf, printPods, splitOrdinal } from "./ordinals.ts";
import type { Project } from "../project.ts";
import type { Workload } from "./workload.ts";

/** A claim template and the set that it belongs to. */
export interface PlacedTemplate {
  readonly set: StatefulSet;
  readonly template: PersistentVolumeClaim;
  readonly index: number;
}

/** The templates by the part of their claims' names before the ordinal: `namespace/data-web`. */
export function templatesByPrefix(project: Project): ReadonlyMap<string, readonly PlacedTemplate[]> {
  const byPrefix = new Map<string, PlacedTemplate[]>();
  for (const set of project.list("StatefulSet")) {
    for (const [index, template] of (set.spec.volumeClaimTemplates ?? []).entries()) {
      const key = `${namespaceOf(set)}/${template.metadata.name}-${set.metadata.name}`;
      const list = byPrefix.get(key);
      if (list === undefined) byPrefix.set(key, [{ set, template, index }]);
      else list.push({ set, template, index });
    }
  }
  return byPrefix;
}

/** The template that a claim of this name is made from. */
export function templateOfClaim(project: Project, namespace: string, name: string): PlacedTemplate | undefined {
  const parts = splitOrdinal(name);
  if (parts === undefined) return undefined;
  const templates = project.index(templatesByPrefix).get(`${namespace}/${parts.base}`) ?? [];
  return templates.find(({ set }) => hasOrdinal(ordinalsOf(project, set), parts.ordinal));
}

/** The namespaces of sets by what their claims are called before the ordinal. */
export function claimNamespaces(project: Project): ReadonlyMap<string, string> {
  const prefixes = [...project.index(templatesByPrefix).keys()].map((key) => key.split("/"));
  return new Map(prefixes.map(([namespace = "", prefix = ""]) => [prefix, namespace]));
}

/** What the name lacks to be that of a claim of some set of the namespace; undefined where no set seems to be meant. */
export function whyOfNoSet(name: string, namespace: string, project: Project): string | undefined {
  const { base = "" } = splitOrdinal(name) ?? {};
  const [placed] = project.index(templatesByPrefix).get(`${namespace}/${base}`) ?? [];
  if (placed !== undefined) {
    return `StatefulSet ${placed.set.metadata.name} has ${printPods(placed.set, ordinalsOf(project, placed.set))}`;
  }
  for (const set of project.list("StatefulSet", namespace)) {
    if (!name.includes(set.metadata.name)) continue;
    const [template] = set.spec.volumeClaimTemplates ?? [];
    if (template === undefined) continue;
    const first = `${template.metadata.name}-${set.metadata.name}-${ordinalsOf(project, set).first}`;
    return `the claims of StatefulSet ${set.metadata.name} are called ${first} and so on`;
  }
  return undefined;
}

/** The claim behind a volume of a pod, as far as it is among the manifests. */
export function claimBehind(
  volume: string,
  { object, spec }: Workload,
  project: Project,
): PersistentVolumeClaim | undefined {
  const { volumeClaimTemplates = [] } = (object as StatefulSet).spec;
  const template = volumeClaimTemplates.find(({ metadata }) => metadata.name === volume);
  if (template !== undefined) return template;
  const claim = spec.volumes?.find(({ name }) => name === volume)?.persistentVolumeClaim?.claimName;
  return claim === undefined ? undefined : project.find("PersistentVolumeClaim", namespaceOf(object), claim);
}

/** The claims that pods name themselves, as `namespace/name`, with those who do. */
export function usersOfClaims(project: Project): ReadonlyMap<string, readonly KubeObject[]> {
  const users = new Map<string, KubeObject[]>();
  for (const { object, spec } of project.workloads()) {
    for (const { persistentVolumeClaim } of spec.volumes ?? []) {
      if (persistentVolumeClaim === undefined) continue;
      const key = `${namespaceOf(object)}/${persistentVolumeClaim.claimName}`;
      const list = users.get(key);
      if (list === undefined) users.set(key, [object]);
      else list.push(object);
    }
  }
  return users;
}

/** Those who name a claim, pods of others' making left out. */
export function usersOf(claimName: string, namespace: string, project: Project): readonly KubeObject[] {
  const users = project.index(usersOfClaims).get(`${namespace}/${claimName}`) ?? [];
  return users.filter((user) => controllerOf(user) === undefined);
}

/** Whether the volume of a claim outlives it: its class is given and says so. */
export function isVolumeKept(claim: PersistentVolumeClaim, project: Project): boolean {
  return project.find("StorageClass", "", classNameOf(claim))?.reclaimPolicy === "Retain";
}
