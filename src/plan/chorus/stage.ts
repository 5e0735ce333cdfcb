import type { Pod } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { createAllocator } from "../../cluster/allocation.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { Counters } from "../../cluster/snapshot.ts";
import { FULL_HOUSE, isLess } from "../../controllers/scheduler/company.ts";
import type { Cue } from "./cues.ts";
import type { Part } from "./part.ts";
import type { Voice } from "./voice.ts";

/** What all voices of a cluster have in common where they begin. */
export interface Scene {
  readonly objects: readonly KubeObject[];
  readonly counters: Counters;
  /** The number of the next happening. */
  readonly seq: number;
  /** The names of the nodes on which the pods of a chorus may go, in order, by its leads. */
  readonly nodes: ReadonlyMap<Voice, readonly string[]>;
}

/** By node. */
function podCounts(objects: readonly KubeObject[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const object of objects) {
    if (object.kind !== "Pod") continue;
    const { nodeName = "" } = (object as Pod).spec;
    counts.set(nodeName, (counts.get(nodeName) ?? 0) + 1);
  }
  return counts;
}

/**
 * Where the cues of the first voice of each chorus become what happens to all: with the addresses and the nodes that come
 * of their common order.
 */
export class Stage {
  readonly happenings: Happening[] = [];
  readonly #seq: number;
  readonly #allocator: ReturnType<typeof createAllocator>;
  readonly #pods: Map<string, number>;
  readonly #nodes: Scene["nodes"];

  constructor({ objects, counters, seq, nodes }: Scene) {
    this.#seq = seq;
    this.#allocator = createAllocator(counters);
    this.#pods = podCounts(objects);
    this.#nodes = nodes;
  }

  /** One cue, taken up by a part. */
  enact(part: Part, { change, told }: Cue): void {
    const isOfPod = change.key.kind === "Pod";
    if (isOfPod) this.#follow(part, change.before as Pod | undefined, change.after as Pod | undefined);
    for (const one of told) this.happenings.push(part.told(one, this.#seq + this.happenings.length));
    if (isOfPod && change.after === undefined) this.#count(part.nodeOf(change.key.name), -1);
  }

  #follow(part: Part, before: Pod | undefined, after: Pod | undefined): void {
    const isGoing = after === undefined || after.metadata.deletionTimestamp !== undefined;
    const wasThere = before?.spec.nodeName !== undefined && before.metadata.deletionTimestamp === undefined;
    if (isGoing && wasThere) part.leaves(before.metadata.name);
    if (after === undefined) return;
    const { name } = after.metadata;
    if ((after.spec.nodeName ?? "") !== (before?.spec.nodeName ?? "")) {
      const node = this.#placeFor(part);
      part.runs(name, node);
      this.#count(node, 1);
    }
    const address = after.status?.podIP;
    if (address !== undefined && address !== before?.status?.podIP) part.answers(address, this.#allocator.podIp());
  }

  /** @see chooseNode, of the scheduler */
  #placeFor(part: Part): string {
    let best = "";
    let fewest = FULL_HOUSE;
    for (const node of this.#nodes.get(part.first) ?? []) {
      const company = { alike: part.podsOn(node), all: this.#pods.get(node) ?? 0 };
      if (!isLess(company, fewest)) continue;
      fewest = company;
      best = node;
    }
    return best;
  }

  #count(node: string, by: 1 | -1): void {
    this.#pods.set(node, (this.#pods.get(node) ?? 0) + by);
  }
}
