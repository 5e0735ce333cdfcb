import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printGoTemplate } from "../../../src/print/template/print.ts";
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
    const { text, error } = printGoTemplate(template, object);
    return error === undefined ? { prints: text } : { fails: error.message };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { fails: error.message };
  }
}

describe("go-template", () => {
  it.each(cases)("treats $template as kubectl does", ({ template, ...expected }) => {
    expect(outcome(template)).toEqual(expected);
  });

  it("keeps what was printed before an error, and explains the error after it", () => {
    const { text, error } = printGoTemplate("<{{.name}}>{{.name.x}}", { name: "web" });
    const where =
      'template: output:1:18: executing "output" at <.name.x>: can\'t evaluate field x in type interface {}';
    expect(error?.message).toBe(`error executing template "<{{.name}}>{{.name.x}}": ${where}`);
    expect(text).toBe(
      `<web>Error executing template: ${where}. Printing more information for debugging the template:\n` +
        '\ttemplate was:\n\t\t<{{.name}}>{{.name.x}}\n\traw data was:\n\t\t{"name":"web"}\n' +
        "\tobject given to template engine was:\n\t\tmap[name:web]\n\n",
    );
  });

  it("counts over a number", () => {
    expect(printGoTemplate("{{range $i := 3}}{{$i}}{{end}}", {}).text).toBe("012");
  });

  it("refuses a missing key only when asked to", () => {
    expect(printGoTemplate("{{.nope}}", {}).text).toBe("<no value>");
    const { error } = printGoTemplate("{{.nope}}", {}, { missingIsError: true });
    expect(error?.message).toContain('at <.nope>: map has no entry for key "nope"');
  });

  it("stops a template that invokes itself for ever", () => {
    const { error } = printGoTemplate('{{define "x"}}{{template "x"}}{{end}}{{template "x"}}', {});
    expect(error?.message).toContain("exceeded maximum template depth");
  });

  it("names the line of a fault", () => {
    expect(() => printGoTemplate("a\nb {{.c", {})).toThrow("template: output:2: unclosed action");
  });
});
