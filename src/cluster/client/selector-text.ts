import { qualifiedNameFlaws, labelValueFlaws } from "../../api/names.ts";
import type { LabelSelector, LabelSelectorRequirement } from "../../api/selector.ts";
import { goText } from "../../base/go-text.ts";
import type { Parsed } from "./parsed.ts";

type Operator = "in" | "notin" | "=" | "!=" | "exists" | "!" | "gt" | "lt";

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** Tells whether labels satisfy a selector that was typed. */
export type LabelMatch = (labels: Readonly<Record<string, string>> | undefined) => boolean;

interface Token {
  readonly kind: "word" | "end" | "!" | "," | "(" | ")" | "=" | "==" | "!=" | ">" | "<";
  readonly text: string;
}

const SYMBOL = /^(?:==|!=|[=!,()<>])/;
const WORD = /^[^\s=!,()<>]+/;

function tokens(text: string): readonly Token[] {
  const list: Token[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const symbol = SYMBOL.exec(rest)?.[0];
    const part = symbol ?? WORD.exec(rest)?.[0] ?? rest[0] ?? "";
    list.push({ kind: symbol === undefined ? "word" : (symbol as Token["kind"]), text: part });
    rest = rest.slice(part.length).trimStart();
  }
  return [...list, { kind: "end", text: "" }];
}

class SelectorFault extends Error {}

function fault(message: string): never {
  throw new SelectorFault(message);
}

const unparsable = (message: string): never => fault(`unable to parse requirement: ${message}`);

function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text.replace("+", ""))) === BigInt(text.replace("+", ""));
}

function checkKey(key: string): void {
  const flaws = qualifiedNameFlaws(key);
  if (flaws.length > 0) unparsable(`<nil>: Invalid value: ${goText(key)}: ${flaws.join("; ")}`);
}

/** Several flaws stand in brackets. @see staging/src/k8s.io/apimachinery/pkg/util/errors/errors.go, `Aggregate` (1.36) */
function requirement(key: string, operator: Operator, values: readonly string[]): Requirement {
  const errors: string[] = [];
  const [value = ""] = values;
  if ((operator === "gt" || operator === "lt") && !isInteger(value)) {
    const why = "for 'Gt', 'Lt' operators, the value must be an integer";
    errors.push(`values[0]: Invalid value: ${goText(value)}: ${why}`);
  }
  values.forEach((text, index) => {
    const flaws = labelValueFlaws(text);
    if (flaws.length === 0) return;
    errors.push(`values[${index}][${key}]: Invalid value: ${goText(text)}: ${flaws.join("; ")}`);
  });
  if (errors.length > 0) unparsable(errors.length === 1 ? String(errors[0]) : `[${errors.join(", ")}]`);
  return { key, operator, values };
}

/** @see staging/src/k8s.io/apimachinery/pkg/labels/selector.go, `Parser` (1.36) */
class Reader {
  private readonly list: readonly Token[];
  private at = 0;

  constructor(text: string) {
    this.list = tokens(text);
  }

  private peek(): Token {
    return this.list[this.at] ?? { kind: "end", text: "" };
  }

