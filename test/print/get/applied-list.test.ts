import { expect, test } from "vitest";
import { writingFormat } from "../../../src/print/get/format.ts";
import { printObjects } from "../../../src/print/get/print-objects.ts";

const items = ["a", "b"].map((name) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } }));

function printed(output: string): string {
  const format = writingFormat({ output, readText: () => ({ text: "" }) });
  if (format === undefined || format.is === "table") throw new Error(output);
  return printObjects(format, { items, typed: "List" }).text;
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go, `printObjects` (1.36): a typed List, its fields as declared */
test("what apply left of several objects is a List without a resourceVersion", () => {
  expect(printed("json").split("\n").slice(0, 6)).toEqual([
    "{",
    '    "kind": "List",',
    '    "apiVersion": "v1",',
    '    "metadata": {},',
    '    "items": [',
    "        {",
  ]);
  expect(printed("yaml")).toMatch(/^apiVersion: v1\nitems:\n[\s\S]*\nkind: List\nmetadata: \{\}\n$/);
});
