import { readFileSync } from "node:fs";
import { isJsonObject, type JsonObject } from "../../base/json.ts";
import type { NewImage, Rendering } from "../../lint/rendered.ts";
import { decodeStream } from "../../manifest/stream.ts";
import { textOf } from "../../manifest/text.ts";

function pathsIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const path = isJsonObject(item) ? item["path"] : item;
    return typeof path === "string" && !path.includes("\n") ? [path] : [];
  });
}

/**
 * Names of generated objects, a hash behind each left out: references leave it out, too. They may be written with what a
 * kustomization puts around names, or without.
 */
function namesIn(kind: "ConfigMap" | "Secret", generators: unknown, around: JsonObject): readonly string[] {
  if (!Array.isArray(generators)) return [];
  const { namePrefix = "", nameSuffix = "" } = textsIn(around);
  return generators.flatMap((one: unknown) => {
    const name = isJsonObject(one) ? one["name"] : undefined;
    return typeof name === "string" ? [`${kind}/${name}`, `${kind}/${namePrefix}${name}${nameSuffix}`] : [];
  });
}

/** The entries of a map that are text; empty where there is no map. */
function textsIn(map: unknown): Readonly<Record<string, string>> {
  const entries = isJsonObject(map) ? Object.entries(map) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function imagesIn(list: unknown): ReadonlyMap<string, NewImage> {
  const images = Array.isArray(list) ? list.filter(isJsonObject).map(textsIn) : [];
  return new Map(
    images.flatMap(({ name, newName, newTag, digest }): [string, NewImage][] => {
      if (name === undefined) return [];
      const parts = { name: newName, tag: newTag, digest };
      return [[name, Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== undefined))]];
    }),
  );
}

function renderingOf({ namespace, commonLabels, labels, images: list }: JsonObject): Rendering | undefined {
  const lists = Array.isArray(labels) ? labels.filter(isJsonObject) : [];
  const pairs = (field: string): Readonly<Record<string, string>> =>
    Object.assign({}, ...lists.filter((one) => one[field] === true).map((one) => textsIn(one["pairs"]))) as Readonly<
      Record<string, string>
    >;
  const selected = { ...textsIn(commonLabels), ...pairs("includeSelectors") };
  const unselected = pairs("includeTemplates");
  const place = typeof namespace === "string" && namespace !== "" ? { namespace } : {};
  const images = imagesIn(list);
  const isNothing = images.size === 0 && Object.keys({ ...place, ...selected, ...unselected }).length === 0;
  return isNothing ? undefined : { ...place, selected, unselected, images };
}

/** What of a kustomization is understood without running it. */
export interface Kustomization {
  /** The files that it patches with, as it names them. */
  readonly patches: readonly string[];
  /** How many objects it generates. */
  readonly generators: number;
  /** `ConfigMap/settings`: what these may be called. */
  readonly generated: readonly string[];
  readonly resources: readonly string[];
  readonly rendering?: Rendering;
}

/** What a kustomization says; nothing where it cannot be read. */
export function kustomizationAt(file: string): Kustomization {
  const [first] = decodeStream(file, textOf(readFileSync(file)));
  if (first === undefined || !("value" in first) || !isJsonObject(first.value)) {
    return { patches: [], generators: 0, generated: [], resources: [] };
  }
  const { patches, patchesStrategicMerge, patchesJson6902, configMapGenerator, secretGenerator } = first.value;
  const rendering = renderingOf(first.value);
  return {
    resources: [first.value["resources"], first.value["bases"]].flatMap(pathsIn),
    ...(rendering === undefined ? {} : { rendering }),
    patches: [patches, patchesStrategicMerge, patchesJson6902].flatMap(pathsIn),
    generators: [configMapGenerator, secretGenerator].flatMap((list) => (Array.isArray(list) ? list : [])).length,
    generated: [
      ...namesIn("ConfigMap", configMapGenerator, first.value),
      ...namesIn("Secret", secretGenerator, first.value),
    ],
  };
}

/** What several kustomizations together give to a file: the namespace only where they agree. */
export function together(renderings: readonly Rendering[]): Rendering {
  const [namespace, ...others] = new Set(renderings.flatMap((one) => one.namespace ?? []));
  const labels = (of: "selected" | "unselected"): Rendering["selected"] =>
    Object.assign({}, ...renderings.map((one) => one[of])) as Rendering["selected"];
  const place = namespace === undefined || others.length > 0 ? {} : { namespace };
  const images = new Map(renderings.flatMap((one) => [...one.images]));
  return { ...place, selected: labels("selected"), unselected: labels("unselected"), images };
}
