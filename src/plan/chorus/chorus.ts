import { namespaceOf, type KubeObject } from "../../api/object.ts";
import type { ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import { instantOf } from "../../base/instant.ts";
import { sameJson } from "../../base/json.ts";
import { stamped } from "../../cluster/identity.ts";
import { viewOf } from "../../cluster/open-view.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import type { View } from "../../cluster/view.ts";
import { claimsOf } from "../../controllers/scheduler/claims.ts";
import { filtersFor, rejectionOf } from "../../controllers/scheduler/filters.ts";
import { wantedRevision } from "../../controllers/statefulset/revisions.ts";
import type { Course } from "../rehearsal.ts";
import type { InSlices } from "../slices.ts";
import { castIn, type Cast } from "./cast.ts";
import { play, type Played } from "./cues.ts";
import { endingOf } from "./ending.ts";
import { Part } from "./part.ts";
import { roundsOf, type Round } from "./rounds.ts";
import { Stage, type Scene } from "./stage.ts";
import type { Voice } from "./voice.ts";

/** By the voice that makes it. */
type Revisions = ReadonlyMap<Voice, ControllerRevision>;

function revisionFor({ set }: Voice, number: number): ControllerRevision {
  return wantedRevision(set, number, set.status?.collisionCount ?? 0);
}

/** The revisions that leads made; undefined where one is not named by its template alone. */
function revisionsIn({ cues }: Played): Revisions | undefined {
  const made = new Map<Voice, ControllerRevision>();
  for (const { voice, change } of cues) {
    if (change.key.kind !== "ControllerRevision" || change.before !== undefined) continue;
    if (made.has(voice) || change.key.name !== revisionFor(voice, 0).metadata.name) return undefined;
    made.set(voice, change.after as ControllerRevision);
  }
  return made;
}

/** The revisions of all, made as the first ones of their choruses make theirs; undefined where a name is taken. */
function revisionsOf(played: Played, { firsts }: Cast, before: View, seed: number): Revisions | undefined {
  const ofLeads = revisionsIn(played);
  if (ofLeads === undefined) return undefined;
  const made = new Map<Voice, ControllerRevision>();
  for (const [voice, first] of firsts) {
    const ofFirst = ofLeads.get(first);
    if (ofFirst === undefined) continue;
    const wanted = revisionFor(voice, ofFirst.revision);
    if (before.get("ControllerRevision", namespaceOf(voice.set), wanted.metadata.name) !== undefined) return undefined;
    const now = instantOf(ofFirst.metadata.creationTimestamp ?? "");
    made.set(voice, stamped(wanted, { kind: "ControllerRevision", now, seed, incarnation: 0 }));
  }
  return made;
}

/** The names of the nodes on which a set's pods may go. */
function nodesFor({ set }: Voice, { view, world }: Played): readonly string[] {
  const [pod] = view.indexed("Pod", "controller", set.metadata.uid ?? "");
  const claims = pod && claimsOf(pod, view);
  if (pod === undefined || claims === undefined || "reason" in claims) return [];
  const filters = filtersFor(pod, claims.bound, { view, world });
  const open = view.list("Node").filter((node) => rejectionOf(node, filters) === undefined);
  return open.map(({ metadata }) => metadata.name);
}

function partsOf(voices: Iterable<Voice>, { firsts }: Cast, made: Revisions): readonly Part[] {
  return [...voices].map((voice) => {
    const first = firsts.get(voice) ?? voice;
    return new Part(voice, first, { own: made.get(voice), ofFirst: made.get(first) });
  });
}

/** Has each part take up the cues of its chorus, round by round. */
function enacted(scene: Scene, rounds: readonly Round[], parts: readonly Part[]): Stage {
  const stage = new Stage(scene);
  for (const round of rounds) {
    for (const part of parts) for (const cue of round.get(part.first) ?? []) stage.enact(part, cue);
  }
  return stage;
}

/** The cluster when all is done. */
function viewAfter({ objects, world }: Snapshot, parts: readonly Part[], made: Revisions, { view }: Played): View {
  const { seed } = world.settings;
  const endings = parts.map((part) => endingOf(part, { view, seed, made: made.get(part.voice) }));
  const replaced = new Map<KubeObject, KubeObject | undefined>(endings.flatMap((ending) => ending.replaced));
  const kept = objects.flatMap((object) => (replaced.has(object) ? (replaced.get(object) ?? []) : object));
  return viewOf([...kept, ...endings.flatMap(({ added }) => added)]);
}

/**
 * How the rollouts of a request go, of which only those of the first and the last set of each chorus are played; undefined
 * where that cannot be told, or where the last one did not do as the first one did. `view`: of the cluster after the request.
 */
export function* inChorus(before: Snapshot, requested: Snapshot, view: View): InSlices<Course | undefined> {
  const cast = castIn(before, requested, view);
  if (cast === undefined) return undefined;
  const played = yield* play(before, cast);
  const made = played && revisionsOf(played, cast, view, requested.world.settings.seed);
  if (played === undefined || made === undefined) return undefined;
  const rounds = roundsOf(played.cues, cast);
  const nodes = new Map(cast.leads.map((lead) => [lead, nodesFor(lead, played)]));
  const seq = played.happenings[0]?.seq ?? 1;
  const few = partsOf(cast.leads, cast, made);
  const tried = enacted({ objects: played.objects, counters: before.counters, seq, nodes }, rounds, few);
  const isSame = few.every((part) => part.isClear) && sameJson(tried.happenings, played.happenings);
  if (!isSame) return undefined;
  const { objects, counters } = requested;
  const all = partsOf(cast.firsts.keys(), cast, made);
  const { happenings } = enacted({ objects, counters, seq, nodes }, rounds, all);
  const left = viewAfter(requested, all, made, played);
  return { happenings, fromOutside: new Map(), view: left, now: played.now, settled: true };
}
