import { compareQuantities, parseQuantity } from "../../api/quantity.ts";
import { byBytes } from "../../base/json.ts";
import { evaluateJsonPath } from "../jsonpath/evaluate.ts";
import { goType } from "../jsonpath/go-value.ts";
import { parseJsonPath } from "../jsonpath/parse.ts";
import { relaxedPath } from "../jsonpath/relaxed.ts";
import { TemplateError } from "../jsonpath/template-error.ts";

/** A field that has no order: kubectl logs the path and this, and ends at once. */
export class UnsortableError extends TemplateError {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

function isLessText(left: string, right: string): boolean {
  const a = parseQuantity(left);
  const b = parseQuantity(right);
  return a.ok && b.ok ? compareQuantities(a.quantity, b.quantity) < 0 : byBytes(left, right) < 0;
}

function isLessValue(left: unknown, right: unknown, path: string): boolean {
  if (left === null && right === null) return false;
  if (left === null) return true;
  if (right === null) return false;
  if (typeof left === "string" && typeof right === "string") return isLessText(left, right);
  const type = goType(left);
  const isNumber = type === "int64" || type === "float64";
  if (isNumber && goType(right) === type) return (left as number | bigint) < (right as number | bigint);
  const why = isNumber || type === "string" ? "unsortable interface: interface" : `unsortable type: ${type}`;
  throw new UnsortableError(path, `is an unsortable type: interface, err: ${why}`);
}

/**
 * Items by what a path finds in their objects, ascending. Those without the field come first, in reversed order: each
 * of two such is less than the other for upstream.
 * @throws TemplateError when the path is none, or leads nowhere in all of them
 * @see staging/src/k8s.io/kubectl/pkg/cmd/get/sorter.go (1.36)
 */
export function sortedBy<T>(path: string, items: readonly T[], objectOf: (item: T) => unknown): readonly T[] {
  const field = relaxedPath(path);
  const template = parseJsonPath(field);
  const keyed = items.map((item) => ({ item, key: evaluateJsonPath(template, objectOf(item))[0] ?? [] }));
  const having = keyed.filter(({ key }) => key.length > 0);
  if (having.length === 0) {
    throw new TemplateError(`couldn't find any field with path ${JSON.stringify(field)} in the list of objects`);
  }
  const order = (a: unknown, b: unknown): number => {
    return isLessValue(a, b, field) ? -1 : Number(isLessValue(b, a, field));
  };
  const without = keyed.filter(({ key }) => key.length === 0).toReversed();
  return [...without, ...having.sort((a, b) => order(a.key[0], b.key[0]))].map(({ item }) => item);
}
