import type { StorageClass } from "../api/kinds/storageclass/types.ts";
import type { KubeObject } from "../api/object.ts";
import type { ApiServer } from "../cluster/open.ts";
import { nodeObject, SIMULATED_PROVISIONER } from "./initial-objects.ts";
import { reconfigure } from "./reconfigure.ts";

/** Nodes go on which no pod is; the setting says how many are left of those that it makes. */
function withdrawNodes(server: ApiServer, taken: readonly KubeObject[]): void {
  const brought = new Set(taken.flatMap(({ kind, metadata }) => (kind === "Node" ? [metadata.name] : [])));
  if (brought.size === 0) return;
  let kept = 0;
  for (let number = 1; number <= server.world.settings.nodes; number++) {
    const { name } = nodeObject(number).metadata;
    if (brought.has(name) || server.view().count("Pod", "node", name) > 0) kept = number;
  }
  reconfigure(server, { nodes: kept });
}

/** Classes go as soon as there are others; what they have provided stays. */
function withdrawClasses(server: ApiServer, taken: readonly KubeObject[]): void {
  const isBrought = taken.some((object) => {
    return object.kind === "StorageClass" && (object as StorageClass).provisioner !== SIMULATED_PROVISIONER;
  });
  if (isBrought) reconfigure(server, { storageClasses: [], defaultClass: "" });
}

/** Takes away what has stood in for objects of the kinds that an import brings. */
export function withdrawStandIns(server: ApiServer, taken: readonly KubeObject[]): void {
  withdrawNodes(server, taken);
  withdrawClasses(server, taken);
}
