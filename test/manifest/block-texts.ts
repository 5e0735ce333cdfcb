import { readFileSync, readdirSync } from "node:fs";
import { type Arbitrary, array, constantFrom, integer, tuple } from "fast-check";
import { splitDocuments } from "../../src/manifest/split.ts";

const FOLDER = "fixtures/conformance/verdicts";

/** The documents of the recorded manifests. */
export const texts = readdirSync(FOLDER)
  .flatMap((file): { manifest?: string }[] => JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")))
  .flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest]))
  .flatMap((manifest) => [...splitDocuments(manifest)].flatMap((chunk) => ("text" in chunk ? [chunk.text] : [])));

const BITS = [
  "a: b",
  "- x",
  "  ",
  " ",
  "\n",
  ":",
  ": ",
  "- ",
  "?",
  " #",
  "#",
  "'",
  '"',
  "|",
  ">",
  "[",
  "]",
  "{",
  "}",
  ",",
  "&a ",
  "*a",
  "!!str ",
  "<<: ",
  "---",
  "...",
  "%",
  "@",
  "\\",
  "0777",
  "yes",
  "~",
  "1_0",
  ".5",
  "k:",
  "\n\n",
  "é",
  "=",
  "|2\n",
  "'' ",
  "-",
  "a\n  b",
];

const RICH = [
  "a:\n  b: c # d\n  e:\n  - f\n  - g: 1\n    h: 'i j'\n  - k\nl: |\n  one\n    two\n\n  three\nm: >-\n  four\n  five\nn: [o, {p: q}]\n",
  "- a\n- b\n",
  'a: [x, "y z", {b: c}, 12]\nb: {}\nc: []\nd: |-\n  x\n  # y\ne:\n- |\n  z\n-   f: g\n    h: i\n',
  ...texts.slice(0, 5),
];

const mutation = tuple(integer({ min: 0, max: 5000 }), integer({ min: 0, max: 4 }), constantFrom(...BITS));

/** Texts that were of the plain kind, with a few stretches replaced. */
export const mutilated: Arbitrary<string> = tuple(
  constantFrom(...RICH),
  array(mutation, { minLength: 1, maxLength: 4 }),
).map(([text, mutations]) => {
  let mutated = text;
  for (const [seed, removed, bit] of mutations) {
    const at = seed % mutated.length;
    mutated = mutated.slice(0, at) + bit + mutated.slice(at + removed);
  }
  return mutated.endsWith("\n") ? mutated : `${mutated}\n`;
});
