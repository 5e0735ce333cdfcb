import { classNameOf } from "../api/kinds/persistentvolumeclaim/types.ts";
import { faultsOver } from "../cluster/faults.ts";
import type { Fault, World } from "../cluster/world.ts";
import type { Note } from "./model.ts";
import type { Ends } from "./workloads.ts";

/** Whether a fault has anything to act on, before or after. */
function acts(fault: Fault, world: World, { before, after }: Ends): boolean {
  const [type = ""] = fault.target.split("/");
  const name = fault.target.slice(type.length + 1);
  if (type === "node") return after.get("Node", "", name) !== undefined || before.get("Node", "", name) !== undefined;
  if (type === "pvc" || type === "storageclass") {
    const claims = [...before.list("PersistentVolumeClaim"), ...after.list("PersistentVolumeClaim")];
    return claims.some((claim) => {
      const { metadata } = claim;
      if (type === "storageclass") return classNameOf(claim) === name;
      return metadata.name === name && metadata.namespace === fault.namespace;
    });
  }
  const alone = { ...world, faults: [fault] };
  return [...before.list("Pod"), ...after.list("Pod")].some((pod) => faultsOver(pod, alone, [fault.as]).length > 0);
}

const MISSING: Readonly<Record<string, string>> = {
  pod: "there is no such pod",
  image: "no pod runs it",
  node: "there is no such node",
  pvc: "there is no such claim",
  storageclass: "no claim is of that class",
};

/** Assumed faults that change nothing, since what they name is not there: they may be slips of the pen. */
export function idleFaultNotes(faults: readonly Fault[], world: World, ends: Ends): readonly Note[] {
  const idle = faults.filter((fault) => !acts(fault, world, ends));
  return idle.map(({ target, as }) => {
    const why = MISSING[target.slice(0, target.indexOf("/"))] ?? "it is not there";
    return { sentence: `assumed in vain: ${target}=${as}; ${why}, before or after`, commands: [] };
  });
}
