import type { ApiServer } from "../cluster/open.ts";
import type { Settings } from "../cluster/world.ts";
import { configuredClasses, nodeObject, SIMULATED_PROVISIONER, storageClassObject } from "./initial-objects.ts";

const ACTOR = "cluster";

/** Creates the nodes that are missing and deletes those beyond the number, highest first. */
function resizeNodes(server: ApiServer, count: number): void {
  const api = server.writer(ACTOR);
  for (let number = 1; number <= count; number++) {
    if (server.view().get("Node", "", `node-${number}`) === undefined) api.create(nodeObject(number));
  }
  for (const node of [...server.view().list("Node")].reverse()) {
    const number = /^node-(\d+)$/.exec(node.metadata.name)?.[1];
    if (number !== undefined && Number(number) > count) {
      api.delete({ kind: "Node", namespace: "", name: node.metadata.name });
    }
  }
}

/** Makes the simulated classes those that the settings name; classes that somebody applied stay. */
function reclass(server: ApiServer, settings: Settings): void {
  const api = server.writer(ACTOR);
  const wanted = configuredClasses(settings);
  for (const known of server.view().list("StorageClass")) {
    if (known.provisioner !== SIMULATED_PROVISIONER) continue;
    api.delete({ kind: "StorageClass", namespace: "", name: known.metadata.name });
  }
  for (const name of wanted) {
    if (server.view().get("StorageClass", "", name) !== undefined) continue;
    api.create(storageClassObject(name, name === settings.defaultClass));
  }
}

/** Puts new settings in force, with the nodes and classes that go with them. */
export function reconfigure(server: ApiServer, change: Partial<Settings>): void {
  const settings: Settings = { ...server.world.settings, ...change };
  server.setWorld({ ...server.world, settings });
  if (change.nodes !== undefined) resizeNodes(server, change.nodes);
  if ("storageClasses" in change || "defaultClass" in change) reclass(server, settings);
}
