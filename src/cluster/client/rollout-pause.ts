import type { Request } from "./request.ts";
import { isRolloutKind } from "./rollout-kinds.ts";
import { isPaused } from "./rollout-restart.ts";
import { keyOfTarget, quotedName, writeOptions, type Session } from "./session.ts";

/**
 * `rollout pause` and `resume`: only Deployments can be paused.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/objectpauser.go, objectresumer.go (1.36)
 */
export function pause(session: Session, request: Extract<Request, { verb: "rollout-pause" | "rollout-resume" }>): void {
  const pauses = request.verb === "rollout-pause";
  const { targets } = session.resolve(request.targets, { listsTypes: true });
  session.warnOfNothing(targets);
  for (const target of session.fetchAll(targets)) {
    if (!isRolloutKind(target, ["Deployment"])) {
      session.refused(`error: ${quotedName(target)} ${pauses ? "pausing" : "resuming"} is not supported`, target);
      continue;
    }
    if (isPaused(target.object) === pauses) {
      session.refused(`error: ${quotedName(target)} is ${pauses ? "already" : "not"} paused`, target);
      continue;
    }
    const body = { spec: { paused: pauses ? true : null } };
    const options = writeOptions("none", session.manager("kubectl-rollout"), { fieldValidation: "Warn" });
    const answer = session.heard(session.cluster.patch(keyOfTarget(target), { type: "strategic", body }, options));
    if (answer.ok) session.done(target, answer.object, pauses ? "paused" : "resumed");
    else session.refused(`failed to patch: ${answer.status.message}`, target);
  }
}
