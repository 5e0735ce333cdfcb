import { refuseUsage } from "./usage.ts";
import type { FaultKind } from "../cluster/world.ts";

const OF_PODS: readonly FaultKind[] = [
  "not-ready",
  "crash-loop",
  "image-pull",
  "unschedulable",
  "stuck-terminating",
  "failed",
  "succeeded",
];

/** Which faults a type of target can have. */
export const FAULT_KINDS: Readonly<Record<string, readonly FaultKind[]>> = {
  pod: OF_PODS,
  image: OF_PODS,
  node: ["down"],
  pvc: ["unbound"],
  storageclass: ["unbound"],
};

const SPELLINGS: Readonly<Record<string, string>> = {
  po: "pod",
  pods: "pod",
  no: "node",
  nodes: "node",
  images: "image",
  persistentvolumeclaim: "pvc",
  persistentvolumeclaims: "pvc",
  pvcs: "pvc",
  sc: "storageclass",
  storageclasses: "storageclass",
};

/** A target as faults keep it, with the namespace of a pod or claim and "" for the others. Throws USAGE. */
export function faultTarget(word: string, namespace: string): { target: string; namespace: string } {
  const slash = word.indexOf("/");
  const written = word.slice(0, Math.max(slash, 0)).toLowerCase();
  const type = SPELLINGS[written] ?? written;
  const name = word.slice(slash + 1);
  if (FAULT_KINDS[type] === undefined || name === "") {
    refuseUsage(
      `${JSON.stringify(word)} is nothing that can fail`,
      "write pod/NAME, pod/PREFIX*, image/REF, node/NAME, pvc/NAME or storageclass/NAME",
    );
  }
  return { target: `${type}/${name}`, namespace: type === "pod" || type === "pvc" ? namespace : "" };
}
