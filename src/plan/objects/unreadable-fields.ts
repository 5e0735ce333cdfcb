import { isUnreadable } from "../../api/status.ts";
import { structuralFaults } from "../../api/structure/explain.ts";
import { meantBy } from "../../api/structure/meant.ts";
import { definitionOf } from "../../api/structure/schema.ts";
import { valueAt } from "../../base/field-path.ts";
import type { Failure } from "../../cluster/client/request.ts";
import type { FieldChange } from "../model.ts";
import { fieldText, MASK } from "./field-diff.ts";

/** The fields for which the server cannot read an object, with what was probably meant by those it does not know. */
export function unreadableFields(failure: Failure): readonly FieldChange[] {
  const { source } = failure;
  if (failure.kind !== "status" || !isUnreadable(failure.status) || source === undefined) return [];
  const { apiVersion, kind } = source.object;
  const definition = definitionOf(String(apiVersion), String(kind));
  if (definition === undefined) return [];
  return structuralFaults(definition, source.object).map((fault): FieldChange => {
    const { path } = fault;
    const { spelling, homes = [] } = fault.kind === "wrong-type" ? {} : meantBy(definition, fault);
    const found = source.locate?.(path, fault.kind === "wrong-type" ? "value" : "key");
    return {
      field: fieldText(path),
      path,
      after: kind === "Secret" ? MASK : valueAt(source.object, path),
      ...(spelling === undefined ? {} : { meant: spelling }),
      ...(homes.length === 0 ? {} : { homes }),
      ...(found === undefined ? {} : { at: { file: found.file, line: found.start.line, column: found.start.column } }),
    };
  });
}
