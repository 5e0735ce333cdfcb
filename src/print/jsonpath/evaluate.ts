import { isJsonObject } from "../../base/json.ts";
import { compare, type Compared, type ComparedKind } from "./compare.ts";
import { goPrint, goType, memberNames } from "./go-value.ts";
import type { ListNode, PathNode } from "./node.ts";
import { TemplateError } from "./template-error.ts";

export interface EvaluateOptions {
  /** Whether a field that is nowhere is an error; default not. */
  readonly missingIsError?: boolean;
}

type Values = readonly unknown[];

/**
 * What the parts of a template find in a value, part by part: the text around the braces, and all that a path leads to.
 * @throws TemplateError with upstream's sentence
 * @see staging/src/k8s.io/client-go/util/jsonpath/jsonpath.go, `FindResults` (1.36)
 */
export function evaluateJsonPath(template: ListNode, value: unknown, options: EvaluateOptions = {}): readonly Values[] {
  return new Evaluation(template.nodes, options).find(value, 0);
}

/** One run; the counters and the last `end` are how upstream knows in which loop it is. */
class Evaluation {
  readonly #nodes: readonly PathNode[];
  readonly #options: EvaluateOptions;
  #begun = false;
  #inRange = 0;
  #ended = 0;
  #lastEnd = -1;

  constructor(nodes: readonly PathNode[], options: EvaluateOptions) {
    this.#nodes = nodes;
    this.#options = options;
  }

  find(value: unknown, start: number): Values[] {
    const found: Values[] = [];
    for (let index = start; index < this.#nodes.length; index++) {
      const node = this.#nodes[index];
      if (node === undefined) break;
      const values = this.#walk([value], node);
      if (this.#ended > 0 && this.#ended <= this.#inRange) {
        this.#ended--;
        this.#lastEnd = index;
        break;
      }
      if (!this.#begun) {
        found.push(values);
        continue;
      }
      this.#begun = false;
      found.push(...this.#loop(values, index + 1));
      if (this.#lastEnd > index) index = this.#lastEnd;
    }
    return found;
  }

  /** Runs what follows a `range` for each value; for none it is run once in vain, to come to the loop's end. */
  #loop(values: Values, start: number): Values[] {
    this.#inRange++;
    const found = values.flatMap((value) => this.find(value, start));
    if (values.length === 0) this.find(undefined, start);
    this.#inRange--;
    return found;
  }

  #walk(input: Values, node: PathNode): Values {
    switch (node.is) {
      case "list":
        return this.#list(input, node);
      case "text":
        return [node.text];
      case "field":
        return this.#field(input, node.name);
      case "array":
        return array(input, node);
      case "filter":
        return this.#filter(input, node);
      case "number":
      case "boolean":
        return input.map(() => node.value);
      case "wildcard":
        return input.flatMap(children);
      case "recursive":
        return input.flatMap(descendants);
      case "union":
        return node.members.flatMap((member) => this.#list(input, member));
      case "identifier":
        return this.#identifier(input, node.name);
    }
  }

  #list(input: Values, list: ListNode): Values {
    return list.nodes.reduce<Values>((values, node) => this.#walk(values, node), input);
  }

  #identifier(input: Values, name: string): Values {
    if (name === "range") {
      this.#begun = true;
      return input;
    }
    if (name !== "end") throw new TemplateError(`unrecognized identifier ${name}`);
    if (this.#ended >= this.#inRange) throw new TemplateError("not in range, nothing to end");
    this.#ended++;
    return [];
  }

  #field(input: Values, name: string): Values {
    if (input.length === 0) return [];
    const found = input.flatMap((value) => {
      return isJsonObject(value) && Object.hasOwn(value, name) && value[name] !== undefined ? [value[name]] : [];
    });
    if (found.length === 0 && this.#options.missingIsError === true) throw new TemplateError(`${name} is not found`);
    return found;
  }

  #filter(input: Values, node: Extract<PathNode, { is: "filter" }>): Values {
    return input.flatMap((value) => {
      if (!Array.isArray(value)) {
        throw new TemplateError(`${goPrint(value)} is not array or slice and cannot be filtered`);
      }
      return value.filter((item) => this.#passes(item, node));
    });
  }

  #passes(item: unknown, node: Extract<PathNode, { is: "filter" }>): boolean {
    const lefts = this.#list([item], node.left);
    if (node.operator === "exists") return lefts.length > 0;
    if (lefts.length === 0) return false;
    if (lefts.length > 1) throw new TemplateError("can only compare one element at a time");
    const rights = this.#list([item], node.right);
    if (rights.length !== 1) throw new TemplateError("can only compare one element at a time");
    return compare(compared(lefts[0]), node.operator, compared(rights[0], node.right.nodes[0]));
  }
}

const KINDS: Readonly<Record<string, ComparedKind>> = { string: "string", boolean: "bool", bigint: "int" };

/** `literal` is the node of a value that stands in the path, which tells `80` from `80.0`. */
function compared(value: unknown, literal?: PathNode): Compared {
  if (typeof value !== "number") return { value, kind: KINDS[typeof value] };
  const isFloat = literal?.is === "number" ? literal.float : !Number.isInteger(value);
  return { value, kind: isFloat ? "float" : "int" };
}

function array(input: Values, node: Extract<PathNode, { is: "array" }>): Values {
  const found: unknown[] = [];
  for (const value of input) {
    if (value === null || value === undefined) continue;
    if (!Array.isArray(value)) throw new TemplateError(`${goType(value)} is not array or slice`);
    const slice = slicedArray(value, node);
    if (slice === undefined) return found;
    for (const item of slice) found.push(item);
  }
  return found;
}

/** The part that the bounds name; undefined when they name none, which ends the search. */
function slicedArray(value: Values, node: Extract<PathNode, { is: "array" }>): Values | undefined {
  const { length } = value;
  const from = node.from.value < 0 ? node.from.value + length : node.from.value;
  const isLast = node.to.derived === true && node.to.value === 0;
  const end = node.to.known ? node.to.value : length;
  const to = end < 0 || isLast ? end + length : end;
  if (from === to) return undefined;
  const outside = (index: number): never => {
    throw new TemplateError(`array index out of bounds: index ${index}, length ${length}`);
  };
  if (from >= length || from < 0) outside(from);
  if (to > length || to < 0) outside(to - 1);
  if (from > to) throw new TemplateError(`starting index ${from} is greater than ending index ${to}`);
  const step = node.step.known ? node.step.value : 1;
  if (step <= 0) throw new TemplateError("step must be > 0");
  return value.slice(from, to).filter((_, index) => index % step === 0);
}

function children(value: unknown): Values {
  if (Array.isArray(value)) return value as Values;
  return isJsonObject(value) ? memberNames(value).map((name) => value[name]) : [];
}

/** Every list and map below a value, itself first. */
function descendants(value: unknown): Values {
  if (typeof value === "string" && value !== "") return [value];
  const below = children(value);
  return below.length === 0 ? [] : [value, ...below.flatMap(descendants)];
}
