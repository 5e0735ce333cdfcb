import type { DaemonSet } from "../api/kinds/daemonset/types.ts";
import type { Deployment } from "../api/kinds/deployment/types.ts";
import { writtenRevision } from "../api/kinds/deployment/revision.ts";
import type { PodTemplateSpec } from "../api/kinds/pod/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import type { KubeObject } from "../api/object.ts";
import { CommandError } from "../base/errors.ts";
import type { View } from "../cluster/view.ts";
import { replicaSetsOf } from "./replicasets.ts";
import { atRevision, revisionsOf } from "./revisions.ts";

/** A kind that `rollout` works on. */
export type Workload = StatefulSet | DaemonSet | Deployment;

/** One line of `rollout history`. */
export interface HistoryEntry {
  readonly number: number;
  /** As noted when the revision was made; "" for none. */
  readonly changeCause: string;
  readonly template: PodTemplateSpec;
  /** What `-o` prints: the set as of that revision, or a Deployment's ReplicaSet. */
  readonly object: KubeObject;
}

const CHANGE_CAUSE = "kubernetes.io/change-cause";

function causeOf(object: KubeObject): string {
  return object.metadata.annotations?.[CHANGE_CAUSE] ?? "";
}

function noted(template: PodTemplateSpec, changeCause: string): PodTemplateSpec {
  if (changeCause === "") return template;
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: changeCause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

function ofDeployment(view: View, deployment: Deployment): readonly HistoryEntry[] {
  const { current, old } = replicaSetsOf(deployment, view);
  return [...old, ...(current === undefined ? [] : [current])].flatMap((set) => {
    const number = writtenRevision(set);
    if (typeof number === "string") return [];
    const template = noted(set.spec.template ?? { spec: { containers: [] } }, causeOf(set));
    return [{ number, changeCause: template.metadata?.annotations?.[CHANGE_CAUSE] ?? "", template, object: set }];
  });
}

function ofSet(view: View, set: StatefulSet | DaemonSet): readonly HistoryEntry[] {
  return revisionsOf(view, set).map((revision) => {
    const object = atRevision(set, revision);
    return { number: revision.revision, changeCause: causeOf(revision), template: object.spec.template, object };
  });
}

/**
 * The revisions of a workload by number; of two with the same number the later one.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go, `printHistory` (1.36)
 */
export function rolloutHistory(view: View, workload: Workload): readonly HistoryEntry[] {
  const all = workload.kind === "Deployment" ? ofDeployment(view, workload) : ofSet(view, workload);
  const byNumber = new Map(all.map((entry) => [entry.number, entry]));
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

/** The entry with that number. @throws CommandError where there is none, or the number is negative */
export function historyEntry(entries: readonly HistoryEntry[], number: number): HistoryEntry {
  if (number < 0) throw new CommandError("REFUSED", `revision must be a positive integer: ${number}`);
  const entry = entries.find((candidate) => candidate.number === number);
  if (entry === undefined) throw new CommandError("REFUSED", "unable to find the specified revision");
  return entry;
}
