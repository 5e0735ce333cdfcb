import type { Pod } from "../api/kinds/pod/types.ts";
import type { KubeObject } from "../api/object.ts";
import type { Answer } from "../api/status.ts";
import type { Instant } from "../base/instant.ts";
import type { Change } from "./change.ts";
import type { Cluster, Writer } from "./cluster.ts";
import { createEventRecorder } from "./event-recorder.ts";
import { createRequests } from "./requests.ts";
import { ServerState, type ServerStart } from "./server-state.ts";
import type { Counters } from "./snapshot.ts";
import type { World } from "./world.ts";
import { createWrites } from "./writes.ts";

/** The API server with the handles that the simulation holds besides. */
export interface ApiServer extends Cluster {
  /** A controller's port. `actor` is its name, and the component of its Events. */
  writer(actor: string): Writer;
  /** Moves the clock. Never backwards. */
  moveClock(to: Instant): void;
  setWorld(world: World): void;
  /** Called with every effective write, in order. */
  onChange(listener: (change: Change) => void): void;
  /** Until `thaw` the view shows the cluster as it is now. */
  freeze(): void;
  thaw(): void;
  objects(): readonly KubeObject[];
  counters(): Counters;
  /** Puts objects as they are, with uids, versions and statuses: an import, not a request. */
  restore(objects: readonly KubeObject[]): void;
}

/** Opens an API server in memory on the objects of a snapshot. */
export function openCluster(start: ServerStart): ApiServer {
  const state = new ServerState(start);
  const { store, allocator } = state;
  const writes = createWrites(state);
  const record = createEventRecorder(state);

  function writer(actor: string): Writer {
    return {
      create: (object) => writes.create({ actor, object }) as Answer<typeof object>,
      update: (object) => writes.update({ actor, object }) as Answer<typeof object>,
      updateStatus: (object) => writes.updateStatus({ actor, object }) as Answer<typeof object>,
      delete: (key, options = {}) => writes.delete(actor, key, options),
      bind: (pod, node) => writes.bind(actor, pod, node),
      live: (key) => store.get(key),
      allocatePodIp: () => allocator.podIp(),
      event: (about, type, reason, message) => record({ source: actor, about, type, reason, message }),
    };
  }

  return {
    get now() {
      return state.now;
    },
    get world() {
      return state.world;
    },
    view: () => store.view,
    ...createRequests(state, writes),
    writer,
    moveClock: (to) => state.moveClock(to),
    setWorld: (next) => {
      state.world = next;
    },
    onChange: (listener) => state.onChange(listener),
    freeze: () => store.freeze(),
    thaw: () => store.thaw(),
    objects: () => store.all(),
    counters: () => state.counters,
    restore: (objects) => {
      store.load(objects);
      for (const object of objects) {
        if (object.kind === "Pod") allocator.passPodIp((object as Pod).status?.podIP ?? "");
      }
    },
  };
}
