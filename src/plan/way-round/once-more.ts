import type { ObjectKey } from "../../api/object.ts";
import type { ApiStatus } from "../../api/status.ts";
import type { WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { resend } from "./resend.ts";
import { Walk, type Refused } from "./walk.ts";

function isThere({ rehearsal }: Walk, { kind, namespace, name }: ObjectKey): boolean {
  return rehearsal.cluster.view().get(kind, namespace, name) !== undefined;
}

/** The namespace that is missing is made first. */
function* withNamespace(facts: Refused, key: ObjectKey): InSlices<WayRound | undefined> {
  const walk = new Walk(facts);
  const again = yield* resend(facts, walk, key);
  if (again === undefined) return undefined;
  const { namespace } = key;
  const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
  const manifests = [{ file: "", object }];
  const made = yield* walk.send(`stsctl create namespace ${namespace}`, {
    verb: "create",
    manifests,
    dryRun: "none",
    namespace,
    namespaceIsExplicit: false,
  });
  if (!made || !(yield* walk.send(again.text, again.request, key))) return undefined;
  const isVerified = isThere(walk, key);
  return { sentence: "its namespace is made first", cautions: [], commands: walk.commands, isVerified };
}

/** What an object needs may come later in the same files, its namespace for one: sending them twice is enough. */
export function* onceMore(
  facts: Refused,
  key: ObjectKey,
  { reason, details }: ApiStatus,
): InSlices<WayRound | undefined> {
  if (facts.request.verb !== "apply" || reason !== "NotFound") return undefined;
  const walk = new Walk(facts);
  const again = yield* resend(facts, walk, key);
  if (again === undefined) return undefined;
  yield* walk.rehearsal.try(again.request);
  const isSent = yield* walk.send(again.text, again.request, key);
  const isVerified = isSent && isThere(walk, key);
  if (!isVerified) return details?.kind === "namespaces" ? yield* withNamespace(facts, key) : undefined;
  const sentence = "what it needs comes later in the same files: apply them, and once more";
  return { sentence, cautions: [], commands: [again.text, again.text], isVerified };
}
