import type { Wanted } from "../../api/structure/explain.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { textBetween } from "../../manifest/text.ts";
import type { Edit, Particulars } from "../rule.ts";

/** What is to be done about a value that is not of its field's type. */
type TypeFix = Pick<Particulars, "fix" | "edits">;

/** A plain scalar as it stands in the file; undefined for anything else, such as an alias. */
function writtenAt(manifest: Manifest, path: FieldPath): string | undefined {
  const { start, end, exact } = manifest.locate(path, "value");
  const written = exact && start.line === end.line ? textBetween(manifest.document, start, end) : "";
  return /^[-+.\w]+$/.test(written) ? written : undefined;
}

function setTo(path: FieldPath, value: string | number | boolean): readonly Edit[] {
  return [{ do: "set", path, value }];
}

function asText(manifest: Manifest, path: FieldPath): TypeFix | undefined {
  const written = writtenAt(manifest, path);
  if (written === undefined) return { fix: "write it in quotes, as text" };
  return { fix: `write it in quotes: ${JSON.stringify(written)}`, edits: setTo(path, written) };
}

function bare(path: FieldPath, value: number | boolean): TypeFix {
  return { fix: `leave the quotes out: ${value}`, edits: setTo(path, value) };
}

const WHOLE = /^(?:0|-?[1-9]\d{0,8})$/;

/** How a value of the wrong type is put right, where its field's type tells; with an edit where there is one answer. */
export function typeFix(manifest: Manifest, path: FieldPath, wants: Wanted | undefined): TypeFix | undefined {
  const value = valueAt(manifest.object, path);
  const isScalar = typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
  switch (wants) {
    case "string":
      return isScalar ? asText(manifest, path) : { fix: "write one text here, on this line or as a block" };
    case "integer":
      if (typeof value === "string" && WHOLE.test(value)) return bare(path, Number(value));
      return { fix: "write a whole number, without quotes" };
    case "boolean":
      return value === "true" || value === "false" ? bare(path, value === "true") : { fix: "write true or false" };
    case "array":
      if (isJsonObject(value)) return { fix: "it is a list, even of one: begin the first line with `- `" };
      return { fix: "it is a list, even of one: write each item on a line of its own behind `- `" };
    case "object":
      if (Array.isArray(value)) return { fix: "it is a mapping and no list: leave the `- ` out" };
      return { fix: "it is a mapping: its fields stand on the lines below, indented" };
    case "quantity":
      return { fix: "write a number with a unit that Kubernetes knows, such as 500m, 2, 512Mi or 10Gi" };
    default:
      return undefined;
  }
}
