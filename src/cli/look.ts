import type { KubeObject } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import { keyOf, kindOf } from "../cluster/kind-of.ts";
import type { Snapshot } from "../cluster/snapshot.ts";
import { createStore } from "../cluster/store.ts";
import type { View } from "../cluster/view.ts";
import type { Call } from "./command.ts";

/** What a question that needs no controller reads. */
export interface Look {
  readonly view: View;
  readonly now: Instant;
  readonly snapshot: Snapshot;
}

/** The state as it is, without loading the API server or the controllers; a new cluster has its nodes and classes. */
export async function lookAtState(call: Call): Promise<Look> {
  const snapshot = await call.backend.open();
  if (snapshot.revision === 0) {
    const { openSimulation } = await import("../sim/simulation.ts");
    const { cluster } = openSimulation(snapshot);
    return { view: cluster.view(), now: cluster.now, snapshot };
  }
  return { view: viewOf(snapshot.objects), now: snapshot.clock, snapshot };
}

function viewOf(objects: readonly KubeObject[]): View {
  const store = createStore();
  for (const object of objects) store.put(keyOf(kindOf(object), object), object);
  return store.view;
}
