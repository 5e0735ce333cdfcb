import type { Pod } from "../api/kinds/pod/types.ts";
import type { Fault, FaultKind, World } from "../cluster/world.ts";
import { command } from "./commands.ts";

function holdsFor({ target, namespace }: Fault, pod: Pod): boolean {
  const [kind, ...rest] = target.split("/");
  const name = rest.join("/");
  if (kind === "node") return pod.spec.nodeName === name;
  if (kind === "image")
    return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].some((c) => c.image === name);
  if (kind !== "pod" || namespace !== pod.metadata.namespace) return false;
  return name.endsWith("*") ? pod.metadata.name.startsWith(name.slice(0, -1)) : pod.metadata.name === name;
}

/** The faults in force for a pod, of the given kinds: its own, its node's and its images'. */
export function faultsOf(pod: Pod, world: World, kinds: readonly FaultKind[]): readonly Fault[] {
  return world.faults.filter((fault) => kinds.includes(fault.as) && holdsFor(fault, pod));
}

/** The commands that end faults. */
export function recoveries(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ target, namespace }) => command(`sim recover ${target}`, namespace));
}
