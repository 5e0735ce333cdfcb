import { failureText } from "../cluster/client/failures.ts";
import type { Failure } from "../cluster/client/request.ts";
import type { Call } from "./command.ts";

function hasPlace(failure: Failure): boolean {
  return failure.source?.locate !== undefined || (failure.kind === "client" && failure.at !== undefined);
}

/** kubectl's words about failures, and without `-q` their places; the code that finds places is loaded when there is one. */
export async function failureLines(call: Call, failures: readonly Failure[]): Promise<string> {
  if (call.quiet || !failures.some(hasPlace)) return failureText(failures);
  const { annotateFailure } = await import("./annotate-failure.ts");
  return failureText(failures, annotateFailure);
}
