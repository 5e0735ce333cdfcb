import { isJsonObject } from "../../base/json.ts";
import { goPrint, goQuote, memberNames } from "../jsonpath/go-value.ts";
import { isTrue } from "./functions.ts";
import type { ControlNode, InvocationNode, Pipeline, Template, TemplateNode } from "./node.ts";
import {
  declared,
  ExecutionError,
  PipelineValues,
  type Scope,
  type TemplateOptions,
  type Variable,
} from "./pipeline-values.ts";

/** What was printed until the end, or until the error. */
export interface TemplateResult {
  readonly text: string;
  readonly error?: string;
}

const DEEPEST = 1000;

type Ending = "break" | "continue" | undefined;

/**
 * Runs a template over a value.
 * @see text/template/exec.go of Go 1.26
 */
export function evaluateTemplate(template: Template, value: unknown, options: TemplateOptions = {}): TemplateResult {
  const execution = new Execution(template, options);
  try {
    execution.run(template.nodes, { dot: value, variables: { name: "$", value, outer: undefined } });
    return { text: execution.text };
  } catch (error) {
    if (!(error instanceof ExecutionError)) throw error;
    return { text: execution.text, error: error.message };
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

class Execution {
  text = "";
  readonly #template: Template;
  readonly #values: PipelineValues;
  #depth = 0;

  constructor(template: Template, options: TemplateOptions) {
    this.#template = template;
    this.#values = new PipelineValues(template, options);
  }

  run(nodes: readonly TemplateNode[], scope: Scope): Ending {
    let { variables } = scope;
    for (const node of nodes) {
      if (node.is === "jump") return node.to;
      if (node.is === "text") this.text += node.text;
      else if (node.is === "action") variables = this.#action(node.pipeline, { ...scope, variables });
      else if (node.is === "template") this.#invoke(node, { ...scope, variables });
      else {
        const ending = this.#control(node, { ...scope, variables });
        if (ending !== undefined) return ending;
      }
    }
    return undefined;
  }

  #control(node: ControlNode, scope: Scope): Ending {
    if (node.is === "range") return this.#range(node, scope);
    const value = this.#values.of(node.pipeline, scope);
    const variables = declared(node.pipeline, [value], scope.variables);
    if (!isTrue(value)) return this.run(node.otherwise, { ...scope, variables });
    return this.run(node.body, { dot: node.is === "with" ? value : scope.dot, variables });
  }

  #action(pipeline: Pipeline, scope: Scope): Variable | undefined {
    const value = this.#values.of(pipeline, scope);
    if (pipeline.variables.length > 0) return declared(pipeline, [value], scope.variables);
    this.text += isAbsent(value) ? "<no value>" : goPrint(value);
    return scope.variables;
  }

  #range(node: ControlNode, scope: Scope): Ending {
    const value = this.#values.of(node.pipeline, { ...scope });
    const pairs = this.#pairs(node.pipeline, value);
    for (const [key, item] of pairs) {
      const values = node.pipeline.variables.length > 1 ? [key, item] : [item];
      const variables = declared(node.pipeline, values, scope.variables);
      if (this.run(node.body, { dot: item, variables }) === "break") break;
    }
    return pairs.length === 0 ? this.run(node.otherwise, scope) : undefined;
  }

  #pairs(pipeline: Pipeline, value: unknown): readonly (readonly [key: unknown, item: unknown])[] {
    if (isAbsent(value)) return [];
    if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), item] as const);
    if (isJsonObject(value)) return memberNames(value).map((name) => [name, value[name]] as const);
    if (typeof value === "bigint" || Number.isInteger(value)) {
      return Array.from({ length: Number(value) }, (_, index) => [BigInt(index), BigInt(index)] as const);
    }
    const last = pipeline.commands.at(-1)?.operands.at(-1);
    throw this.#values.error(last ?? pipeline, last?.source.trim() ?? "", `range can't iterate over ${goPrint(value)}`);
  }

  #invoke(node: InvocationNode, scope: Scope): void {
    const nodes = this.#template.defined.get(node.name);
    const shown = `{{template ${goQuote(node.name)}}}`;
    if (nodes === undefined) throw this.#values.error(node.place, shown, `template ${goQuote(node.name)} not defined`);
    if (++this.#depth > DEEPEST) {
      throw this.#values.error(node.place, shown, `exceeded maximum template depth (${DEEPEST})`);
    }
    const dot = node.pipeline === undefined ? undefined : this.#values.of(node.pipeline, scope);
    const variables = { name: "$", value: dot, outer: undefined };
    this.run(nodes, { dot, variables });
    this.#depth--;
  }
}
