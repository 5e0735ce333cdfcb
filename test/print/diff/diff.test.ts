import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { edits } from "../../../src/print/diff/edits.ts";
import { diffText, type DiffOptions } from "../../../src/print/diff/diff.ts";
import { unifiedHunks } from "../../../src/print/diff/unified.ts";

const lines = (text: string): string => text.replaceAll(/./g, "$&\n");

const options: DiffOptions = {
  yaml: (object) => `${JSON.stringify(object, undefined, 1)}\n`,
  now: Date.UTC(2026, 10, 20, 10, 55, 24, 97),
  folder: 1_111_783_418,
  showManagedFields: false,
  showSecrets: false,
};

function set(replicas: number, generation: number): Record<string, unknown> {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "web", namespace: "default", generation, managedFields: [{ manager: `m${generation}` }] },
    spec: { replicas },
  };
}

function secret(data: Record<string, string>): Record<string, unknown> {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", namespace: "default" },
    data,
  };
}

describe("unified differences", () => {
  it.each([
    ["nothing", "abc", "abc", ""],
    ["a change with its context", "abcdefgh", "abcdXfgh", "@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+X\n f\n g\n h\n"],
    ["everything added", "", "ab", "@@ -0,0 +1,2 @@\n+a\n+b\n"],
    ["everything removed", "a", "", "@@ -1 +0,0 @@\n-a\n"],
    [
      "changes six lines apart in one hunk",
      "1abcdef2",
      "XabcdefY",
      "@@ -1,8 +1,8 @@\n-1\n+X\n a\n b\n c\n d\n e\n f\n-2\n+Y\n",
    ],
    [
      "changes seven lines apart in two",
      "1abcdefg2",
      "XabcdefgY",
      "@@ -1,4 +1,4 @@\n-1\n+X\n a\n b\n c\n@@ -6,4 +6,4 @@\n e\n f\n g\n-2\n+Y\n",
    ],
    ["a repeated block as added at its end", "xaba", "xababa", "@@ -2,3 +2,5 @@\n a\n b\n a\n+b\n+a\n"],
  ])("shows %s", (_what, from, to, expected) => {
    expect(unifiedHunks(lines(from), lines(to))).toBe(expected);
  });

  it("turns one text into the other by any edits it finds", () => {
    const text = array(constantFrom("a", "b", "c"), { maxLength: 12 });
    assert(
      property(text, text, (a, b) => {
        const found = edits(a, b);
        const left = found.filter(({ op }) => op !== "add").map(({ line }) => line);
        const right = found.filter(({ op }) => op !== "remove").map(({ line }) => line);
        expect([left, right]).toEqual([a, b]);
      }),
    );
  });
});

describe("kubectl diff", () => {
  it("names the files and their times as diff does", () => {
    const text = diffText([{ live: set(2, 1), merged: set(4, 2) }], options);
    expect(text.split("\n").slice(0, 3)).toEqual([
      "diff -u -N /tmp/LIVE-1111783418/apps.v1.StatefulSet.default.web /tmp/MERGED-1111783419/apps.v1.StatefulSet.default.web",
      "--- /tmp/LIVE-1111783418/apps.v1.StatefulSet.default.web\t2026-11-20 10:55:24.097000000 +0000",
      "+++ /tmp/MERGED-1111783419/apps.v1.StatefulSet.default.web\t2026-11-20 10:55:24.097000000 +0000",
    ]);
    expect(text).toContain('-  "replicas": 2\n+  "replicas": 4\n');
    expect(text).not.toContain("managedFields");
  });

  it("says nothing where nothing differs, and all of an object that is new", () => {
    expect(diffText([{ live: set(2, 1), merged: set(2, 1) }], options)).toBe("");
    expect(diffText([{ merged: set(2, 1) }], options)).toContain("@@ -0,0 +1,");
  });

  it("hides what secrets hold and shows that it differs", () => {
    const pair = {
      live: secret({ same: "AA==", other: "AQ==" }),
      merged: secret({ same: "AA==", other: "Ag==", extra: "Aw==" }),
    };
    const text = diffText([pair], options);
    expect(text).toContain('-  "other": "*** (before)"\n');
    expect(text).toContain('+  "other": "*** (after)",\n+  "extra": "***"\n');
    expect(text).not.toMatch(/A[A-Z]==|A[a-z]==/);
    expect(diffText([pair], { ...options, showSecrets: true })).toContain("Ag==");
  });
});
