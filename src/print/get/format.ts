import { customColumnsOf, customColumnsOfFile, type CustomColumn } from "../columns/custom-columns.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { printsTable } from "./prints-table.ts";
import type { FormatFlags } from "./request.ts";

/** How objects are to be printed. */
export type OutputFormat =
  | { readonly is: "table"; readonly wide: boolean }
  | { readonly is: "name" | "yaml" | "json" | "kyaml" }
  | { readonly is: "jsonpath"; readonly template: string; readonly asJson: boolean }
  | { readonly is: "go-template"; readonly template: string }
  | { readonly is: "columns"; readonly columns: readonly CustomColumn[] };

const WRITING_FORMATS = [
  "go-template",
  "go-template-file",
  "json",
  "jsonpath",
  "jsonpath-as-json",
  "jsonpath-file",
  "kyaml",
  "name",
  "template",
  "templatefile",
  "yaml",
];

const GET_FORMATS = [...WRITING_FORMATS, "custom-columns", "custom-columns-file", "wide"].sort();

const OBJECT_FORMATS: readonly string[] = ["name", "yaml", "json", "kyaml"];

function noPrinter(output: string, allowed: readonly string[]): TemplateError {
  const formats = allowed.join(",");
  return new TemplateError(
    `unable to match a printer suitable for the output format "${output}", allowed formats are: ${formats}`,
  );
}

/** `jsonpath={.x}` in two; `--template` gives the second part of a format that stands alone. */
function split(output: string, template: string): readonly [name: string, argument: string] {
  if (template !== "") return [output, template];
  const equals = output.indexOf("=");
  return equals < 0 ? [output, ""] : [output.slice(0, equals), output.slice(equals + 1)];
}

function textOf(what: string, path: string, flags: FormatFlags): string {
  const read = flags.readText(path);
  if ("error" in read) throw new TemplateError(`error reading ${what} ${path}, ${read.error}`);
  return read.text;
}

function templateFormat(name: string, argument: string, flags: FormatFlags): OutputFormat | undefined {
  switch (name) {
    case "jsonpath":
    case "jsonpath-as-json":
    case "jsonpath-file":
    case "go-template":
    case "go-template-file":
    case "template":
    case "templatefile": {
      if (argument === "") throw new TemplateError("template format specified but no template given");
      const template = name.endsWith("file") ? textOf("--template", argument, flags) : argument;
      if (!name.startsWith("jsonpath")) return { is: "go-template", template };
      return { is: "jsonpath", template, asJson: name === "jsonpath-as-json" };
    }
    default:
      return undefined;
  }
}

function columnsFormat(name: string, argument: string, flags: FormatFlags): OutputFormat | undefined {
  if (name === "custom-columns") return { is: "columns", columns: customColumnsOf(argument) };
  if (name !== "custom-columns-file") return undefined;
  if (argument === "") throw new TemplateError("custom-columns format specified but no custom columns given");
  return { is: "columns", columns: customColumnsOfFile(textOf("template", argument, flags)) };
}

function objectFormat(output: string): OutputFormat | undefined {
  const name = output.toLowerCase();
  return OBJECT_FORMATS.includes(name) ? { is: name as "name" | "yaml" | "json" | "kyaml" } : undefined;
}

/**
 * The format of a verb that writes; undefined where it prints its result line.
 * @throws TemplateError with the sentence that follows `error: `
 * @see staging/src/k8s.io/cli-runtime/pkg/genericclioptions/print_flags.go (1.36)
 */
export function writingFormat(flags: FormatFlags): OutputFormat | undefined {
  const template = flags.template ?? "";
  const output =
    flags.output === undefined || flags.output === "" ? (template === "" ? "" : "go-template") : flags.output;
  if (output === "") return undefined;
  const format = objectFormat(output) ?? templateFormat(...split(output, template), flags);
  if (format === undefined) throw noPrinter(output, WRITING_FORMATS);
  return format;
}

/**
 * The format of `get`.
 * @throws TemplateError with the sentence that follows `error: `
 * @see staging/src/k8s.io/kubectl/pkg/cmd/get/get_flags.go (1.36)
 */
export function getFormat(flags: FormatFlags): OutputFormat {
  if (printsTable(flags)) return { is: "table", wide: flags.output === "wide" };
  const template = flags.template ?? "";
  const output = flags.output === undefined || flags.output === "" ? "go-template" : flags.output;
  const [name, argument] = split(output, template);
  const format = objectFormat(output) ?? templateFormat(name, argument, flags) ?? columnsFormat(name, argument, flags);
  if (format === undefined) throw noPrinter(output, GET_FORMATS);
  return format;
}
