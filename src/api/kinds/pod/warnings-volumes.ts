import { goText } from "../../../base/go-text.ts";
import { child, has, list, text, type Fields } from "../../validation/fields.ts";

function collision(known: readonly string[], path: string): string | undefined {
  for (const other of known) {
    if (other === "" || path === "") return undefined;
    if (other === path || `${other}/`.startsWith(path) || `${path}/`.startsWith(other)) return other;
  }
  return undefined;
}

function overlaps(paths: readonly string[], sentence: string): readonly string[] {
  const known: string[] = [];
  return paths.flatMap((written) => {
    const path = written.replace(/\/+$/, "");
    const other = collision(known, path);
    if (!known.includes(path)) known.push(path);
    return other === undefined ? [] : [`${sentence}: ${goText(path)} with ${goText(other)}`];
  });
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
  const before = new Set<string>();
  return list(volume, "sources").flatMap((source) => {
    if (!PROJECTIONS.some((each) => has(source, each))) return [`volume ${name} (Projected) has no sources provided`];
    const mapping = projectionMapping(source);
    if (mapping === undefined || mapping.paths.length === 0) return [];
    const sentence = `volume ${name} (Projected ${mapping.what}): overlapping paths`;
    const all = [...new Set(mapping.paths), ...before].sort();
    for (const path of mapping.paths) before.add(path);
    return [...overlaps(mapping.paths, sentence), ...overlaps(all, sentence)];
  });
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
      ...(mapping === undefined ? [] : overlaps(mapping.paths, `volume ${name} (${mapping.what}): overlapping paths`)),
      ...(projected === undefined ? [] : projectedWarnings(name, projected)),
    ];
  });
}
