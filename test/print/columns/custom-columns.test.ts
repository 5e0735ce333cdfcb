import { describe, expect, it } from "vitest";
import { customColumnsOf, customColumnsOfFile, printCustomColumns } from "../../../src/print/columns/custom-columns.ts";

const pods = [
  {
    metadata: { name: "web-0", labels: { app: "web", a: "b" } },
    spec: { c: [{ n: "a" }, { n: "b" }], f: 0.5, x: null },
  },
  { metadata: { name: "web-10" }, spec: { c: [{ n: "a" }], o: { z: 1, l: [1, 2] }, text: "a\tb" } },
];

function print(spec: string, headers = true): string {
  return printCustomColumns(customColumnsOf(spec), pods, headers).text;
}

describe("custom columns", () => {
  it("joins several results with commas and shows what is missing as <none>", () => {
    expect(print("NAME:.metadata.name,C:spec.c[*].n,F:{.spec.f},X:.spec.x,O:{spec.o},L:.metadata.labels")).toBe(
      "NAME     C     F        X        O                  L\n" +
        "web-0    a,b   0.5      <nil>    <none>             map[a:b app:web]\n" +
        "web-10   a     <none>   <none>   map[l:[1 2] z:1]   <none>\n",
    );
  });

  it("leaves the header out when asked to", () => {
    expect(print("N:.metadata.name", false)).toBe("web-0\nweb-10\n");
  });

  it("lets a tab in a value begin a column", () => {
    expect(print("T:.spec.text,N:.metadata.name")).toBe("T        N\n<none>   web-0\na        b     web-10\n");
  });

  it("keeps what it has when an index is out of range", () => {
    const { text, error } = printCustomColumns(customColumnsOf("N:.metadata.name,X:.spec.c[1].n"), pods, true);
    expect(text).toBe("N       X\nweb-0   b\n");
    expect(error?.message).toBe("array index out of bounds: index 1, length 1");
  });

  it("reads headers and paths from a file", () => {
    expect(customColumnsOfFile("A  B\n.kind {.metadata.name}\n")).toEqual([
      { header: "A", path: "{.kind}" },
      { header: "B", path: "{.metadata.name}" },
    ]);
    const format = "Expected format is one line of space separated headers, one line of space separated column specs.";
    expect(() => customColumnsOfFile("")).toThrow(`invalid template, missing header line. ${format}`);
    expect(() => customColumnsOfFile("A B")).toThrow(`invalid template, missing spec line. ${format}`);
    expect(() => customColumnsOfFile("A B C\n.kind .b\n")).toThrow(
      "number of headers (3) and field specifications (2) don't match",
    );
  });

  it("refuses a path with braces in the middle", () => {
    expect(() => customColumnsOf("N:.a.{b")).toThrow("unexpected path string, expected a 'name1.name2'");
  });
});
