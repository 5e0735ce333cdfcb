import type { PathNode } from "./node.ts";
import { TemplateError } from "./template-error.ts";

type Kind = "string" | "bool" | "int" | "float";

function kindOf(value: unknown, literal: PathNode | undefined): Kind {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  if (typeof value !== "number") throw new TemplateError("invalid type for comparison");
  if (literal?.is === "number") return literal.float ? "float" : "int";
  return Number.isInteger(value) ? "int" : "float";
}

function isEqual(left: unknown, right: unknown): boolean {
  return typeof left === "bigint" || typeof right === "bigint" ? String(left) === String(right) : left === right;
}

function isLess(left: unknown, right: unknown, kind: Kind): boolean {
  if (kind === "bool") throw new TemplateError("invalid type for comparison");
  return (left as string | number | bigint) < (right as string | number | bigint);
}

/**
 * A filter's comparison. Both sides have to be of one kind; whole numbers and fractions are two kinds.
 * `literal` is the node of the right side, which tells `80` from `80.0`.
 * @see staging/src/k8s.io/client-go/third_party/forked/golang/template/funcs.go (1.36)
 */
export function compare(left: unknown, operator: string, right: unknown, literal?: PathNode): boolean {
  const kind = kindOf(left, undefined);
  if (!["==", "!=", "<", "<=", ">", ">="].includes(operator)) {
    throw new TemplateError(`unrecognized filter operator ${operator}`);
  }
  if (kind !== kindOf(right, literal)) throw new TemplateError("incompatible types for comparison");
  if (operator === "==") return isEqual(left, right);
  if (operator === "!=") return !isEqual(left, right);
  if (operator === "<") return isLess(left, right, kind);
  if (operator === ">=") return !isLess(left, right, kind);
  const below = isLess(left, right, kind) || isEqual(left, right);
  return operator === "<=" ? below : !below;
}
