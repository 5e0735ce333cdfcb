import { resourceKind } from "../api/kinds.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";
import type { Manifest } from "../manifest/manifest.ts";

type Labels = Readonly<Record<string, string>>;

/** What a kustomization gives to the objects of a file. */
export interface Rendering {
  /** Taken where a manifest names none. */
  readonly namespace?: string;
  /** Labels of pods that Services and workloads select, too. */
  readonly selected: Labels;
  /** Labels of pods alone. */
  readonly unselected: Labels;
  /** By the name in manifests, without tag and digest. */
  readonly images: ReadonlyMap<string, NewImage>;
}

/** What an image is to be; what is left out stays. */
export interface NewImage {
  readonly name?: string;
  readonly tag?: string;
  readonly digest?: string;
}

const MATCH_LABELS = ["spec", "selector", "matchLabels"];
const TEMPLATE_LABELS = ["spec", "template", "metadata", "labels"];

const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  DaemonSet: MATCH_LABELS,
  Deployment: MATCH_LABELS,
  ReplicaSet: MATCH_LABELS,
  ReplicationController: ["spec", "selector"],
  Service: ["spec", "selector"],
  StatefulSet: MATCH_LABELS,
};

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["spec", "jobTemplate", ...TEMPLATE_LABELS],
  DaemonSet: TEMPLATE_LABELS,
  Deployment: TEMPLATE_LABELS,
  Job: TEMPLATE_LABELS,
  ReplicaSet: TEMPLATE_LABELS,
  ReplicationController: TEMPLATE_LABELS,
  StatefulSet: TEMPLATE_LABELS,
};

/** A copy with entries added to the map at a path, which is made where there is none; what is no map stays. */
function added(value: unknown, path: readonly string[] | undefined, entries: Labels): unknown {
  if (path === undefined || Object.keys(entries).length === 0) return value;
  if (value !== undefined && value !== null && !isJsonObject(value)) return value;
  const [key, ...rest] = path;
  return key === undefined ? { ...value, ...entries } : { ...value, [key]: added(value?.[key], rest, entries) };
}

function newImage(image: unknown, images: Rendering["images"]): unknown {
  if (typeof image !== "string") return image;
  const [, name = "", rest = ""] = /^(.*?)((?::[^/@:]*)?(?:@.*)?)$/.exec(image) ?? [];
  const found = images.get(name);
  if (found === undefined) return image;
  const { tag, digest } = found;
  const suffix = digest === undefined ? (tag === undefined ? rest : `:${tag}`) : `@${digest}`;
  return (found.name ?? name) + suffix;
}

/** A copy whose containers have the images that a kustomization gives them. */
function withImages(value: unknown, path: readonly string[], images: Rendering["images"]): unknown {
  if (!isJsonObject(value)) return value;
  const [key, ...rest] = path;
  if (key !== undefined) return { ...value, [key]: withImages(value[key], rest, images) };
  const lists = ["initContainers", "containers"].flatMap((field): [string, unknown][] => {
    const list = value[field];
    if (!Array.isArray(list)) return [];
    const made = list.map((one: unknown) =>
      isJsonObject(one) ? { ...one, image: newImage(one["image"], images) } : one,
    );
    return [[field, made]];
  });
  return { ...value, ...Object.fromEntries(lists) };
}

/** A manifest as a kustomization makes it, as far as pods, their selectors and the namespace go. */
export function rendered(manifest: Manifest, { namespace, selected, unselected, images }: Rendering): Manifest {
  const { object } = manifest;
  const kind = String(object["kind"]);
  const isElsewhere = isJsonObject(object["spec"]) && object["spec"]["type"] === "ExternalName";
  const place: Labels = namespace === undefined || resourceKind(kind)?.namespaced !== true ? {} : { namespace };
  const { metadata } = object;
  const hasPlace = isJsonObject(metadata) && metadata["namespace"] !== undefined;
  let made: unknown = added(object, hasPlace ? undefined : ["metadata"], place);
  if (!isElsewhere) made = added(made, SELECTORS[kind], selected);
  made = added(made, TEMPLATES[kind], { ...unselected, ...selected });
  const template = TEMPLATES[kind];
  if (images.size > 0 && template !== undefined) made = withImages(made, [...template.slice(0, -2), "spec"], images);
  return { ...manifest, object: made as JsonObject };
}
