import { isReservedTo, mismatch } from "../../api/kinds/persistentvolume/claim-match.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { namespacedName } from "../../api/object.ts";
import { wholeAmount } from "../../api/whole-amount.ts";
import type { PersistentVolume } from "../../api/kinds/persistentvolume/types.ts";
import {
  classNameOf,
  hasClass,
  SELECTED_NODE,
  type PersistentVolumeClaim,
} from "../../api/kinds/persistentvolumeclaim/types.ts";
import { NO_PROVISIONER } from "../../api/kinds/storageclass/types.ts";
import type { Answer } from "../../api/status.ts";
import { defaultStorageClass } from "../../cluster/default-classes.ts";
import { isKeptUnbound } from "../../cluster/faults.ts";
import { retryAfter, SETTLED, type Again } from "../again.ts";
import type { StepContext } from "../controller.ts";
import { matchingVolume } from "./matching-volume.ts";
import { claimReference, storageClassOf, volumeFor } from "./provisioning.ts";

const BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
const BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";
const PROVISIONER = "volume.kubernetes.io/storage-provisioner";
const BETA_PROVISIONER = "volume.beta.kubernetes.io/storage-provisioner";

function after(...answers: readonly Answer[]): Again {
  for (const answer of answers) if (!answer.ok) return retryAfter(answer.status);
  return SETTLED;
}

function withAnnotations(
  claim: PersistentVolumeClaim,
  annotations: Readonly<Record<string, string>>,
): PersistentVolumeClaim {
  const metadata = { ...claim.metadata, annotations: { ...claim.metadata.annotations, ...annotations } };
  return { ...claim, metadata };
}

/**
 * Volume first, then claim, then their statuses: whatever is interrupted is completed by the next look.
 * @param annotations what the claim is to carry besides
 * @see pkg/controller/volume/persistentvolume/pv_controller.go, `bind` (1.36)
 */
function bind(
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
  { api }: StepContext,
  annotations: Readonly<Record<string, string>> = {},
): Again {
  const isReserved = volume.spec.claimRef?.uid !== undefined && isReservedTo(volume, claim);
  const reserved = { ...volume, spec: { ...volume.spec, claimRef: claimReference(claim) } };
  const held = isReserved ? ({ ok: true, object: volume, warnings: [] } as const) : api.update(reserved);
  if (!held.ok) return after(held);
  const volumeBound = api.updateStatus({ ...held.object, status: { ...held.object.status, phase: "Bound" } });
  const chosen = claim.spec.volumeName === undefined || claim.spec.volumeName === "";
  const byController = chosen ? { [BOUND_BY_CONTROLLER]: "yes" } : {};
  const annotated = withAnnotations(claim, { ...annotations, [BIND_COMPLETED]: "yes", ...byController });
  const named = api.update({ ...annotated, spec: { ...annotated.spec, volumeName: volume.metadata.name } });
  if (!named.ok) return after(volumeBound, named);
  const { accessModes = [], capacity = {} } = volume.spec;
  const status = { ...named.object.status, phase: "Bound", accessModes, capacity } as const;
  return after(volumeBound, api.updateStatus({ ...named.object, status }));
}

