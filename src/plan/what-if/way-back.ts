import type { ObjectKey } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";
import { command } from "../../rollout/commands.ts";
import { goBack } from "../../rollout/remedies.ts";
import { replicaSetsOf, revisionNumber } from "../../rollout/replicasets.ts";
import { revisionsOf } from "../../rollout/revisions.ts";
import { revisionLabel, type Rollout } from "./rollout.ts";
import { standingOf } from "./standing.ts";

interface Numbered {
  readonly revision: string;
  readonly number: number;
}

/** The revisions of a Deployment or DaemonSet with their numbers, oldest first. */
function history(view: View, workload: ObjectKey): readonly Numbered[] {
  const { kind, namespace, name } = workload;
  const label = revisionLabel(workload);
  if (kind === "DaemonSet") {
    const daemon = view.get("DaemonSet", namespace, name);
    return (daemon === undefined ? [] : revisionsOf(view, daemon)).map(({ metadata, revision }) => {
      return { revision: metadata.labels?.[label] ?? "", number: revision };
    });
  }
  const deployment = view.get("Deployment", namespace, name);
  const sets = deployment === undefined ? [] : replicaSetsOf(deployment, view).old;
  return sets
    .map((set) => ({ revision: set.metadata.labels?.[label] ?? "", number: revisionNumber(set) }))
    .sort((a, b) => a.number - b.number);
}

/** `rollout undo` to the newest revision that still serves, or else to the one before. */
function undo(view: View, { workload, revision }: Rollout): string | undefined {
  const others = history(view, workload).filter((one) => one.revision !== revision);
  const serving = new Set(
    standingOf(view, workload).members.flatMap((member) => (member.isServing ? [member.revision] : [])),
  );
  const to = others.findLast((one) => serving.has(one.revision)) ?? others.at(-1);
  if (to === undefined) return undefined;
  const flag = to === others.at(-1) ? "" : ` --to-revision=${to.number}`;
  return command(`rollout undo ${workload.kind.toLowerCase()}/${workload.name}${flag}`, workload.namespace);
}

/** The command that gives a workload the template again that it had before its rollout; undefined where there is none. */
export function wayBack(view: View, rollout: Rollout): string | undefined {
  const { kind, namespace, name } = rollout.workload;
  if (kind !== "StatefulSet") return undo(view, rollout);
  const set = view.get("StatefulSet", namespace, name);
  return set === undefined ? undefined : goBack(view, set);
}
