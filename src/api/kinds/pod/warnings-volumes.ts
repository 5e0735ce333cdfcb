import { goText } from "../../../base/go-text.ts";
import { child, has, list, text, type Fields } from "../../validation/fields.ts";

/** A file of a volume, and what it comes from where more than one thing fills the volume. */
interface PlacedFile {
  readonly path: string;
  readonly source?: string;
}

function described({ path, source }: PlacedFile): string {
  return source === undefined ? goText(path) : `${goText(path)} (${source})`;
}

function isWithin(path: string, other: string): boolean {
  return `${path}/`.startsWith(`${other}/`);
}

type Overlaps = (file: PlacedFile) => readonly string[];

/** Tells of each file of a volume which of those before it are the same, or stand in its way or it in theirs. */
function createOverlaps(volume: string): Overlaps {
  const known: PlacedFile[] = [];
  return (file) => {
    const placed = { ...file, path: file.path.replace(/\/+$/, "") };
    if (placed.path === "") return [];
    const others = known.filter(({ path }) => isWithin(path, placed.path) || isWithin(placed.path, path));
    known.push(placed);
    return others.map((other) => `volume ${volume}: overlapping paths: ${described(placed)} with ${described(other)}`);
  };
}

interface Mapping {
  readonly what: string;
  readonly paths: readonly string[];
}

const pathsOf = (source: Fields | undefined): readonly string[] =>
  list(source, "items").map((item) => text(item, "path"));

function mappingOf(source: Fields, nameField: string): Mapping | undefined {
  for (const [field, kind] of [
    ["configMap", "ConfigMap"],
    ["secret", "Secret"],
  ] as const) {
    const keys = child(source, field);
    const name = field === "secret" ? nameField : "name";
    if (has(keys, "items")) return { what: `${kind} ${goText(text(keys, name))}`, paths: pathsOf(keys) };
  }
  const downward = child(source, "downwardAPI");
  return has(downward, "items") ? { what: "DownwardAPI", paths: pathsOf(downward) } : undefined;
}

function projectionMapping(source: Fields): Mapping | undefined {
  const token = child(source, "serviceAccountToken");
  const keys = mappingOf(source, "name");
  if (keys !== undefined || token === undefined) return keys;
  return { what: "ServiceAccountToken", paths: [text(token, "path")] };
}

/** Projections that this API serves; one with nothing else in it is empty, as behind their gates others are dropped. */
const PROJECTIONS = ["secret", "configMap", "downwardAPI", "serviceAccountToken"];

function projectedWarnings(name: string, volume: Fields): readonly string[] {
  const overlapsOf = createOverlaps(`${name} (Projected)`);
  return list(volume, "sources").flatMap((projection) => {
    if (!PROJECTIONS.some((each) => has(projection, each)))
      return [`volume ${name} (Projected) has no sources provided`];
    const mapping = projectionMapping(projection);
    return mapping === undefined ? [] : mapping.paths.flatMap((path) => overlapsOf({ path, source: mapping.what }));
  });
}

function mappingWarnings(name: string, { what, paths }: Mapping): readonly string[] {
  const overlapsOf = createOverlaps(`${name} (${what})`);
  return paths.flatMap((path) => overlapsOf({ path }));
}

/**
 * Files of one volume that stand in each other's way.
 * @see pkg/api/pod/warnings.go, `warningsForOverlappingVirtualPaths` (1.36)
 */
export function overlapWarnings(spec: Fields): readonly string[] {
  return list(spec, "volumes").flatMap((volume) => {
    const name = goText(text(volume, "name"));
    const mapping = mappingOf(volume, "secretName");
    const projected = child(volume, "projected");
    return [
      ...(mapping === undefined ? [] : mappingWarnings(name, mapping)),
      ...(projected === undefined ? [] : projectedWarnings(name, projected)),
    ];
  });
}
