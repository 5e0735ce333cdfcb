import type { ApiStatus } from "../../api/status.ts";
import type { Failure, SourcedObject } from "./request.ts";

/** Ends a verb: what it has done stays done. Thrown inside this folder, turned into a failure by `perform`. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind === "client" ? failure.message : failure.status.message);
    this.failure = failure;
  }
}

/** The failure of a client-side check; printed after `error: `. */
export function clientFailure(message: string, source?: SourcedObject): Failure {
  return { kind: "client", message, ...(source === undefined ? {} : { source }) };
}

/** Ends the verb with a client-side error. */
export function refuse(message: string, source?: SourcedObject): never {
  throw new Refused(clientFailure(message, source));
}

/** The failure of a request; `context` goes before the server's message. */
export function statusFailure(status: ApiStatus, context = "", source?: SourcedObject): Failure {
  return { kind: "status", status, context, ...(source === undefined ? {} : { source }) };
}
