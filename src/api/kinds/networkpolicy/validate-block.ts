import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, required, type FieldError } from "../../field-error.ts";
import { text, texts, type Fields } from "../../validation/fields.ts";
import { parseIp, validateCidr } from "../../validation/ip.ts";

interface Range {
  readonly bytes: readonly number[];
  readonly prefix: number;
}

function parseRange(range: string): Range | undefined {
  const [address = "", length = ""] = range.split("/");
  const bytes = parseIp(address)?.bytes;
  const prefix = /^[0-9]+$/.test(length) ? Number(length) : Number.NaN;
  return bytes === undefined || !(prefix <= bytes.length * 8) ? undefined : { bytes, prefix };
}

/** Whether all of one range lies within the other, which is larger. */
function isWithin(inner: Range, outer: Range): boolean {
  if (inner.bytes.length !== outer.bytes.length || inner.prefix <= outer.prefix) return false;
  return outer.bytes.every((byte, index) => {
    const mask = ~(0xff >> Math.min(8, Math.max(0, outer.prefix - index * 8))) & 0xff;
    return (byte & mask) === ((inner.bytes[index] ?? 0) & mask);
  });
}

/**
 * A range of addresses without some within it.
 * @see pkg/apis/networking/validation/validation.go, `ValidateIPBlock` (1.36)
 */
export function validateBlock(path: FieldPath, block: Fields): readonly FieldError[] {
  const range = text(block, "cidr");
  if (range === "") return [required([...path, "cidr"])];
  const errors = [...validateCidr([...path, "cidr"], range)];
  const outer = parseRange(range);
  if (outer === undefined) return errors;
  for (const [index, except] of texts(block, "except").entries()) {
    const at = [...path, "except", index];
    errors.push(...validateCidr(at, except));
    const inner = parseRange(except);
    if (inner !== undefined && !isWithin(inner, outer))
      errors.push(invalid(at, except, "must be a strict subset of `cidr`"));
  }
  return errors;
}
