import { isJsonObject } from "../../base/json.ts";
import { goPrint, goQuote, memberNames } from "../jsonpath/go-value.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { ArgumentError, callFunction, isTrue } from "./functions.ts";
import type { Command, ControlNode, InvocationNode, Operand, Pipeline, Place, Template, TemplateNode } from "./node.ts";

export interface TemplateOptions {
  /** Whether a key that a map has not is an error; default: it prints `<no value>`. */
  readonly missingIsError?: boolean;
}

/** What was printed until the end, or until the error. */
export interface TemplateResult {
  readonly text: string;
  readonly error?: string;
}

const DEEPEST = 1000;

type Ending = "break" | "continue" | undefined;

/** Variables by name, the newest first. */
interface Variable {
  readonly name: string;
  value: unknown;
  readonly outer: Variable | undefined;
}

interface Scope {
  readonly dot: unknown;
  readonly variables: Variable | undefined;
}

class ExecutionError extends Error {}

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
  readonly #options: TemplateOptions;
  #depth = 0;

  constructor(template: Template, options: TemplateOptions) {
    this.#template = template;
    this.#options = options;
  }

  #error({ offset }: Place, context: string, message: string): ExecutionError {
    const before = this.#template.text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - (before.lastIndexOf("\n") + 1);
    return new ExecutionError(`template: output:${line}:${column}: executing "output" at <${context}>: ${message}`);
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
    const value = this.#pipeline(node.pipeline, scope);
    const variables = declared(node.pipeline, [value], scope.variables);
    if (!isTrue(value)) return this.run(node.otherwise, { ...scope, variables });
    return this.run(node.body, { dot: node.is === "with" ? value : scope.dot, variables });
  }

  #action(pipeline: Pipeline, scope: Scope): Variable | undefined {
    const value = this.#pipeline(pipeline, scope);
    if (pipeline.variables.length > 0) return declared(pipeline, [value], scope.variables);
    this.text += isAbsent(value) ? "<no value>" : goPrint(value);
    return scope.variables;
  }

  #range(node: ControlNode, scope: Scope): Ending {
    const value = this.#pipeline(node.pipeline, { ...scope });
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
    throw this.#error(last ?? pipeline, last?.source.trim() ?? "", `range can't iterate over ${goPrint(value)}`);
  }

  #invoke(node: InvocationNode, scope: Scope): void {
    const nodes = this.#template.defined.get(node.name);
    const shown = `{{template ${goQuote(node.name)}}}`;
    if (nodes === undefined) throw this.#error(node.place, shown, `template ${goQuote(node.name)} not defined`);
    if (++this.#depth > DEEPEST) {
      throw this.#error(node.place, shown, `exceeded maximum template depth (${DEEPEST})`);
    }
    const dot = node.pipeline === undefined ? undefined : this.#pipeline(node.pipeline, scope);
    const variables = { name: "$", value: dot, outer: undefined };
    this.run(nodes, { dot, variables });
    this.#depth--;
  }

  #pipeline(pipeline: Pipeline, scope: Scope): unknown {
    let piped: readonly unknown[] = [];
    for (const command of pipeline.commands) piped = [this.#command(command, scope, piped)];
    return piped[0];
  }

  #command({ operands }: Command, scope: Scope, piped: readonly unknown[]): unknown {
    const [first, ...rest] = operands;
    if (first === undefined) return undefined;
    if (first.is === "function") return this.#call(first, rest, scope, piped);
    if (first.is === "nil") throw this.#error(first, "nil", "nil is not a command");
    if (rest.length + piped.length > 0 && (first.is === "literal" || first.is === "dot" || first.is === "chain")) {
      throw this.#error(first, first.source.trim(), `can't give argument to non-function ${first.source.trim()}`);
    }
    const value = this.#operand(first, scope);
    if (rest.length + piped.length === 0) return value;
    const name = "fields" in first ? (first.fields.at(-1) ?? first.source) : first.source;
    throw this.#error(first, first.source.trim(), `${name} is not a method but has arguments`);
  }

  #call(
    operand: Extract<Operand, { is: "function" }>,
    rest: readonly Operand[],
    scope: Scope,
    piped: readonly unknown[],
  ): unknown {
    const { name } = operand;
    if (name === "and" || name === "or") return this.#shortCircuit(operand, rest, scope, piped);
    const values = [...rest.map((argument) => this.#operand(argument, scope)), ...piped];
    try {
      return callFunction(name, values);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      if (error instanceof ArgumentError) throw this.#misfit(error, rest[0], operand);
      const context = [operand, ...rest].map(({ source }) => source.trim()).join(" ");
      const isCount = error.message.startsWith("wrong number of args");
      const message = isCount ? error.message : `error calling ${name}: ${error.message}`;
      throw this.#error(operand, isCount ? name : context, message);
    }
  }

  /** An argument is complained of where it stands, a piped one at the function. */
  #misfit({ message }: ArgumentError, argument: Operand | undefined, piped: Operand): ExecutionError {
    const place = argument ?? piped;
    const source = place.source.trim();
    return this.#error(place, source, place.is === "literal" ? `expected string; found ${source}` : message);
  }

  /** The first argument that decides, or the last. */
  #shortCircuit(
    operand: Extract<Operand, { is: "function" }>,
    rest: readonly Operand[],
    scope: Scope,
    piped: readonly unknown[],
  ): unknown {
    const { name } = operand;
    if (rest.length + piped.length === 0) {
      throw this.#error(operand, name, `wrong number of args for ${name}: want at least 1 got 0`);
    }
    let value: unknown;
    for (const argument of rest) {
      value = this.#operand(argument, scope);
      if (isTrue(value) === (name === "or")) return value;
    }
    return piped.length > 0 ? piped[0] : value;
  }

  #operand(operand: Operand, scope: Scope): unknown {
    switch (operand.is) {
      case "dot":
        return scope.dot;
      case "nil":
        return null;
      case "literal":
        return operand.value;
      case "field":
        return this.#fields(operand, scope.dot, operand.fields);
      case "variable":
        return this.#fields(operand, variableOf(operand.name, scope.variables)?.value, operand.fields);
      case "chain":
        return this.#fields(operand, this.#pipeline(operand.of, scope), operand.fields);
      case "function":
        return this.#call(operand, [], scope, []);
    }
  }

  #fields(operand: Operand, start: unknown, fields: readonly string[]): unknown {
    return fields.reduce((value, name) => this.#field(operand, value, name), start);
  }

  #field(operand: Operand, value: unknown, name: string): unknown {
    const source = operand.source.trim();
    const missing = this.#options.missingIsError === true;
    if (value === null) throw this.#error(operand, source, `nil pointer evaluating interface {}.${name}`);
    if (value === undefined) {
      if (missing) throw this.#error(operand, source, `nil data; no entry for key ${goQuote(name)}`);
      return undefined;
    }
    if (!isJsonObject(value))
      throw this.#error(
        operand,
        source,
        `can't evaluate field ${name} in type ${typeof value === "bigint" ? "int" : "interface {}"}`,
      );
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    if (found === undefined && missing) throw this.#error(operand, source, `map has no entry for key ${goQuote(name)}`);
    return found;
  }
}

function variableOf(name: string, variables: Variable | undefined): Variable | undefined {
  for (let variable = variables; variable !== undefined; variable = variable.outer) {
    if (variable.name === name) return variable;
  }
  return undefined;
}

/** The variables after a pipeline: new ones before the old, or the old ones changed. */
function declared(
  pipeline: Pipeline,
  values: readonly unknown[],
  variables: Variable | undefined,
): Variable | undefined {
  let all = variables;
  for (const [index, name] of pipeline.variables.entries()) {
    if (pipeline.declares) all = { name, value: values[index], outer: all };
    else {
      const variable = variableOf(name, all);
      if (variable !== undefined) variable.value = values[index];
    }
  }
  return all;
}