  private next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  requirements(): readonly Requirement[] {
    const found: Requirement[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind === "end") return found;
      if (token.kind !== "word" && token.kind !== "!")
        fault(`found '${token.text}', expected: !, identifier, or 'end of string'`);
      found.push(this.requirement());
      const after = this.next();
      if (after.kind === "end") return found;
      if (after.kind !== ",") fault(`found '${after.text}', expected: ',' or 'end of string'`);
      const following = this.peek();
      if (following.kind !== "word" && following.kind !== "!") {
        fault(`found '${following.text}', expected: identifier after ','`);
      }
    }
  }

  private requirement(): Requirement {
    const absent = this.peek().kind === "!";
    if (absent) this.next();
    const key = this.next();
    if (key.kind !== "word") unparsable(`found '${key.text}', expected: identifier`);
    checkKey(key.text);
    if (absent) return requirement(key.text, "!", []);
    const { kind } = this.peek();
    if (kind === "end" || kind === ",") return requirement(key.text, "exists", []);
    const operator = this.operator();
    if (operator === "in" || operator === "notin") return requirement(key.text, operator, this.values());
    return requirement(key.text, operator, [this.exactValue()]);
  }

  private operator(): Operator {
    const token = this.next();
    const { kind, text } = token;
    if (kind === "=" || kind === "==") return "=";
    if (kind === "!=") return "!=";
    if (kind === ">") return "gt";
    if (kind === "<") return "lt";
    if (text === "in" || text === "notin") return text;
    return unparsable(`found '${text}', expected: in, notin, =, ==, !=, gt, lt`);
  }

  private values(): readonly string[] {
    const open = this.next();
    if (open.kind !== "(") unparsable(`found '${open.text}' expected: '('`);
    const first = this.peek();
    if (first.kind !== "word" && first.kind !== "," && first.kind !== ")") {
      unparsable(`found '${first.text}', expected: ',', ')' or identifier`);
    }
    const found: string[] = [];
    for (;;) {
      found.push(this.peek().kind === "word" ? this.next().text : "");
      const token = this.next();
      if (token.kind === ")") return [...new Set(found)].sort();
      const wanted = found.at(-1) === "" ? "',', or identifier" : "',' or ')'";
      if (token.kind !== ",") unparsable(`found '${token.text}', expected: ${wanted}`);
    }
  }

  private exactValue(): string {
    const { kind } = this.peek();
    if (kind === "end" || kind === ",") return "";
    const token = this.next();
    if (token.kind !== "word") unparsable(`found '${token.text}', expected: identifier`);
    return token.text;
  }
}

function holds({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case "exists":
      return value !== undefined;
    case "!":
      return value === undefined;
    case "=":
    case "in":
      return value !== undefined && values.includes(value);
    case "!=":
    case "notin":
      return value === undefined || !values.includes(value);
    case "gt":
    case "lt": {
      if (value === undefined || !/^[+-]?\d+$/.test(value)) return false;
      const difference = BigInt(value) - BigInt(values[0] ?? "0");
      return operator === "gt" ? difference > 0n : difference < 0n;
    }
  }
}

/**
 * Reads the text of `-l`. The message of a refusal is the server's, without the wrapper that says who asked.
 * @see staging/src/k8s.io/apimachinery/pkg/labels/selector.go, `Parse` (1.36)
 */
export function parseLabelSelector(text: string): Parsed<LabelMatch> {
  const read = parseRequirements(text);
  if (!read.ok) return read;
  return { ok: true, value: (labels) => read.value.every((one) => holds(one, labels ?? {})) };
}

const OPERATORS: Readonly<Record<string, LabelSelectorRequirement["operator"]>> = {
  in: "In",
  notin: "NotIn",
  "!=": "NotIn",
  exists: "Exists",
  "!": "DoesNotExist",
};

/**
 * The same text as a selector of the API.
 * @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go, `ParseToLabelSelector` (1.36)
 */
export function parseToLabelSelector(text: string): Parsed<LabelSelector> {
  const read = parseRequirements(text);
  if (!read.ok) {
    return { ok: false, message: `couldn't parse the selector string ${JSON.stringify(text)}: ${read.message}` };
  }
  const pairs = read.value.filter(({ operator }) => operator === "=");
  const matchExpressions: LabelSelectorRequirement[] = [];
  for (const { key, operator, values } of read.value) {
    if (operator === "=") continue;
    const named = OPERATORS[operator];
    if (named === undefined) return { ok: false, message: `"${operator}" isn't supported in label selectors` };
    matchExpressions.push({ key, operator: named, ...(values.length === 0 ? {} : { values }) });
  }
  const matchLabels = Object.fromEntries(pairs.map(({ key, values: [value = ""] }) => [key, value]));
  return {
    ok: true,
    value: {
      ...(pairs.length === 0 ? {} : { matchLabels }),
      ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
    },
  };
}

function parseRequirements(text: string): Parsed<readonly Requirement[]> {
  try {
    return { ok: true, value: new Reader(text).requirements() };
  } catch (error) {
    if (error instanceof SelectorFault) return { ok: false, message: error.message };
    throw error;
  }
}
