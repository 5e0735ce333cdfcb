import { TemplateError } from "./template-error.ts";

export type ComparedKind = "string" | "bool" | "int" | "float";

/** A side of a comparison. */
export interface Compared {
  readonly value: unknown;
  /** undefined: of a kind that has no order and no equality. */
  readonly kind: ComparedKind | undefined;
}

function isEqual(left: unknown, right: unknown): boolean {
  return typeof left === "bigint" || typeof right === "bigint" ? String(left) === String(right) : left === right;
}

function isLess(left: Compared, right: Compared): boolean {
  if (left.kind === "bool") throw new TemplateError("invalid type for comparison");
  return (left.value as string | number | bigint) < (right.value as string | number | bigint);
}

/**
 * A comparison of a filter or a template. Both sides have to be of one kind; whole numbers and fractions are two.
 * @throws TemplateError with upstream's sentence
 * @see staging/src/k8s.io/client-go/third_party/forked/golang/template/funcs.go (1.36)
 */
export function compare(left: Compared, operator: string, right: Compared): boolean {
  if (left.kind === undefined || right.kind === undefined) throw new TemplateError("invalid type for comparison");
  if (left.kind !== right.kind) throw new TemplateError("incompatible types for comparison");
  const same = isEqual(left.value, right.value);
  switch (operator) {
    case "==":
      return same;
    case "!=":
      return !same;
    case "<":
      return isLess(left, right);
    case "<=":
      return same || isLess(left, right);
    case ">":
      return !same && !isLess(left, right);
    case ">=":
      return !isLess(left, right);
    default:
      throw new TemplateError(`unrecognized filter operator ${operator}`);
  }
}
