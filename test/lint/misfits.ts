import fc from "fast-check";
import { readManifests } from "../../src/manifest/read.ts";
import { SEEDS } from "./mutations.ts";

/** A mapping, or a list by its indexes. */
type Part = Record<string, unknown>;

/** One change of a field: what the API server, or its decoder, seldom takes. */
type Change = (part: Part, name: string) => void;

function set(value: unknown): Change {
  return (part, name) => void (part[name] = structuredClone(value));
}

const CHANGES: readonly Change[] = [
  ...[
    "",
    "Not Valid!",
    "*",
    "(",
    "${VALUE}",
    -1,
    0,
    70_000,
    1.5,
    true,
    null,
    [],
    {},
    ["a"],
    [null],
    [{}],
    { a: 1 },
  ].map(set),
  (part, name) => void Reflect.deleteProperty(part, name),
  (part, name) => {
    const value = part[name];
    Reflect.deleteProperty(part, name);
    part[`${name}s`] = value;
  },
  (part, name) => {
    const value = part[name];
    if (typeof value === "string") part[name] = Number(value) || 7;
    else if (typeof value === "number" || typeof value === "boolean") part[name] = String(value);
  },
  (part, name) => {
    const value = part[name];
    if (Array.isArray(value)) value.push(...structuredClone(value));
  },
  (part, name) => {
    const value = part[name];
    if (typeof value !== "object" || value === null) return;
    Reflect.deleteProperty(part, name);
    for (const [inner, moved] of Object.entries(value)) part[inner] = moved;
  },
];

/** Every field of an object, and what it is in. */
function* placesIn(value: unknown): Generator<readonly [Part, string]> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield [value as Part, name];
    yield* placesIn(inner);
  }
}

const objects = SEEDS.map((text) =>
  readManifests({ file: "seed", bytes: new TextEncoder().encode(text) }).manifests.map(({ object }) => object),
);

/** Manifests after some changes of their fields, as bytes: readable, and refused in many ways. */
export const misfitManifest: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.constantFrom(...objects),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...CHANGES)), { minLength: 1, maxLength: 4 }),
  )
  .map(([seed, changes]) => {
    const all = structuredClone(seed);
    for (const [nth, change] of changes) {
      const places = all.flatMap((object) => [...placesIn(object)]);
      const place = places[nth % places.length];
      if (place !== undefined) change(...place);
    }
    return new TextEncoder().encode(all.map((object) => `${JSON.stringify(object, null, 1)}\n`).join("---\n"));
  });
