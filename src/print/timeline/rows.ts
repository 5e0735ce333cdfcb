import { addTo } from "../../base/add-to.ts";
import type { Instant } from "../../base/instant.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { Tone } from "../tone.ts";
import { type Cell, EMPTY, named, words } from "./cell.ts";

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

/** What earlier happenings tell about a pod or claim. */
interface Memory {
  /** Revision name to number. */
  readonly numbers: Map<string, number>;
  /** Pod to the revision it was last made at. */
  readonly revisions: Map<string, string>;
  /** Pod to its claims. */
  readonly claims: Map<string, readonly string[]>;
  /** Claims that became bound since their pod was made. */
  readonly bound: Set<string>;
}

const key = ({ namespace, name }: Pick<Happening, "namespace" | "name">): string => `${namespace}/${name}`;

function revisionText(memory: Memory, revision: string | undefined): string {
  if (revision === undefined) return "";
  const number = memory.numbers.get(revision);
  return number === undefined ? revision : `rev ${number}`;
}

/** The revision that a deleted pod comes back at, where that is another one: then the deletion was its update. */
function updatedTo({ memory, pods }: Scene, deleted: Happening): string {
  const before = memory.revisions.get(key(deleted));
  const next = pods.get(key(deleted))?.find((item) => item.effect === "create" && item.seq > deleted.seq);
  if (next?.revision === undefined || before === undefined || next.revision === before) return "";
  return ` (update to ${revisionText(memory, next.revision)})`;
}

function remember(memory: Memory, item: Happening): void {
  if (item.kind === "controllerrevision" && item.number !== undefined) memory.numbers.set(item.name, item.number);
  if (item.kind === "pvc" && item.effect === "bound") memory.bound.add(key(item));
  if (item.kind !== "pod") return;
  if (item.claims !== undefined) memory.claims.set(key(item), item.claims);
  if (item.effect === "create" && item.revision !== undefined) memory.revisions.set(key(item), item.revision);
}

/** From its readiness on, what was bound for a pod is no news. */
function forgetBound(memory: Memory, { namespace, claims }: Happening): void {
  for (const name of claims ?? []) memory.bound.delete(`${namespace}/${name}`);
}

interface Scene {
  readonly memory: Memory;
  /** Happenings of each pod, by namespace and name. */
  readonly pods: ReadonlyMap<string, readonly Happening[]>;
  /** Happenings of each claim. */
  readonly claims: ReadonlyMap<string, readonly Happening[]>;
  /** Happenings of the pods that mount a claim, by claim. */
  readonly users: ReadonlyMap<string, readonly Happening[]>;
}

function sizeOf({ size }: Happening): string {
  return size === undefined ? "" : `  ${size}`;
}

/** Claims of claim templates are there before their pod is; any other may be missing. */
function isOfTemplate(claim: string, pod: Happening): boolean {
  return claim.endsWith(`-${pod.name}`);
}

function claimCells(scene: Scene, item: Happening): readonly Cell[] {
  const claims = scene.memory.claims.get(key(item)) ?? [];
  const lines = claims.flatMap((name) => {
    const effects = scene.claims.get(`${item.namespace}/${name}`) ?? [];
    const now = effects.find((effect) => effect.at === item.at);
    switch (item.effect) {
      case "create":
        if (now?.effect === "create") return [named("+ ", name, sizeOf(now))];
        return [isOfTemplate(name, item) ? named("= ", name, " re-used") : named("", name, "")];
      case "ready":
        return scene.memory.bound.has(`${item.namespace}/${name}`) ? [named("= ", name, " bound")] : [];
      case "delete": {
        const goes = effects.some((effect) => effect.effect === "delete" && effect.at >= item.at);
        const comesBack = effects.some((effect) => effect.effect === "create" && effect.at >= item.at);
        return goes || comesBack ? [] : [named("kept ", name)];
      }
      default:
        return [];
    }
  });
  const [first, ...more] = lines;
  return first === undefined || more.length < 2 ? lines : [first, words(`and ${more.length} more claims`)];
}

