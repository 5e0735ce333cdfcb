import type { KubeObject } from "../../api/object.ts";
import { byBytes, isJsonObject, type JsonObject } from "../../base/json.ts";
import { pairs } from "../tables/cell.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";
import type { Outline } from "./outline.ts";
import { scalar } from "./scalar.ts";

const ACRONYMS = new Set(["API", "URL", "UID", "GUID"]);
const SHOWN_BEFORE = new Set(
  ["managedFields", "name", "namespace", "labels", "annotations"].map((name) => `.metadata.${name}`),
);

/** Words of a camel-case name: runs of small letters with their capital, and runs of capitals. */
function camelWords(name: string): readonly string[] {
  return name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}-]+|-+|\p{Lu}/gu) ?? [];
}

/** `creationTimestamp` as `Creation Timestamp`; names with other characters than letters and dashes stay. */
function label(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const words = camelWords(field).map((word) => {
    if (ACRONYMS.has(word.toUpperCase())) return word.toUpperCase();
    return word === word.toLowerCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  });
  return words.join(" ");
}

function list(out: Outline, level: number, values: readonly unknown[], path: string): void {
  for (const value of values) {
    if (isJsonObject(value)) content(out, level, value, path);
    else out.line(level, scalar(value, "<nil>"));
  }
}

function content(out: Outline, level: number, object: JsonObject, path: string): void {
  for (const name of Object.keys(object).sort(byBytes)) {
    const value = object[name];
    const here = `${path}.${name}`;
    if (value === undefined || SHOWN_BEFORE.has(here)) continue;
    if (!isJsonObject(value) && !Array.isArray(value)) out.line(level, `${label(name)}:`, scalar(value, "<nil>"));
    else {
      out.line(level, `${label(name)}:`);
      if (Array.isArray(value)) list(out, level + 1, value, here);
      else content(out, level + 1, value, here);
    }
  }
}

/**
 * The describer of kinds without one of their own: every field as an outline.
 * @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `genericDescriber.Describe` (1.36)
 */
export const describeGeneric: Describer<KubeObject> = (out, object, { events }) => {
  out.line(0, "Name:", object.metadata.name);
  out.line(0, "Namespace:", object.metadata.namespace ?? "");
  out.list(0, "Labels:", pairs(object.metadata.labels));
  annotations(out, 0, object.metadata.annotations);
  content(out, 0, { ...object }, "");
  events();
};
