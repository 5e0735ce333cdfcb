import type { ObjectKey } from "../../api/object.ts";
import type { ApiStatus } from "../../api/status.ts";
import type { WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { resend } from "./resend.ts";
import { Walk, type Refused } from "./walk.ts";

/** What an object needs may come later in the same files, its namespace for one: sending them twice is enough. */
export function* onceMore(facts: Refused, key: ObjectKey, { reason }: ApiStatus): InSlices<WayRound | undefined> {
  if (facts.request.verb !== "apply" || reason !== "NotFound") return undefined;
  const walk = new Walk(facts);
  const again = yield* resend(facts, walk, key);
  if (again === undefined) return undefined;
  yield* walk.rehearsal.try(again.request);
  if (!(yield* walk.send(again.text, again.request, key))) return undefined;
  const isVerified = walk.rehearsal.cluster.view().get(key.kind, key.namespace, key.name) !== undefined;
  const sentence = "what it needs comes later in the same files: apply them, and once more";
  return { sentence, cautions: [], commands: [again.text, again.text], isVerified };
}
