import type { ObjectKey } from "../../api/object.ts";
import { command } from "../../rollout/commands.ts";
import type { WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { resend } from "./resend.ts";
import { Walk, type Refused } from "./walk.ts";

const REMAKABLE: Readonly<Record<string, string>> = {
  Service: "svc",
  Deployment: "deploy",
  DaemonSet: "ds",
  PodDisruptionBudget: "pdb",
};

function meanwhile({ kind }: ObjectKey): string {
  if (kind === "Service") return "its names are unanswered meanwhile";
  return kind === "PodDisruptionBudget" ? "nothing holds evictions back meanwhile" : "its pods are made anew";
}

/** Objects of kinds without claims of their own are deleted and made anew. */
export function* remade(facts: Refused, key: ObjectKey): InSlices<WayRound | undefined> {
  const word = REMAKABLE[key.kind];
  if (word === undefined) return undefined;
  const walk = new Walk(facts);
  const again = yield* resend(facts, walk, key);
  if (again === undefined) return undefined;
  if (!(yield* walk.go(command(`delete ${word} ${key.name}`, key.namespace)))) return undefined;
  if (!(yield* walk.send(again.text, again.request, key))) return undefined;
  const isVerified = walk.rehearsal.cluster.view().get(key.kind, key.namespace, key.name) !== undefined;
  const sentence = `it is deleted and made anew; ${meanwhile(key)}`;
  return { sentence, cautions: walk.losses(), commands: walk.commands, isVerified };
}
