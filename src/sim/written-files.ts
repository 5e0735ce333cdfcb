import type { Pod } from "../api/kinds/pod/types.ts";
import type { Change } from "../cluster/change.ts";
import type { Files, Snapshot } from "../cluster/snapshot.ts";
import { isInContainer } from "./exec/file-names.ts";

type Kept = Pick<Snapshot, "volumes" | "scratch">;

function without(held: Readonly<Record<string, Files>>, name: string): Readonly<Record<string, Files>> {
  if (!(name in held)) return held;
  const { [name]: _gone, ...rest } = held;
  return rest;
}

/** Whether a container of a pod was started again, or is to be for another image. */
function startsAnew(name: string, before: Pod, after: Pod): boolean {
  const restarts = ({ status }: Pod): number =>
    status?.containerStatuses?.find((one) => one.name === name)?.restartCount ?? 0;
  const image = ({ spec }: Pod): string | undefined => spec.containers.find((one) => one.name === name)?.image;
  return restarts(after) > restarts(before) || image(after) !== image(before);
}

/** What pods wrote: into volumes, by persistent volume name, and beside them, by pod uid. */
export class WrittenFiles {
  #kept: Kept;
  /** Whether a pod may hold something, so that changes of pods have to be looked at. */
  #hasScratch: boolean;

  constructor({ volumes, scratch }: Kept) {
    this.#kept = { volumes, scratch };
    this.#hasScratch = Object.keys(scratch).length > 0;
  }

  get kept(): Kept {
    return this.#kept;
  }

  write(where: { readonly volume: string } | { readonly pod: string }, files: Files): void {
    const { volumes, scratch } = this.#kept;
    this.#hasScratch ||= "pod" in where;
    this.#kept =
      "volume" in where
        ? { volumes: { ...volumes, [where.volume]: files }, scratch }
        : { volumes, scratch: { ...scratch, [where.pod]: files } };
  }

  /** What only a pod, a container or a volume held goes with it. */
  forget({ key, before, after }: Change): void {
    if (before === undefined) return;
    if (after !== undefined) {
      if (this.#hasScratch && key.kind === "Pod") this.#restart(before as Pod, after as Pod);
      return;
    }
    const { volumes, scratch } = this.#kept;
    if (key.kind === "Pod") this.#kept = { volumes, scratch: without(scratch, before.metadata.uid ?? "") };
    if (key.kind === "PersistentVolume") this.#kept = { volumes: without(volumes, key.name), scratch };
  }

  /** A container that starts anew keeps what is on volumes of its pod, and nothing else. */
  #restart(before: Pod, after: Pod): void {
    const { volumes, scratch } = this.#kept;
    const uid = after.metadata.uid ?? "";
    const files = scratch[uid];
    if (files === undefined) return;
    const anew = after.spec.containers.filter(({ name }) => startsAnew(name, before, after));
    const left = Object.entries(files).filter(([path]) => !anew.some(({ name }) => isInContainer(after, name, path)));
    if (anew.length > 0) this.#kept = { volumes, scratch: { ...scratch, [uid]: Object.fromEntries(left) } };
  }
}
