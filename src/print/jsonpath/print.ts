import { goJson, isJsonObject } from "../../base/json.ts";
import { evaluateJsonPath } from "./evaluate.ts";
import { goPrint, goQuote, goSyntax } from "./go-value.ts";
import type { ListNode } from "./node.ts";
import { parseJsonPath } from "./parse.ts";
import { TemplateError } from "./template-error.ts";

export interface JsonPathOptions {
  readonly asJson?: boolean;
  readonly missingIsError?: boolean;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return Array.isArray(value) || isJsonObject(value) ? goJson(value) : goPrint(value);
}

function parsed(template: string): ListNode {
  try {
    return parseJsonPath(template);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`error parsing jsonpath ${template}, ${error.message}`);
  }
}

function failure(template: string, value: unknown, { message }: TemplateError): TemplateError {
  return new TemplateError(
    `error executing jsonpath ${goQuote(template)}: Error executing template: ${message}. ` +
      `Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n` +
      `\tobject given to jsonpath engine was:\n\t\t${goSyntax(value)}\n\n\n`,
  );
}

/** JSON as `-o jsonpath-as-json` indents it. */
function indented(values: readonly unknown[]): string {
  return `${indent(values, "")}\n`;
}

function indent(value: unknown, margin: string): string {
  const inner = `${margin}    `;
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${value.map((item) => inner + indent(item, inner)).join(",\n")}\n${margin}]`;
  }
  if (!isJsonObject(value) || goJson(value) === "{}") return goJson(value);
  const compact = Object.keys(value).filter((name) => value[name] !== undefined);
  const members = compact.sort().map((name) => `${inner}${goJson(name)}: ${indent(value[name], inner)}`);
  return `{\n${members.join(",\n")}\n${margin}}`;
}

/**
 * `-o jsonpath=…`: the template with its paths replaced by what they lead to, without a line feed at the end.
 * @throws TemplateError with the sentence that follows `error: `
 * @see staging/src/k8s.io/cli-runtime/pkg/printers/jsonpath.go (1.36)
 */
export function printJsonPath(template: string, value: unknown, options: JsonPathOptions = {}): string {
  const root = parsed(template);
  try {
    const parts = evaluateJsonPath(root, value, { missingIsError: options.missingIsError === true });
    if (options.asJson === true) return parts.map(indented).join("");
    return parts.map((values) => values.map(valueText).join(" ")).join("");
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw failure(template, value, error);
  }
}
