import type { Pod } from "../../api/kinds/pod/types.ts";

/** Of files in a container itself, among its pod's: `/tmp/x` in the first one, `log!/tmp/x` in another. */
export function ofContainer({ spec }: Pod, name: string | undefined): string {
  return name === undefined || name === spec.containers[0]?.name ? "" : `${name}!`;
}

/** Of files on a volume that goes with its pod, among the pod's: `data:/x` for all containers that mount it. */
export function ofVolume(name: string): string {
  return `${name}:`;
}

/** Whether a name stands for a file in a container itself, which is gone when that starts anew. */
export function isInContainer(pod: Pod, container: string, name: string): boolean {
  return name.startsWith(`${ofContainer(pod, container)}/`);
}
