import { unreachable } from "../../base/errors.ts";
import type { Cluster } from "../cluster.ts";
import { apply } from "./apply.ts";
import { cordon } from "./cordon.ts";
import { create } from "./create.ts";
import { deleteObjects } from "./delete.ts";
import { drain } from "./drain.ts";
import { label } from "./label.ts";
import { patch } from "./patch.ts";
import { Refused } from "./refused.ts";
import { replace } from "./replace.ts";
import type { Outcome, Request } from "./request.ts";
import { pause } from "./rollout-pause.ts";
import { restart } from "./rollout-restart.ts";
import { undo } from "./rollout-undo.ts";
import { scale } from "./scale.ts";
import { Session } from "./session.ts";
import { setLastApplied } from "./set-last-applied.ts";
import { set } from "./set.ts";
import { storedOnly } from "./stored-only.ts";

function run(session: Session, request: Request): Outcome | void {
  switch (request.verb) {
    case "apply-set-last-applied":
      return setLastApplied(session, request);
    case "create":
      create(session, request);
      return session.warn(...storedOnly(session.results));
    case "apply":
    case "replace": {
      const { again } = request.verb === "apply" ? apply(session, request) : replace(session, request);
      session.warn(...storedOnly(session.results));
      return { ...session.outcome(), ...(again === undefined ? {} : { again }) };
    }
    case "delete":
      return deleteObjects(session, request);
    case "scale":
      return scale(session, request);
    case "patch":
      return patch(session, request);
    case "label":
    case "annotate":
      return label(session, request);
    case "set-image":
    case "set-env":
    case "set-resources":
    case "set-selector":
    case "set-serviceaccount":
      return set(session, request);
    case "rollout-restart":
      return restart(session, request);
    case "rollout-undo":
      return undo(session, request);
    case "rollout-pause":
    case "rollout-resume":
      return pause(session, request);
    case "cordon":
    case "uncordon":
      return cordon(session, request);
    case "drain":
      return drain(session, request);
    default:
      return unreachable(request);
  }
}

/**
 * Does what a kubectl verb does: the requests to the API server, and what is said about them. Nothing waits here;
 * the caller lets the controllers run. Refusals are failures of the outcome, never exceptions.
 */
export function perform(cluster: Cluster, request: Request): Outcome {
  const session = new Session(cluster, request);
  try {
    return run(session, request) ?? session.outcome();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    session.failures.push(error.failure);
    return session.outcome();
  }
}
