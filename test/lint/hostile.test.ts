import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOSTILE } from "./hostile-texts.ts";
import { brief, lintTexts } from "./samples.ts";
import { misfitManifest } from "./misfits.ts";
import { lintSoundly, mutatedManifest, updateSoundly } from "./mutations.ts";

describe("hostile input ends in findings", () => {
  it.each(HOSTILE)("%s", (_, text, rule) => {
    const { findings } = lintTexts({ "a.yaml": text });
    expect(findings[0]?.rule).toBe(rule);
    expect(Object.prototype).not.toHaveProperty("a");
  });

  it("of no text at all ends without", () => {
    expect(lintTexts({ "a.yaml": "", "b.yaml": "# nothing\n", "c.yaml": "---\n---\n" }).findings.map(brief)).toEqual(
      [],
    );
  });
});

describe("any manifest", () => {
  it("is looked at without a fault of ours, with places inside the file, the same each time", () => {
    fc.assert(fc.property(mutatedManifest, lintSoundly), { numRuns: 600, seed: 20 });
  });

  it("whose fields are changed is looked at likewise, though the API server refuses it", () => {
    fc.assert(fc.property(misfitManifest, lintSoundly), { numRuns: 600, seed: 20 });
  });

  it("is no change of itself, and can be held against any other", () => {
    fc.assert(fc.property(mutatedManifest, mutatedManifest, updateSoundly), { numRuns: 300, seed: 20 });
  });
});
