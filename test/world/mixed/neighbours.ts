import { namespaceOf } from "../../../src/api/object.ts";
import type { JsonObject } from "../../../src/base/json.ts";
import type { Snapshot } from "../../../src/cluster/snapshot.ts";
import { essence } from "./essence.ts";
import { serviceOf, workloadOf } from "./manifests.ts";
import { MixedPlayer } from "./player.ts";
import { WORKLOADS, type MixedWorld } from "./world.ts";

const BESIDE = "beside";

/** What is done to things by their names, and to none that namespaces share. */
const OF_ONE_NAMESPACE: ReadonlySet<string> = new Set([
  "apply",
  "scale",
  "restart",
  "pause",
  "resume",
  "undo",
  "delete",
  "make pod",
  "budget",
]);

function elsewhere(object: JsonObject): JsonObject {
  return { ...object, metadata: { ...(object["metadata"] as JsonObject), namespace: BESIDE } };
}

/** A second namespace with the same names and labels in it. */
function furnish({ sim, shapes }: MixedPlayer, world: MixedWorld): void {
  sim.cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: BESIDE } }, "");
  for (const [number, shape] of shapes.slice(0, WORKLOADS.length).entries()) {
    sim.cluster.create(elsewhere(serviceOf(number)), BESIDE);
    sim.cluster.create(elsewhere(workloadOf(world, number, shape)), BESIDE);
  }
}

function essenceIn(namespace: string, snapshot: Snapshot): string {
  return essence({ ...snapshot, objects: snapshot.objects.filter((one) => namespaceOf(one) === namespace) });
}

/** Long enough to come to rest, and the same time for both, since a restart writes the time into the template. */
const REST_SECONDS = 900;

function begun(world: MixedWorld, isAlone: boolean): MixedPlayer {
  const player = new MixedPlayer(world);
  if (!isAlone) furnish(player, world);
  player.run(REST_SECONDS);
  return player;
}

function end(player: MixedPlayer, world: MixedWorld): Snapshot {
  for (const { operation, until } of world.steps) {
    player.play({ operation, until: until === "settled" ? REST_SECONDS : until });
  }
  player.run(REST_SECONDS);
  return player.sim.snapshot();
}

/** What happens in one namespace is nothing to another, in which all has the same names. */
export function neighbourFlaws(played: MixedWorld): readonly string[] {
  const world = { ...played, steps: played.steps.filter(({ operation }) => OF_ONE_NAMESPACE.has(operation.do)) };
  const player = begun(world, false);
  const before = essenceIn(BESIDE, player.sim.snapshot());
  const after = end(player, world);
  const alone = end(begun(world, true), world);
  return [
    ...(essenceIn(BESIDE, after) === before ? [] : ["the namespace beside it changes"]),
    ...(essenceIn("default", after) === essenceIn("default", alone) ? [] : ["it ends differently beside another one"]),
  ];
}
