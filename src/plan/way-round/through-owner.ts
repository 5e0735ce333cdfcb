import { controllerOf, type ObjectKey } from "../../api/object.ts";
import { isJsonObject } from "../../base/json.ts";
import type { Request } from "../../cluster/client/request.ts";
import type { View } from "../../cluster/view.ts";
import { counted } from "../../base/counted.ts";
import { command, shellWord } from "../../rollout/commands.ts";
import { diagnose } from "../../rollout/diagnose.ts";
import type { WayRound } from "../model.ts";
import type { InSlices } from "../slices.ts";
import { patchText } from "./resend.ts";
import { Walk, type Refused } from "./walk.ts";

type SetRequest = Extract<Request, { verb: `set-${string}` }>;

/** The same wish as the words of `stsctl set` for a workload; undefined where flags make it longer than a line. */
function setText(
  { verb, changes, containers, limits, requests, env, namespace }: SetRequest,
  owner: string,
): string | undefined {
  if (env?.from !== undefined || env?.list === true) return undefined;
  const flags = Object.entries({ containers, limits, requests }).flatMap(([name, value]) =>
    value === undefined ? [] : `--${name}=${value}`,
  );
  return command(["set", verb.slice("set-".length), owner, ...changes, ...flags].map(shellWord).join(" "), namespace);
}

/** The wish about a pod as one about the template that it was made from. */
function lifted(request: Request, owner: string): { text: string; request: Request } | undefined {
  if (request.verb === "set-image" || request.verb === "set-env" || request.verb === "set-resources") {
    const text = setText(request, owner);
    return text === undefined ? undefined : { text, request: { ...request, targets: { words: [owner] } } };
  }
  if (request.verb !== "patch" || request.type === "json" || !isJsonObject(request.patch)) return undefined;
  const patch = { spec: { template: request.patch } };
  const asked = { ...request, targets: { words: [owner] }, patch };
  const text = patchText(asked);
  return text === undefined ? undefined : { text, request: asked };
}

/** The workload that a pod was made by, past the ReplicaSet. */
function ownerOf(view: View, { kind, namespace, name }: ObjectKey): ObjectKey | undefined {
  const object = view.get(kind, namespace, name);
  const owner = object === undefined ? undefined : controllerOf(object);
  if (owner === undefined) return undefined;
  const key = { kind: owner.kind, namespace, name: owner.name };
  return (owner.kind === "ReplicaSet" ? ownerOf(view, key) : undefined) ?? key;
}

/** A pod hardly changes in place: its workload's template does, and new pods take the place of all. */
export function* throughOwner(facts: Refused, key: ObjectKey): InSlices<WayRound | undefined> {
  const walk = new Walk(facts);
  const { rehearsal } = walk;
  const owner = ownerOf(rehearsal.cluster.view(), key);
  if (owner === undefined) return undefined;
  const word = `${owner.kind.toLowerCase()}/${owner.name}`;
  const wish = lifted(facts.request, word);
  if (wish === undefined || !(yield* walk.send(wish.text, wish.request))) return undefined;
  const { cluster, settled } = rehearsal;
  const context = { view: cluster.view(), now: cluster.now, world: cluster.world, settled };
  const gone = walk.podsGone(owner).length;
  const isVerified = gone > 0 && diagnose(context, owner).every(({ verdict }) => verdict === "settled");
  const sentence = `the template of ${word} is changed in its place, and ${counted(gone, "pod")} replaced`;
  return { sentence, cautions: walk.losses(), commands: walk.commands, isVerified };
}
