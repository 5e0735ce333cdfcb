import type { Change } from "../cluster/change.ts";
import type { Files, Snapshot } from "../cluster/snapshot.ts";

type Kept = Pick<Snapshot, "volumes" | "scratch">;

function without(held: Readonly<Record<string, Files>>, name: string): Readonly<Record<string, Files>> {
  if (!(name in held)) return held;
  const { [name]: _gone, ...rest } = held;
  return rest;
}

/** What pods wrote: into volumes, by persistent volume name, and beside them, by pod uid. */
export class WrittenFiles {
  #kept: Kept;

  constructor({ volumes, scratch }: Kept) {
    this.#kept = { volumes, scratch };
  }

  get kept(): Kept {
    return this.#kept;
  }

  write(where: { readonly volume: string } | { readonly pod: string }, files: Files): void {
    const { volumes, scratch } = this.#kept;
    this.#kept =
      "volume" in where
        ? { volumes: { ...volumes, [where.volume]: files }, scratch }
        : { volumes, scratch: { ...scratch, [where.pod]: files } };
  }

  /** What only a pod or a volume held goes with it. */
  forget({ key, before, after }: Change): void {
    if (after !== undefined || before === undefined) return;
    const { volumes, scratch } = this.#kept;
    if (key.kind === "Pod") this.#kept = { volumes, scratch: without(scratch, before.metadata.uid ?? "") };
    if (key.kind === "PersistentVolume") this.#kept = { volumes: without(volumes, key.name), scratch };
  }
}
