import type { Request, Targets } from "../cluster/client/request.ts";
import type { Asked, Call } from "./command.ts";
import { loadTargets } from "./manifests.ts";
import { scopeOf } from "./scope.ts";
import { refuseUsage } from "./usage.ts";

type RolloutVerb = "rollout-restart" | "rollout-undo" | "rollout-pause" | "rollout-resume";
type RolloutPart<T> = T extends { verb: RolloutVerb } ? Omit<T, "namespace" | "namespaceIsExplicit"> : never;

/** What a rollout verb asks for, of what the words and files name: a bare name is a StatefulSet's. */
export async function rolloutRequest(call: Call, request: (targets: Targets) => RolloutPart<Request>): Promise<Asked> {
  if (call.words.length === 0 && !call.flags.given("filename")) refuseUsage("required resource not specified");
  const { targets, failures } = await loadTargets(call, { bareNameKind: "StatefulSet" });
  return { request: { ...scopeOf(call), ...request(targets) }, failures };
}
