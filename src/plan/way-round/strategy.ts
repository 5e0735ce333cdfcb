import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { ObjectKey } from "../../api/object.ts";
import { command } from "../../rollout/commands.ts";
import type { WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { sentAgain } from "./resend.ts";
import { Walk, type Refused } from "./walk.ts";

/** A set whose strategy turns to `OnDelete` and keeps the settings of the old one, which only a patch takes away. */
export function isStrategyLeft(live: StatefulSet, wanted: StatefulSet): boolean {
  const { type, rollingUpdate } = wanted.spec.updateStrategy ?? {};
  return type === "OnDelete" && rollingUpdate !== undefined && live.spec.updateStrategy?.type !== "OnDelete";
}

/** Takes the settings of the old strategy away together with it; then what was asked for is taken. */
export function* strategyWay(facts: Refused, key: ObjectKey): InSlices<WayRound | undefined> {
  const walk = new Walk(facts);
  const again = sentAgain(facts.request);
  if (again === undefined) return undefined;
  const patch = JSON.stringify({ spec: { updateStrategy: { type: "OnDelete", rollingUpdate: null } } });
  if (!(yield* walk.go(command(`patch sts ${key.name} --type=merge -p '${patch}'`, key.namespace)))) return undefined;
  const isVerified = yield* walk.send(again.text, again.request, key);
  const sentence =
    "the strategy is changed by a patch, which takes the settings of the old one away; no pod is replaced";
  return { sentence, cautions: [], commands: walk.commands, isVerified: isVerified && walk.podsGone(key).length === 0 };
}
