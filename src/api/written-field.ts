import { type FieldPath, nameOf, type PathSegment, valueAt } from "../base/field-path.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";
import { keepingLast } from "../base/last-answer.ts";
import { parseQuantity, printQuantity } from "./quantity.ts";

/** A field that the API server complains of. */
export interface NamedField {
  /** As the server prints it. */
  readonly path: FieldPath;
  /** The text or number that it shows; undefined where it shows none. */
  readonly shown?: string | undefined;
}

/** Where in an object something is written: a value, or the key of a map. */
export interface WrittenField {
  readonly path: FieldPath;
  readonly part?: "key";
}

/** Of longer lists and maps only the beginning is searched. */
const SEARCHED_MAX = 64;

/** Fields that are derived from others where those are given alone. */
const DERIVED: ReadonlyMap<string, string> = new Map([
  ["clusterIPs", "clusterIP"],
  ["data", "stringData"],
]);

const TEMPLATE_VOLUMES = ["spec", "template", "spec", "volumes"];

function nameIn(value: unknown): string {
  const name = valueAt(value, ["metadata", "name"]);
  return typeof name === "string" ? name : "";
}

/**
 * A StatefulSet is validated with a volume for each claim template, in front of its own volumes.
 * @see pkg/apis/apps/validation/validation.go, `ValidateStatefulSetSpec` (1.36)
 */
function withoutClaimVolumes(object: JsonObject, path: FieldPath): FieldPath {
  const index = path[TEMPLATE_VOLUMES.length];
  const claims = valueAt(object, ["spec", "volumeClaimTemplates"]);
  const isOfVolume = TEMPLATE_VOLUMES.every((segment, place) => path[place] === segment);
  if (object["kind"] !== "StatefulSet" || !isOfVolume || typeof index !== "number" || !Array.isArray(claims))
    return path;
  const names = claims.map(nameIn);
  const unique = [...new Set(names)];
  const name = unique[index];
  if (name !== undefined) return ["spec", "volumeClaimTemplates", names.indexOf(name), "metadata", "name"];
  const own = valueAt(object, TEMPLATE_VOLUMES);
  const kept = Array.isArray(own)
    ? [...own.keys()].filter((place) => !names.includes(String(valueAt(own, [place, "name"]))))
    : [];
  const place = kept[index - unique.length];
  return place === undefined ? path : [...TEMPLATE_VOLUMES, place, ...path.slice(TEMPLATE_VOLUMES.length + 1)];
}

function has(value: unknown, segment: PathSegment): boolean {
  return isJsonObject(value) && Object.hasOwn(value, nameOf(segment));
}

/** A path that is written, and whether it was found by leaving something out that the server leaves out. */
interface Candidate {
  readonly path: FieldPath;
  readonly isGuess: boolean;
}

interface Search {
  readonly value: unknown;
  readonly rest: FieldPath;
  readonly found: Candidate;
}

function into(
  { value, found }: Search,
  step: PathSegment,
  more: Partial<Candidate> = {},
): Pick<Search, "value" | "found"> {
  const next = valueAt(value, [step]);
  return { value: next, found: { ...found, ...more, path: [...found.path, step] } };
}

/** Members of an object by whose name the server leaves out a step: `template.labels`, `resources[storage]`. */
function leftOut(value: JsonObject, segment: PathSegment): readonly string[] {
  return Object.keys(value).filter((name) => {
    const member = value[name];
    return has(member, segment) || (Array.isArray(member) && member.some((item) => has(item, segment)));
  });
}

/** Names with other capitals, and those from which the server derives a field that is not written. */
function otherwise(value: JsonObject, segment: PathSegment): readonly string[] {
  const name = nameOf(segment).toLowerCase();
  const source = DERIVED.get(nameOf(segment));
  return Object.keys(value).filter((key) => key.toLowerCase() === name || key === source);
}

function candidates(search: Search): readonly Candidate[] {
  const { value, rest, found } = search;
  const [segment, ...more] = rest;
  if (segment === undefined) return [found];
  if (Array.isArray(value)) {
    if (typeof segment === "number")
      return segment < value.length ? candidates({ ...into(search, segment), rest: more }) : [];
    return [...value.slice(0, SEARCHED_MAX).keys()].flatMap((index) => candidates({ ...into(search, index), rest }));
  }
  if (segment === 0 && !isJsonObject(value)) return candidates({ ...search, rest: more });
  if (!isJsonObject(value)) return [];
  if (nameOf(segment).startsWith("{")) return [found];
  const direct = has(value, segment) ? candidates({ ...into(search, nameOf(segment)), rest: more }) : [];
  if (direct.length > 0) return direct;
  const spelled = otherwise(value, segment).flatMap((name) => candidates({ ...into(search, name), rest: more }));
  if (spelled.length > 0 || has(value, segment)) return spelled;
  return leftOut(value, segment).flatMap((name) => candidates({ ...into(search, name, { isGuess: true }), rest }));
}

