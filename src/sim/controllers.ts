import { claimProtectionController } from "../controllers/claim-protection/controller.ts";
import type { Controller } from "../controllers/controller.ts";
import { daemonsetController } from "../controllers/daemonset/controller.ts";
import { deploymentController } from "../controllers/deployment/controller.ts";
import { disruptionController } from "../controllers/disruption/controller.ts";
import { endpointsliceController } from "../controllers/endpointslice/controller.ts";
import { garbageCollectorController } from "../controllers/garbage-collector/controller.ts";
import { kubeletController } from "../controllers/kubelet/controller.ts";
import { namespaceController } from "../controllers/namespace/controller.ts";
import { nodeController } from "../controllers/node/controller.ts";
import { podGarbageCollectorController } from "../controllers/pod-garbage-collector/controller.ts";
import { replicasetController } from "../controllers/replicaset/controller.ts";
import { schedulerController } from "../controllers/scheduler/controller.ts";
import { createStatefulSetController } from "../controllers/statefulset/controller.ts";
import { taintEvictionController } from "../controllers/taint-eviction/controller.ts";
import { volumeBinderController } from "../controllers/volume-binder/controller.ts";

/**
 * New instances of everything that acts by itself. A change wakes them in this order; their number is their place in it. The
 * collector of pods comes first: its mark on a pod is all that tells that a node was there.
 */
export function createControllers(): readonly Controller[] {
  return [
    podGarbageCollectorController,
    createStatefulSetController(),
    deploymentController,
    replicasetController,
    daemonsetController,
    disruptionController,
    volumeBinderController,
    schedulerController,
    kubeletController,
    nodeController,
    taintEvictionController,
    endpointsliceController,
    claimProtectionController,
    garbageCollectorController,
    namespaceController,
  ];
}
