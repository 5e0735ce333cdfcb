import { goJson } from "../../base/json.ts";
import { goPrint, goQuote } from "../jsonpath/go-value.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { evaluateTemplate } from "./evaluate.ts";
import type { TemplateOptions } from "./pipeline-values.ts";
import type { Template } from "./node.ts";
import { parseTemplate } from "./parse.ts";

/** The text made, and what stopped it from being whole. */
export interface TemplatePrinted {
  readonly text: string;
  readonly error?: TemplateError;
}

function parsed(template: string): Template {
  try {
    return parseTemplate(template);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`error parsing template ${template}, ${error.message}`);
  }
}

/**
 * `-o go-template=…`. Where the template fails, what helps to mend it follows what was printed so far.
 * @throws TemplateError when the template cannot be read
 * @see staging/src/k8s.io/cli-runtime/pkg/printers/template.go (1.36)
 */
export function printGoTemplate(template: string, value: unknown, options: TemplateOptions = {}): TemplatePrinted {
  const { text, error } = evaluateTemplate(parsed(template), value, options);
  if (error === undefined) return { text };
  const advice =
    `Error executing template: ${error}. Printing more information for debugging the template:\n` +
    `\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${goJson(value)}\n` +
    `\tobject given to template engine was:\n\t\t${goPrint(value)}\n\n`;
  const message = `error executing template ${goQuote(template)}: ${error}`;
  return { text: text + advice, error: new TemplateError(message) };
}
