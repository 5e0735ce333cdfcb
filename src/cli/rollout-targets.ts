import { CommandError } from "../base/errors.ts";
import type { Request, Targets } from "../cluster/client/request.ts";
import type { Asked, Call } from "./command.ts";
import { loadManifests } from "./manifests.ts";
import { scopeOf, targetsOf } from "./scope.ts";

type RolloutVerb = "rollout-restart" | "rollout-undo" | "rollout-pause" | "rollout-resume";
type RolloutPart<T> = T extends { verb: RolloutVerb } ? Omit<T, "namespace" | "namespaceIsExplicit"> : never;

/** The objects a rollout verb is about: a bare name is a StatefulSet's. */
async function rolloutTargets(call: Call): Promise<Targets> {
  if (call.words.length === 0 && !call.flags.given("filename")) {
    throw new CommandError("USAGE", "required resource not specified");
  }
  const { manifests } = await loadManifests(call);
  return targetsOf(call, {
    bareNameKind: "StatefulSet",
    ...(call.flags.given("filename") ? { files: manifests } : {}),
  });
}

/** What a rollout verb asks for, of what the words name. */
export async function rolloutRequest(call: Call, request: (targets: Targets) => RolloutPart<Request>): Promise<Asked> {
  return { request: { ...scopeOf(call), ...request(await rolloutTargets(call)) }, failures: [] };
}
