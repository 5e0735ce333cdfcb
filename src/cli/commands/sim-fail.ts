import type { View } from "../../cluster/view.ts";
import type { Fault, FaultKind } from "../../cluster/world.ts";
import { type Call, type Command, say, warn } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { FAULT_KINDS, faultTarget } from "../fault-target.ts";
import * as common from "../flags/common.ts";
import { changeWorld } from "../change-world.ts";
import { refuseUsage } from "../usage.ts";

export const simFail: Command = {
  usage: "TARGET… --as KIND [flags]",
  about:
    "Puts a fault in force, for objects that exist and for those made later. TARGET is pod/NAME, pod/PREFIX*, " +
    "image/REF, node/NAME, pvc/NAME or storageclass/NAME.",
  flags: [
    { name: "as", kind: "text", value: "KIND", meaning: "what fails; see below which kind goes with which target" },
    ...common.RUNNING,
  ],
  examples: [
    { does: "A pod that never becomes ready", line: "sim fail pod/web-1 --as not-ready" },
    { does: "An image that cannot be pulled", line: "sim fail image/nginx:1.99 --as image-pull" },
    { does: "A node that goes down", line: "sim fail node/node-2 --as down" },
    { does: "A claim that is never bound", line: "sim fail pvc/data-web-0 --as unbound" },
  ],
  run: fail,
};

function kindFor(target: string, as: string | undefined): FaultKind {
  const [type = ""] = target.split("/");
  const kinds: readonly FaultKind[] = FAULT_KINDS[type] ?? [];
  const found = kinds.find((kind) => kind === as);
  if (found !== undefined) return found;
  const what = as === undefined ? "--as says what fails" : `${type}/… cannot fail as ${JSON.stringify(as)}`;
  refuseUsage(what, `for ${type}/…: ${kinds.join(", ")}`);
}

const KINDS: Readonly<Record<string, string>> = { pod: "Pod", node: "Node", pvc: "PersistentVolumeClaim" };

/** Whether a fault of objects that have to be there some day names none yet: it may be a slip of the pen. */
function namesNone(view: View, { target, namespace }: Fault): boolean {
  const [type = "", name = ""] = target.split("/");
  const kind = KINDS[type];
  if (kind === undefined) return false;
  if (!name.endsWith("*")) return view.get(kind, namespace, name) === undefined;
  return !view.list(kind, namespace).some(({ metadata }) => metadata.name.startsWith(name.slice(0, -1)));
}

async function fail(call: Call): Promise<ExitCode> {
  if (call.words.length === 0) {
    refuseUsage("name what is to fail: pod/NAME, image/REF, node/NAME, pvc/NAME, storageclass/NAME");
  }
  const faults = call.words.map((word): Fault => {
    const { target, namespace } = faultTarget(word, call.namespace);
    return { target, namespace, as: kindFor(target, call.flags.text("as")) };
  });
  return changeWorld(call, (simulation) => {
    const view = simulation.cluster.view();
    for (const fault of faults.filter((one) => namesNone(view, one))) {
      warn(call, `note: there is no ${fault.target} yet; the fault is in force once there is`);
    }
    for (const fault of faults) simulation.fail(fault);
    for (const fault of faults) say(call, `${fault.target} fails: ${fault.as}`);
  });
}
