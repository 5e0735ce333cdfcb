import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printJsonPath } from "../../../src/print/jsonpath/print.ts";
import { TemplateError } from "../../../src/print/jsonpath/template-error.ts";

interface Vector {
  readonly template: string;
  readonly prints?: string;
  readonly fails?: string;
}

/** What kubectl printed for each template over one object. */
const { object, cases } = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")) as {
  readonly object: unknown;
  readonly cases: readonly Vector[];
};

function outcome(template: string): Omit<Vector, "template"> {
  try {
    return { prints: printJsonPath(template, object) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { fails: error.message.replace(/ Printing more information[^]*/, "").trimEnd() };
  }
}

describe("jsonpath", () => {
  it.each(cases)("treats $template as kubectl does", ({ template, ...expected }) => {
    expect(outcome(template)).toEqual(expected);
  });

  it("shows the template and the object when a path cannot be followed", () => {
    const value = { items: [{ name: "a", n: null, size: 1.5 }] };
    expect(() => printJsonPath("{.items[5]}", value)).toThrow(
      "Printing more information for debugging the template:\n\ttemplate was:\n\t\t{.items[5]}\n" +
        '\tobject given to jsonpath engine was:\n\t\tmap[string]interface {}{"items":[]interface {}{' +
        'map[string]interface {}{"n":interface {}(nil), "name":"a", "size":1.5}}}\n\n\n',
    );
  });

  it("puts every path's results in an indented array of their own when JSON is asked for", () => {
    const value = { kind: "Pod", names: ["a", "b"], labels: { app: "x" }, none: [] };
    expect(printJsonPath("{.names[*]}{.labels}{.none}", value, { asJson: true })).toBe(
      '[\n    "a",\n    "b"\n]\n[\n    {\n        "app": "x"\n    }\n]\n[\n    []\n]\n',
    );
  });

  it("refuses a missing field only when asked to", () => {
    expect(printJsonPath("<{.nope}>", {})).toBe("<>");
    expect(() => printJsonPath("{.nope}", {}, { missingIsError: true })).toThrow("nope is not found");
  });

  it("ends when a list is empty, for a star over no elements ends the search", () => {
    expect(printJsonPath("{.a[*].b[*]}", { a: [{ b: [] }, { b: [1] }] })).toBe("");
  });

  it("prints integers that a double cannot hold", () => {
    expect(printJsonPath("{.n} {.o}", { n: 9007199254740993n, o: { n: 9007199254740993n } })).toBe(
      '9007199254740993 {"n":9007199254740993}',
    );
  });
});
