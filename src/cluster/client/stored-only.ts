import { joinWithAnd } from "../../base/join-with-and.ts";
import { resourceKind } from "../../api/kinds.ts";
import { ADMISSION_KINDS } from "../pod-admission.ts";
import type { Result } from "./request.ts";

/** The line that says which of the objects that were just written nothing here acts on; none when all have an effect. */
export function storedOnly(results: readonly Result[]): readonly string[] {
  const written = results.filter(({ resource, operation }) => {
    return (
      resourceKind(resource.key) === undefined &&
      !ADMISSION_KINDS.has(resource.key) &&
      !operation.startsWith("unchanged")
    );
  });
  const kinds = [...new Set(written.map(({ resource }) => resource.kind))];
  if (kinds.length === 0) return [];
  return [`note: objects of kind ${joinWithAnd(kinds)} are stored and listed, and have no effect here`];
}
