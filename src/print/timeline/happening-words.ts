import type { Happening } from "../../cluster/happening.ts";
import type { Tone } from "../tone.ts";
import { type Cell, named, words } from "./cell.ts";
import { key, type Scene } from "./scene.ts";

function revisionText({ memory }: Scene, revision: string | undefined): string {
  if (revision === undefined) return "";
  const number = memory.numbers.get(revision);
  return number === undefined ? revision : `rev ${number}`;
}

/** The revision that a deleted pod comes back at, where that is another one: then the deletion was its update. */
function updatedTo(scene: Scene, deleted: Happening): string {
  const { memory, pods } = scene;
  const before = memory.revisions.get(key(deleted));
  const next = pods.get(key(deleted))?.find((item) => item.effect === "create" && item.seq > deleted.seq);
  if (next?.revision === undefined || before === undefined || next.revision === before) return "";
  return ` (update to ${revisionText(scene, next.revision)})`;
}

function sizeOf({ size }: Happening): string {
  return size === undefined ? "" : `  ${size}`;
}

/** Claims of claim templates are there before their pod is; any other may be missing. */
function isOfTemplate(claim: string, pod: Happening): boolean {
  return claim.endsWith(`-${pod.name}`);
}

export function claimCells(scene: Scene, item: Happening): readonly Cell[] {
  const claims = scene.memory.claims.get(key(item)) ?? [];
  const lines = claims.flatMap((name) => {
    const effects = scene.claims.get(`${item.namespace}/${name}`) ?? [];
    switch (item.effect) {
      case "create": {
        const made = effects.find(({ effect, at }) => effect === "create" && at === item.at);
        if (made !== undefined) return [named("+ ", name, sizeOf(made))];
        return [isOfTemplate(name, item) ? named("= ", name, " re-used") : named("", name, "")];
      }
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

export function podWords(scene: Scene, item: Happening): readonly [Cell, Tone] | undefined {
  switch (item.effect) {
    case "create": {
      const revision = revisionText(scene, item.revision);
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

/** The words for a claim's own happening; undefined for those that a pod's row tells, or that matter to programs only. */
export function claimWords({ claims }: Scene, item: Happening): readonly [Cell, Tone] | undefined {
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
