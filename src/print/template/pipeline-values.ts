import { isJsonObject } from "../../base/json.ts";
import { goQuote } from "../jsonpath/go-value.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { ArgumentError, callFunction, isTrue } from "./functions.ts";
import type { Command, Operand, Pipeline, Place, Template } from "./node.ts";

export interface TemplateOptions {
  /** Whether a key that a map has not is an error; default: it prints `<no value>`. */
  readonly missingIsError?: boolean;
}

/** Variables by name, the newest first. */
export interface Variable {
  readonly name: string;
  value: unknown;
  readonly outer: Variable | undefined;
}

export interface Scope {
  readonly dot: unknown;
  readonly variables: Variable | undefined;
}

export class ExecutionError extends Error {}

function variableOf(name: string, variables: Variable | undefined): Variable | undefined {
  for (let variable = variables; variable !== undefined; variable = variable.outer) {
    if (variable.name === name) return variable;
  }
  return undefined;
}

/** The variables after a pipeline: new ones before the old, or the old ones changed. */
export function declared(
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

/** What pipelines of a template are worth. */
export class PipelineValues {
  readonly #template: Template;
  readonly #options: TemplateOptions;

  constructor(template: Template, options: TemplateOptions) {
    this.#template = template;
    this.#options = options;
  }

  of(pipeline: Pipeline, scope: Scope): unknown {
    let piped: readonly unknown[] = [];
    for (const command of pipeline.commands) piped = [this.#command(command, scope, piped)];
    return piped[0];
  }

  #command({ operands }: Command, scope: Scope, piped: readonly unknown[]): unknown {
    const [first, ...rest] = operands;
    if (first === undefined) return undefined;
    if (first.is === "function") return this.#call(first, rest, scope, piped);
    if (first.is === "nil") throw this.error(first, "nil", "nil is not a command");
    if (rest.length + piped.length > 0 && (first.is === "literal" || first.is === "dot" || first.is === "chain")) {
      throw this.error(first, first.source.trim(), `can't give argument to non-function ${first.source.trim()}`);
    }
    const value = this.#operand(first, scope);
    if (rest.length + piped.length === 0) return value;
    const name = "fields" in first ? (first.fields.at(-1) ?? first.source) : first.source;
    throw this.error(first, first.source.trim(), `${name} is not a method but has arguments`);
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
      throw this.error(operand, isCount ? name : context, message);
    }
  }

  /** An argument is complained of where it stands, a piped one at the function. */
  #misfit({ message }: ArgumentError, argument: Operand | undefined, piped: Operand): ExecutionError {
    const place = argument ?? piped;
    const source = place.source.trim();
    return this.error(place, source, place.is === "literal" ? `expected string; found ${source}` : message);
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
      throw this.error(operand, name, `wrong number of args for ${name}: want at least 1 got 0`);
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
        return this.#fields(operand, this.of(operand.of, scope), operand.fields);
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
    if (value === null) throw this.error(operand, source, `nil pointer evaluating interface {}.${name}`);
    if (value === undefined) {
      if (missing) throw this.error(operand, source, `nil data; no entry for key ${goQuote(name)}`);
      return undefined;
    }
    if (!isJsonObject(value))
      throw this.error(
        operand,
        source,
        `can't evaluate field ${name} in type ${typeof value === "bigint" ? "int" : "interface {}"}`,
      );
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    if (found === undefined && missing) throw this.error(operand, source, `map has no entry for key ${goQuote(name)}`);
    return found;
  }

  error({ offset }: Place, context: string, message: string): ExecutionError {
    const before = this.#template.text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - (before.lastIndexOf("\n") + 1);
    return new ExecutionError(`template: output:${line}:${column}: executing "output" at <${context}>: ${message}`);
  }
}
