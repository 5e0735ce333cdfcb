import fc from "fast-check";
import { expect, test } from "vitest";
import { nameIn, plainKeyEnd } from "../../src/manifest/plain-key.ts";

const KEY = /[A-Za-z_][\w./-]{0,200}(?=:[ \n])/y;
const piece = fc.constantFrom("a", "Z", "_", "7", ".", "/", "-", ":", " ", "\n", "é", "metadata", "x".repeat(199));
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));

test("a plain key ends at its colon", () => {
  expect(plainKeyEnd("spec: 1", 0)).toBe(4);
  expect(plainKeyEnd("- spec:\n", 2)).toBe(6);
  for (const other of ["spec", "spec:", "spec:1", "7up: 1", "a b: 1", "", `${"x".repeat(202)}: 1`]) {
    expect(plainKeyEnd(other, 0)).toBe(-1);
  }
  fc.assert(
    fc.property(text, (any) => {
      KEY.lastIndex = 0;
      expect(plainKeyEnd(any, 0)).toBe(KEY.test(any) ? KEY.lastIndex : -1);
    }),
    { seed: 20 },
  );
});

test("a name is what stands in the text, whatever was read before", () => {
  const names = ["port", "part", "post", "__proto__", "constructor", "name", "nome", "prt", "spec.a/b-c"];
  for (const name of [...names, ...names.toReversed()]) {
    expect(nameIn(`- ${name}: 1`, 2, 2 + name.length)).toBe(name);
  }
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z_][a-z0-9_]{0,9}$/), (name) => nameIn(`${name}: `, 0, name.length) === name),
    { seed: 20 },
  );
});
