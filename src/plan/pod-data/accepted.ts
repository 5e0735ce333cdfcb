import { dataInContainer } from "../../lint/rules/data-in-container.ts";
import { emptyDirForData } from "../../lint/rules/empty-dir-for-data.ts";
import { hostPathForData } from "../../lint/rules/host-path-for-data.ts";
import { imageVolumeNotMounted } from "../../lint/rules/image-volume-not-mounted.ts";
import { isSilencedBy } from "../../lint/silence/silenced.ts";
import type { Moments } from "../moments.ts";
import type { PodData } from "./pod-data.ts";

/** Who has set one of these aside on an object knows where its data lies. */
const SAYS_SO = [emptyDirForData, dataInContainer, imageVolumeNotMounted, hostPathForData];

/** Whether whoever wrote the workload has said that its data may go. */
export function isAccepted({ namespace, workload, pods }: PodData, { before, after }: Moments): boolean {
  const { kind, name } = workload ?? { kind: "Pod", name: pods[0] ?? "" };
  const object = after.get(kind, namespace, name) ?? before.get(kind, namespace, name);
  return object !== undefined && isSilencedBy(object, SAYS_SO);
}

/** What is certain to be lost, and nobody has said that it may be. */
export function certainLosses(list: readonly PodData[], moments: Moments): readonly PodData[] {
  return list.filter((data) => data.fate === "lost" && data.isKnown && !isAccepted(data, moments));
}
