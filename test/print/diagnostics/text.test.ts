import { describe, expect, it } from "vitest";
import { printText } from "../../../src/print/diagnostics/text.ts";
import { FILES, reportOn } from "./report.ts";

const PLAIN = { width: 80, color: false };

describe("findings for people", () => {
  it("say where, what, why, what to do, and how many", () => {
    expect(printText(reportOn(FILES), PLAIN)).toMatchInlineSnapshot(`
      "k8s/a b.yaml:5:1 error  unknown field "dta", did you mean "data"?   STS003 strict-decoding
         4 │   name: settings
         5 │ dta:
           │ ^^^
         The API server refuses unknown fields; with validation off it drops them in
         silence, and of fields written twice only the last one counts.
         To fix it: write data

      k8s/a b.yaml:13:3 warning  the key on is the boolean true to kubectl and the text "on" to a reader of YAML 1.2   STS002 yaml-dialect
         12 │ data:
         13 │   on: "1"
            │   ^^
         kubectl reads YAML 1.1; editors, templating tools and other checkers often
         read YAML 1.2 and see another value.
         To fix it: write the value in quotes if it is text, and as true, false or a
         decimal number otherwise

      1 error, 1 warning in 1 of 2 files.    stsctl lint --fix   stsctl lint --explain STS003
      "
    `);
  });

  it("colour repeats what the text says", () => {
    const colored = printText(reportOn(FILES), { width: 80, color: true });
    expect(colored).toContain("\u001b[31merror\u001b[39m");
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(printText(reportOn(FILES), PLAIN));
  });

  it("are broken between words on a terminal", () => {
    const text = printText(reportOn(FILES, { onTerminal: true }), PLAIN);
    const heads = text.split("\n").filter((line) => /STS0|a b\.yaml:|error,/.test(line));
    expect(heads).toEqual([
      'k8s/a b.yaml:5:1 error  unknown field "dta", did you mean "data"?',
      "   STS003 strict-decoding",
      "k8s/a b.yaml:13:3 warning  the key on is the boolean true to kubectl and the",
      '   text "on" to a reader of YAML 1.2   STS002 yaml-dialect',
      "1 error, 1 warning in 1 of 2 files.",
      "   stsctl lint --fix   stsctl lint --explain STS003",
    ]);
  });

  it("are one line each when brief", () => {
    expect(printText(reportOn(FILES, { brief: true }), PLAIN).split("\n")).toHaveLength(3);
  });

  it("say what was left out", () => {
    const text = printText(
      reportOn({ "k8s/fine.yaml": FILES["k8s/fine.yaml"] }, { skipped: 2, suppressed: 1, known: 3 }),
      PLAIN,
    );
    expect(text).toBe(
      "No findings in 1 object of 1 file (2 objects of other kinds skipped, 1 ignored, 3 in the baseline).\n",
    );
  });

  it("show the part of a long line that matters", () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "${"x".repeat(5000)}", b: 3}\n`;
    const lines = printText(reportOn({ "a.yaml": text }), PLAIN).split("\n");
    const [line = "", marker = ""] = lines.slice(2);
    expect(line.length).toBeLessThan(140);
    expect(line.slice(marker.indexOf("^"), marker.lastIndexOf("^") + 1)).toBe("3");
  });

  it("put the marker below the place behind tabs and wide characters", () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "日本",\tb: 3}\n';
    const [, , line = "", marker = ""] = printText(reportOn({ "a.yaml": text }), PLAIN).split("\n");
    expect(line).toContain('"日本",\tb: 3');
    expect(marker).toMatch(/│ {18}\t {3}\^$/);
  });

  it("print no character that a terminal would act on", () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"\\e[31m\u202e": 1\n';
    const printed = printText(reportOn({ "a.yaml": text }), PLAIN);
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(printed).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });
});