/** Says what a claim waits for whose volume depends on its pod's node. @see the same file, `emitEventForUnboundDelayBindingClaim` */
function waitForPod(claim: PersistentVolumeClaim, { view, api }: StepContext): Again {
  const users = view.indexed("Pod", "claim", namespacedName(claim));
  const names = users
    .filter((pod) => !isFinished(pod) && (pod.spec.nodeName ?? "") === "")
    .map(({ metadata }) => metadata.name);
  if (names.length === 0) {
    api.event(claim, "Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
  } else {
    const pods = `${names.length > 1 ? "pods" : "pod"} ${names.join(",")}`;
    api.event(claim, "Normal", "WaitForPodScheduled", `waiting for ${pods} to be scheduled`);
  }
  return SETTLED;
}

/**
 * Makes a volume and binds it. A claim that chooses volumes by labels gets none made: so provisioners of drivers have it.
 * @see the same file, `provisionClaimOperationExternal` (1.36)
 * @see kubernetes-csi/external-provisioner, pkg/controller/controller.go, `prepareProvision`
 */
function provision(claim: PersistentVolumeClaim, context: StepContext): Again {
  const { view, api, world } = context;
  const name = classNameOf(claim);
  const storageClass = storageClassOf(claim, view, world);
  if (storageClass === undefined) {
    api.event(claim, "Warning", "ProvisioningFailed", `storageclass.storage.k8s.io "${name}" not found`);
    return SETTLED;
  }
  const isDelayed = storageClass.volumeBindingMode === "WaitForFirstConsumer";
  if (isDelayed && claim.metadata.annotations?.[SELECTED_NODE] === undefined) return waitForPod(claim, context);
  const { provisioner } = storageClass;
  if (provisioner === NO_PROVISIONER) {
    api.event(claim, "Warning", "ProvisioningFailed", `no volume plugin matched name: ${provisioner}`);
    return SETTLED;
  }
  if (claim.spec.selector !== undefined) {
    const why = `failed to provision volume with StorageClass "${name}": claim Selector is not supported`;
    api.event(claim, "Warning", "ProvisioningFailed", why);
    return SETTLED;
  }
  const made = api.create(volumeFor(claim, storageClass));
  if (!made.ok) return after(made);
  return bind(claim, made.object, context, { [BETA_PROVISIONER]: provisioner, [PROVISIONER]: provisioner });
}

/** A claim whose author has named its volume. @see the same file, `syncUnboundClaim` (1.36) */
function bindToNamed(claim: PersistentVolumeClaim, name: string, context: StepContext): Again {
  const { view, api } = context;
  const volume = view.get("PersistentVolume", "", name);
  if (volume === undefined) return SETTLED;
  if (volume.spec.claimRef !== undefined) {
    // Where both name each other nothing is compared.
    if (isReservedTo(volume, claim)) return bind(claim, volume, context);
    api.event(claim, "Warning", "FailedBinding", `volume "${name}" already bound to a different claim.`);
    return SETTLED;
  }
  const reason = mismatch(volume, claim);
  if (reason === undefined) return bind(claim, volume, context);
  api.event(claim, "Warning", "VolumeMismatch", `Cannot bind to requested volume "${name}": ${reason}`);
  return SETTLED;
}

/** @see the same file, `assignDefaultStorageClass` (1.36) */
function withDefaultClass(claim: PersistentVolumeClaim, { view, api }: StepContext): PersistentVolumeClaim {
  if (hasClass(claim)) return claim;
  const storageClassName = defaultStorageClass(view);
  if (storageClassName === undefined) return claim;
  const answer = api.update({ ...claim, spec: { ...claim.spec, storageClassName } });
  return answer.ok ? answer.object : claim;
}

function syncUnbound(claim: PersistentVolumeClaim, context: StepContext): Again {
  const { view, api, world } = context;
  const named = claim.spec.volumeName ?? "";
  if (claim.metadata.deletionTimestamp !== undefined || isKeptUnbound(claim, world)) return SETTLED;
  if (named !== "") return bindToNamed(claim, named, context);
  const volume = matchingVolume(claim, view);
  const waits = storageClassOf(claim, view, world)?.volumeBindingMode === "WaitForFirstConsumer";
  const isSelected = claim.metadata.annotations?.[SELECTED_NODE] !== undefined;
  if (volume !== undefined && (!waits || isSelected || isReservedTo(volume, claim)))
    return bind(claim, volume, context);
  if (classNameOf(claim) !== "") return provision(claim, context);
  const message = "no persistent volumes available for this claim and no storage class is set";
  api.event(claim, "Normal", "FailedBinding", message);
  return SETTLED;
}

const LOST = ["ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!"] as const;
const MISBOUND = ["ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly"] as const;

/** The volume is gone, or another's, and the data with it. @see the same file, `syncBoundClaim` (1.36) */
function lose(
  claim: PersistentVolumeClaim,
  [reason, message]: typeof LOST | typeof MISBOUND,
  { api }: StepContext,
): Again {
  if (claim.status?.phase === "Lost") return SETTLED;
  const answer = api.updateStatus({ ...claim, status: { phase: "Lost" } });
  api.event(claim, "Warning", reason, message);
  return after(answer);
}

/**
 * A larger request is met at once and without a restart.
 * @see kubernetes-csi/external-resizer, pkg/controller/controller.go, `resizePVC`
 */
function expand(claim: PersistentVolumeClaim, volume: PersistentVolume, { api }: StepContext): Again {
  const storage = claim.spec.resources?.requests?.["storage"];
  if (storage === undefined || wholeAmount(storage) <= wholeAmount(claim.status?.capacity?.["storage"])) return SETTLED;
  const grown = api.update({ ...volume, spec: { ...volume.spec, capacity: { ...volume.spec.capacity, storage } } });
  const capacity = { ...claim.status?.capacity, storage };
  return after(grown, api.updateStatus({ ...claim, status: { ...claim.status, capacity } }));
}

/** Looks after one claim: class, volume, size. */
export function syncClaim(claim: PersistentVolumeClaim, context: StepContext): Again {
  if (claim.metadata.annotations?.[BIND_COMPLETED] === undefined) {
    return syncUnbound(withDefaultClass(claim, context), context);
  }
  const volume = context.view.get("PersistentVolume", "", claim.spec.volumeName ?? "");
  if (volume === undefined) return lose(claim, LOST, context);
  if (volume.spec.claimRef === undefined) return bind(claim, volume, context);
  if (!isReservedTo(volume, claim)) return lose(claim, MISBOUND, context);
  return claim.status?.phase === "Bound" ? expand(claim, volume, context) : bind(claim, volume, context);
}