function canonical(text: string): string | undefined {
  const parsed = parseQuantity(text);
  return parsed.ok ? printQuantity(parsed.quantity) : undefined;
}

function isSameAmount(a: string, b: string): boolean {
  const isNumber = /^[-+.\d]/;
  return isNumber.test(a) && isNumber.test(b) && canonical(a) === canonical(b) && canonical(a) !== undefined;
}

interface Entries {
  /** The first key of each value, as text. */
  readonly byValue: ReadonlyMap<string, string>;
  /** The first entries, with their values as text. */
  readonly first: readonly (readonly [string, string])[];
}

/** A map's entries, which many errors may be about. */
const entriesOf = keepingLast((map: JsonObject): Entries => {
  const entries = Object.entries(map).map(([key, value]) => [key, String(value)] as const);
  return {
    byValue: new Map(entries.toReversed().map(([key, value]) => [value, key])),
    first: entries.slice(0, SEARCHED_MAX),
  };
});

/** The entry of a map or a list that shows a text: its key, its value, or the same amount. */
function entryShowing(value: unknown, shown: string): WrittenField | undefined {
  if (Array.isArray(value)) {
    const index = value.slice(0, SEARCHED_MAX).indexOf(shown);
    return index < 0 ? undefined : { path: [index] };
  }
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, shown)) return { path: [{ key: shown }], part: "key" };
  const { byValue, first } = entriesOf(value);
  const key = byValue.get(shown) ?? first.find(([, amount]) => isSameAmount(amount, shown))?.[0];
  return key === undefined ? undefined : { path: [{ key }] };
}

/** The value itself where it is what the server shows, or its entry that is. */
function refined(object: JsonObject, { path }: Candidate, shown: string): WrittenField | undefined {
  const value = valueAt(object, path);
  if (value === null || typeof value !== "object") {
    return String(value) === shown || isSameAmount(String(value), shown) ? { path } : undefined;
  }
  const entry = entryShowing(value, shown);
  return entry === undefined ? undefined : { ...entry, path: [...path, ...entry.path] };
}

const SHOWN = /^(?:(?:Invalid|Unsupported|Duplicate) value|Not found): (?:("(?:[^"\\]|\\.)*")|(-?\d+))(?=: |$)/;

/** The text or number that the message of a cause shows as the value. */
export function shownIn(message: string): string | undefined {
  const [, text, number] = SHOWN.exec(message) ?? [];
  if (text === undefined) return number;
  try {
    return String(JSON.parse(text));
  } catch {
    // Go writes some control characters in its own way; such a text is not looked for.
    return undefined;
  }
}

/** The path by way of the field that is given in place of a derived one. */
function asGiven(object: JsonObject, path: FieldPath): FieldPath {
  const index = path.findIndex((segment, place) => {
    const owner = valueAt(object, path.slice(0, place));
    const source = DERIVED.get(nameOf(segment));
    return source !== undefined && !has(owner, segment) && has(owner, source);
  });
  const source = DERIVED.get(nameOf(path[index] ?? ""));
  return source === undefined ? path : [...path.slice(0, index), source, ...path.slice(index + 1)];
}

/**
 * Where an object has the field that the API server means. Its paths leave out indexes (`volumeMounts.subPath`) and
 * levels (`template.labels`), name maps for their entries, fields that it derives, and volumes that it has added.
 */
export function writtenField(object: JsonObject, { path, shown }: NamedField): WrittenField {
  const own = withoutClaimVolumes(object, path);
  const all = candidates({ value: object, rest: own, found: { path: [], isGuess: false } });
  const fitting = shown === undefined ? [] : all.map((candidate) => refined(object, candidate, shown));
  const fit = fitting.find((found) => found !== undefined);
  if (fit !== undefined) return fit;
  const [first, ...others] = shown === "" ? [] : all.filter(({ isGuess }) => !isGuess);
  return { path: first === undefined || others.length > 0 ? asGiven(object, own) : first.path };
}
