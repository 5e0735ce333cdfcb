import type { Instant } from "../../base/instant.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { Tone } from "../tone.ts";
import { type Cell, EMPTY, named } from "./cell.ts";
import { claimCells, claimWords, podWords } from "./happening-words.ts";
import { forgetBound, key, remember, type RevisionNumbers, type Scene, sceneOf } from "./scene.ts";

/** A line of the timeline: what happened to one pod, its claims and its name at one instant. */
export interface TimelineRow {
  readonly at: Instant;
  readonly pod: string;
  readonly what: Cell;
  readonly claim: Cell;
  readonly name: Cell;
  readonly tone: Tone;
  /** More claims or names of the row above. */
  readonly continues: boolean;
}

interface Draft {
  readonly at: Instant;
  readonly pod: string;
  what: Cell;
  readonly claims: Cell[];
  readonly names: Cell[];
  tone: Tone;
}

function podOfName(name: string): string {
  return name.slice(0, name.indexOf("."));
}

/** Collects rows; a claim's or a name's happening joins its pod's row of the same instant. */
class Rows {
  readonly list: Draft[] = [];
  #instant: Instant = Number.NaN;
  #byPod = new Map<string, Draft>();

  at(item: Happening, pod: string): Draft {
    if (item.at !== this.#instant) this.#byPod = new Map();
    this.#instant = item.at;
    const id = `${item.namespace}/${pod}`;
    const known = this.#byPod.get(id);
    if (known !== undefined) return known;
    const draft: Draft = { at: item.at, pod, what: EMPTY, claims: [], names: [], tone: "plain" };
    this.list.push(draft);
    this.#byPod.set(id, draft);
    return draft;
  }

  /** A row of the pod whose words are not said yet. */
  free(item: Happening, pod: string): Draft {
    const draft = this.at(item, pod);
    if (draft.what === EMPTY) return draft;
    this.#byPod.delete(`${item.namespace}/${pod}`);
    return this.at(item, pod);
  }
}

function addPod(rows: Rows, scene: Scene, item: Happening): void {
  const words = podWords(scene, item);
  if (words === undefined) return;
  const draft = rows.free(item, item.name);
  [draft.what, draft.tone] = words;
  draft.claims.push(...claimCells(scene, item));
}

function addClaim(rows: Rows, scene: Scene, item: Happening): void {
  const words = claimWords(scene, item);
  if (words === undefined || (item.effect === "create" && isShownWithPod(scene, item))) return;
  const draft = rows.at(item, "");
  draft.claims.push(words[0]);
  draft.tone = words[1];
}

/** Whether a claim is made for a pod that is made at the same instant: the pod's row shows both. */
function isShownWithPod({ users }: Scene, item: Happening): boolean {
  return users.get(key(item))?.some((pod) => pod.effect === "create" && pod.at === item.at) === true;
}

function addName(rows: Rows, item: Happening): void {
  const draft = rows.at(item, podOfName(item.name));
  draft.names.push(named(item.effect === "resolves" ? "+ " : "- ", item.name));
}

function finished({ at, pod, what, claims, names, tone }: Draft): readonly TimelineRow[] {
  const lines = Math.max(1, claims.length, names.length);
  return Array.from({ length: lines }, (_, index) => ({
    at,
    pod: index === 0 ? pod : "",
    what: index === 0 ? what : EMPTY,
    claim: claims[index] ?? EMPTY,
    name: names[index] ?? EMPTY,
    tone,
    continues: index > 0,
  }));
}

/**
 * The rows for the happenings from `fromSeq` on; the earlier ones tell which revision is which, and `numbers` where they
 * are forgotten.
 */
export function timelineRows(
  happenings: readonly Happening[],
  fromSeq: number,
  numbers: RevisionNumbers = new Map(),
): readonly TimelineRow[] {
  const scene = sceneOf(happenings, numbers);
  const rows = new Rows();
  for (const item of happenings) {
    remember(scene, item);
    if (item.seq >= fromSeq) {
      if (item.kind === "pod") addPod(rows, scene, item);
      else if (item.kind === "pvc") addClaim(rows, scene, item);
      else if (item.kind === "name") addName(rows, item);
    }
    if (item.effect === "ready") forgetBound(scene, item);
  }
  return rows.list.flatMap(finished);
}
