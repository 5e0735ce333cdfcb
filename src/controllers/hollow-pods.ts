import type { Pod } from "../api/kinds/pod/types.ts";

/** Whether no containers are known of a pod, as of one whose import was cut short: there is nothing to run. */
export function isHollow({ spec }: Pod): boolean {
  return spec.containers.length === 0;
}
