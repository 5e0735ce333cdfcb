import type { Pod } from "../api/kinds/pod/types.ts";
import type { Change } from "../cluster/change.ts";
import { faultFor, inForce, ONCE } from "../cluster/faults.ts";
import type { ApiServer } from "../cluster/open.ts";
import type { Fault } from "../cluster/world.ts";

/** The faults of a cluster's world: they begin by word, and end by word or with what they struck. */
export class FaultsInForce {
  readonly #server: ApiServer;

  constructor(server: ApiServer) {
    this.#server = server;
  }

  /** In place of what the target suffered before. */
  begin(fault: Fault): void {
    const { settings, faults } = this.#server.world;
    const others = faults.filter(({ target, namespace }) => target !== fault.target || namespace !== fault.namespace);
    const begun = inForce(fault, this.#server.view().list("Pod"), this.#server.world);
    this.#server.setWorld({ settings, faults: [...others, ...begun] });
  }

  /** Besides those that are in force. */
  add(faults: readonly Fault[]): void {
    const { world } = this.#server;
    this.#server.setWorld({ ...world, faults: [...world.faults, ...faults] });
  }

  /** Says which they were. */
  end(ends: (fault: Fault) => boolean): readonly Fault[] {
    const { settings, faults } = this.#server.world;
    const ended = faults.filter(ends);
    if (ended.length > 0) this.#server.setWorld({ settings, faults: faults.filter((fault) => !ended.includes(fault)) });
    return ended;
  }

  /** A fault of one pod alone ends with it. */
  endWithPod({ key, before, after }: Change): void {
    const uid = key.kind === "Pod" && after === undefined ? before?.metadata.uid : undefined;
    if (uid !== undefined) this.end((fault) => fault.uid === uid);
  }

  /** `failed` and `succeeded` happen once: the fault ends when it has struck. */
  endOnce(pod: Pod): void {
    const struck = faultFor(pod, this.#server.world, ONCE);
    this.end((fault) => fault === struck);
  }
}
