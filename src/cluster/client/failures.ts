import type { ApiStatus } from "../../api/status.ts";
import type { Failure } from "./request.ts";

/** More lines about one failure, printed after kubectl's words: where it stands, and what to do. */
export type Annotate = (failure: Failure) => readonly string[];

const NOTHING: Annotate = () => [];

/** The causes of an Invalid answer without repetition, as kubectl lists them. */
function causeTexts({ details }: ApiStatus): readonly string[] {
  return [...new Set((details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`))];
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go, `checkErr` (1.36) */
function invalidText(status: ApiStatus): string {
  const { kind = "", name = "" } = status.details ?? {};
  const named = kind !== "" || name !== "";
  const subject = named ? `The ${kind} ${JSON.stringify(name)} is invalid` : "The request is invalid";
  const causes = causeTexts(status);
  const [only] = causes;
  if (only === undefined) return named || status.message === "" ? subject : `${subject}: ${status.message}`;
  if (causes.length === 1) return `${subject}: ${only}`;
  return `${subject}: \n${causes.map((cause) => `* ${cause}`).join("\n")}`;
}

function serverText({ reason, message }: ApiStatus, context: string): string {
  if (reason === "Unauthorized") return `error: You must be logged in to the server (${context}${message})`;
  return `Error from server${reason === "" ? "" : ` (${reason})`}: ${context}${message}`;
}

/** One failure in its generic form, as several are printed. */
function generic(failure: Failure): string {
  return failure.kind === "client" ? failure.message : serverText(failure.status, failure.context);
}

function alone(failure: Failure): string {
  if (failure.kind === "client") {
    if (failure.parts !== undefined) return failure.parts.join("\n");
    const message = failure.message.replace(/\n$/, "");
    return message.startsWith("error: ") || failure.bare === true ? message : `error: ${message}`;
  }
  return failure.status.reason === "Invalid"
    ? invalidText(failure.status)
    : serverText(failure.status, failure.context);
}

/**
 * What kubectl writes to stderr about the failures of one run: one failure in its own form, several each in the generic
 * form. `annotate` adds lines of ours after each. Empty without failures; otherwise ends in a line feed.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go, `checkErr`, `MultipleErrors` (1.36)
 */
export function failureText(failures: readonly Failure[], annotate: Annotate = NOTHING): string {
  const say = failures.length === 1 ? alone : generic;
  return failures
    .flatMap((failure) => [say(failure), ...annotate(failure)])
    .map((line) => `${line}\n`)
    .join("");
}
