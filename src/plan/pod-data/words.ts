import { shortDigests } from "../../base/short-digests.ts";
import { thousands } from "../../base/thousands.ts";
import { listed } from "../../rollout/commands.ts";
import type { PodData } from "./pod-data.ts";

/** A sentence is read by people; lists have them all. */
const MOST_NAMES = 12;

/** Names with commas between; of many the first ones, and how many more there are. */
export function namesText(names: readonly string[]): string {
  const left = names.length - MOST_NAMES;
  const shown = left > 1 ? [...names.slice(0, MOST_NAMES), `and ${thousands(left)} more`] : names;
  return shown.join(", ");
}

/** Where data lies, as words behind a comma. */
function placeText({ on, volume = "" }: PodData): string {
  switch (on) {
    case "emptyDir":
      return `in the emptyDir "${volume}"`;
    case "ephemeral":
      return `on the ephemeral volume "${volume}"`;
    case "hostPath":
      return `in the hostPath "${volume}"`;
    case "container":
      return "in the container itself";
  }
}

/** Who it is about, and which of its pods where it has several: a pod of its own is named once. */
function whoAndWhich({ workload, pods }: PodData): readonly [who: string, which: string] {
  return workload === undefined ? [listed(pods), ""] : [workload.name, `: ${namesText(pods)}`];
}

/** `db loses what mysql:8.4 keeps at /var/lib/mysql, in the emptyDir "data": db-1, db-0`. */
export function lossText(data: PodData, tense: "present" | "past" = "present"): string {
  const { workload, pods, image, path } = data;
  const [who, which] = whoAndWhich(data);
  const [loses, keeps] =
    tense === "past" ? ["lost", "kept"] : [workload === undefined && pods.length > 1 ? "lose" : "loses", "keeps"];
  return `${who} ${loses} what ${shortDigests(image)} ${keeps} at ${path}, ${placeText(data)}${which}`;
}

/** The same of data that only a path tells of. */
export function mayLoseText(data: PodData): string {
  const [who, which] = whoAndWhich(data);
  return `${who}: what lies at ${data.path}, ${placeText(data)}, goes with its pod${which}`;
}

/** Of data that stays on a node. */
export function leftBehindText({ workload, pods, image, path, isKnown, nodePath = "", nodes = [] }: PodData): string {
  const who = workload === undefined ? "" : `${workload.name}: `;
  const come = pods.length === 1 ? "comes up on another node" : "come up on other nodes";
  const what = isKnown ? `what ${shortDigests(image)} keeps at ${path}` : `what lies at ${path}`;
  return `${who}in this rehearsal ${namesText(pods)} ${come}; ${what} stays behind in ${nodePath} of ${listed(nodes)}`;
}