function podWords(scene: Scene, item: Happening): readonly [Cell, Tone] | undefined {
  const { memory } = scene;
  switch (item.effect) {
    case "create": {
      const revision = revisionText(memory, item.revision);
      return [words(revision === "" ? "created" : `created (${revision})`), "made"];
    }
    case "ready":
      return [item.node === undefined ? words("ready") : named("ready on ", item.node), "made"];
    case "unready":
      return [words("not ready any more"), "waiting"];
    case "failed":
      return [words("failed"), "gone"];
    case "succeeded":
      return [words("ended by itself"), "gone"];
    case "waiting": {
      const before = ["waiting:", item.reason].filter((word) => word !== undefined).join(" ");
      return [item.image === undefined ? words(before) : named(`${before} `, item.image), "waiting"];
    }
    case "relabel":
      return [words("labels changed"), "plain"];
    case "delete":
      return [words(`deleted${updatedTo(scene, item)}`), "gone"];
    case "remove":
      return comesBackAtOnce(scene, item) ? undefined : [words("gone"), "gone"];
    case "own":
      return [
        (item.owners ?? []).length === 0
          ? words("left without owner")
          : named("adopted by ", item.owners?.join(", ") ?? ""),
        "plain",
      ];
    case "renumber":
    case "bound":
    case "resolves":
    case "vanishes":
      return undefined;
  }
}

function comesBackAtOnce({ pods }: Scene, item: Happening): boolean {
  const later = pods.get(key(item))?.find((next) => next.seq > item.seq && next.effect === "create");
  return later?.at === item.at;
}

function podOfName(name: string): string {
  return name.slice(0, name.indexOf("."));
}

/** The words for a claim's own happening; undefined for those that a pod's row tells, or that matter to programs only. */
function claimWords({ claims }: Scene, item: Happening): readonly [Cell, Tone] | undefined {
  const { name } = item;
  const goneAtOnce = claims.get(key(item))?.some((next) => next.effect === "remove" && next.at === item.at) === true;
  switch (item.effect) {
    case "create":
      return [named("+ ", name, sizeOf(item)), "made"];
    case "delete":
      return goneAtOnce ? undefined : [named("- ", name, " being deleted"), "gone"];
    case "remove":
      return [named("- ", name, `${sizeOf(item)} gone`), "gone"];
    default:
      return undefined;
  }
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

function grouped(
  happenings: readonly Happening[],
  keysOf: (item: Happening) => readonly string[],
): ReadonlyMap<string, readonly Happening[]> {
  const map = new Map<string, Happening[]>();
  for (const item of happenings) {
    for (const id of keysOf(item)) {
      addTo(map, id, item);
    }
  }
  return map;
}

function sceneOf(happenings: readonly Happening[], numbers: RevisionNumbers): Scene {
  const memory: Memory = { numbers: new Map(numbers), revisions: new Map(), claims: new Map(), bound: new Set() };
  for (const item of happenings) {
    if (item.kind === "controllerrevision" && item.number !== undefined) memory.numbers.set(item.name, item.number);
  }
  return {
    memory,
    pods: grouped(happenings, (item) => (item.kind === "pod" ? [key(item)] : [])),
    claims: grouped(happenings, (item) => (item.kind === "pvc" ? [key(item)] : [])),
    users: grouped(happenings, ({ namespace, claims }) => (claims ?? []).map((name) => `${namespace}/${name}`)),
  };
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

/** Numbers of revisions by their names. */
export type RevisionNumbers = ReadonlyMap<string, number>;

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
    remember(scene.memory, item);
    if (item.seq >= fromSeq) {
      if (item.kind === "pod") addPod(rows, scene, item);
      else if (item.kind === "pvc") addClaim(rows, scene, item);
      else if (item.kind === "name") addName(rows, item);
    }
    if (item.effect === "ready") forgetBound(scene.memory, item);
  }
  return rows.list.flatMap(finished);
}
