import { SERVICE_NAME_LABEL } from "../../api/kinds/endpointslice/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { controllerOf, namespacedName, type KubeObject, type ObjectKey } from "../../api/object.ts";
import { sameJson } from "../../base/json.ts";
import type { Change } from "../../cluster/change.ts";
import type { EffectVerb, Happening } from "../../cluster/happening.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import type { View } from "../../cluster/view.ts";
import type { World } from "../../cluster/world.ts";
import type { Instant } from "../../base/instant.ts";
import { Rehearsal } from "../rehearsal.ts";
import type { InSlices } from "../slices.ts";
import { withoutSets } from "../what-if/stand-in.ts";
import type { Cast } from "./cast.ts";
import type { Voice } from "./voice.ts";

/** A change of what belongs to a voice, and what is told of it. */
export interface Cue {
  readonly voice: Voice;
  readonly change: Change;
  readonly told: readonly Happening[];
}

/** How it went with those who play for all. */
export interface Played {
  /** Those that there were in the beginning. */
  readonly objects: readonly KubeObject[];
  readonly cues: readonly Cue[];
  readonly happenings: readonly Happening[];
  readonly view: View;
  readonly world: World;
  readonly now: Instant;
}

/** Whose changes nothing in a rollout goes by. */
const ASIDE: ReadonlySet<string> = new Set(["Event", "PodDisruptionBudget"]);

/** What happens in rollouts that go well. */
const USUAL: ReadonlySet<EffectVerb> = new Set([
  "create",
  "delete",
  "remove",
  "ready",
  "unready",
  "renumber",
  "resolves",
  "vanishes",
]);

/** Finds the voice that a changed object belongs to. */
class Owners {
  readonly #byUid: ReadonlyMap<string, Voice>;
  readonly #byService: ReadonlyMap<string, Voice>;

  constructor(voices: readonly Voice[]) {
    this.#byUid = new Map(voices.map((voice) => [voice.set.metadata.uid ?? "", voice]));
    this.#byService = new Map(
      voices.flatMap((voice) => voice.services.map(({ service }) => [namespacedName(service), voice] as const)),
    );
  }

  of({ key, before, after }: Change): Voice | undefined {
    const object = after ?? before;
    if (object === undefined) return undefined;
    switch (key.kind) {
      case "StatefulSet":
        return this.#byUid.get(object.metadata.uid ?? "");
      case "Pod":
      case "ControllerRevision":
        return this.#byUid.get(controllerOf(object)?.uid ?? "-");
      case "EndpointSlice":
        return this.#byService.get(`${key.namespace}/${object.metadata.labels?.[SERVICE_NAME_LABEL] ?? ""}`);
      default:
        return undefined;
    }
  }
}

const keyOf = ({ metadata }: StatefulSet): ObjectKey => {
  return { kind: "StatefulSet", namespace: metadata.namespace ?? "", name: metadata.name };
};

/** Asks for what the request left of a set. Whether it was granted as it was then. */
function ask(rehearsal: Rehearsal, { set }: Voice): boolean {
  const { resourceVersion: _version, ...metadata } = set.metadata;
  const answer = rehearsal.cluster.update(keyOf(set), { ...set, metadata });
  if (!answer.ok) return false;
  const { resourceVersion: _own, ...granted } = answer.object.metadata;
  return sameJson({ ...answer.object, metadata: granted }, { ...set, metadata });
}

/**
 * Plays the rollouts of some sets in the cluster before the request, without the other sets that it changed; undefined
 * where anything came of them that is not the matter of one of these sets alone, or that is not usual.
 */
export function* play(snapshot: Snapshot, { leads, others }: Cast): InSlices<Played | undefined> {
  const changes: (readonly [change: Change, toldBefore: number])[] = [];
  const alone = withoutSets(
    snapshot,
    others.map(({ set }) => keyOf(set)),
  );
  const rehearsal: Rehearsal = new Rehearsal(alone, {
    onChange: (change) => void changes.push([change, rehearsal.happenings.length]),
  });
  if (!leads.every((lead) => ask(rehearsal, lead))) return undefined;
  changes.length = 0;
  yield* rehearsal.run();
  const { happenings, cluster, settled, fromOutside } = rehearsal;
  if (!settled || fromOutside.size > 0 || !happenings.every(({ effect }) => USUAL.has(effect))) return undefined;
  const owners = new Owners(leads);
  const cues: Cue[] = [];
  for (const [at, [change, from]] of changes.entries()) {
    const voice = owners.of(change);
    if (voice !== undefined) cues.push({ voice, change, told: happenings.slice(from, changes[at + 1]?.[1]) });
    else if (!ASIDE.has(change.key.kind)) return undefined;
  }
  return { objects: alone.objects, cues, happenings, view: cluster.view(), world: cluster.world, now: cluster.now };
}
