import type { Failure } from "../../cluster/client/request.ts";

function failureLine(failure: Failure, alone: boolean): string {
  if (failure.kind === "client") return alone ? `error: ${failure.message}` : failure.message;
  const { reason, message } = failure.status;
  return `Error from server${reason === "" ? "" : ` (${reason})`}: ${failure.context}${message}`;
}

/**
 * What went wrong with a question, line by line; kubectl drops its `error: ` when there is more than one.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go, `checkErr` (1.36)
 */
export function failureLines(failures: readonly Failure[]): readonly string[] {
  return failures.map((failure) => failureLine(failure, failures.length === 1));
}
