import type { Pod, PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { ObjectKey } from "../../api/object.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import type { Fault } from "../../cluster/world.ts";
import type { Diagnosis } from "../../rollout/diagnosis.ts";
import { goBack } from "../../rollout/remedies.ts";
import { templateOf } from "../../rollout/revisions.ts";
import { isServing, revisionOf, slotsOf } from "../../rollout/slots.ts";
import { diagnoseStatefulSet } from "../../rollout/statefulset-diagnosis.ts";
import { actOf } from "../command-line.ts";
import type { PodStep, WhatIf } from "../model.ts";
import { Rehearsal } from "../rehearsal.ts";
import { keyText, type Ends } from "../workloads.ts";

/** A rolling update that the plan carries out. */
export interface Rollout {
  readonly set: ObjectKey;
  readonly revision: string;
  /** The one image that is new. */
  readonly image?: string;
}

function images({ spec }: Pick<PodTemplateSpec | Pod, "spec">): readonly string[] {
  return [...spec.containers, ...(spec.initContainers ?? [])].map(({ image = "" }) => image);
}

/** The one image that is new; undefined where there are several, or none. */
function freshImage(set: StatefulSet, old: PodTemplateSpec | undefined): string | undefined {
  const known = new Set(old === undefined ? [] : images(old));
  const fresh = [...new Set(images(set.spec.template).filter((image) => !known.has(image)))];
  return fresh.length === 1 ? fresh[0] : undefined;
}

/** The sets whose pods are replaced by pods of another revision. */
export function rolloutsIn(steps: readonly PodStep[], ends: Ends): readonly Rollout[] {
  const found = new Map<string, Rollout>();
  for (const { action, workload, from, to } of steps) {
    if (action !== "replace" || from === to || workload?.kind !== "StatefulSet" || found.has(keyText(workload)))
      continue;
    const { namespace, name } = workload;
    const set = ends.after.get("StatefulSet", namespace, name);
    const was = ends.before.get("StatefulSet", namespace, name);
    const revision = set?.status?.updateRevision;
    if (set === undefined || was === undefined || revision === undefined) continue;
    const old = ends.before.get("ControllerRevision", namespace, was.status?.updateRevision ?? "");
    const image = freshImage(set, old === undefined ? was.spec.template : templateOf(old));
    found.set(keyText(workload), { set: workload, revision, ...(image === undefined ? {} : { image }) });
  }
  return [...found.values()];
}

/**
 * The faults under which no pod of a new revision becomes ready: on its image where no pod runs that yet, else on the
 * revision. Neither concerns a pod that exists.
 */
function faultsOn(rollouts: readonly Rollout[], { objects }: Snapshot): readonly Fault[] {
  const pods = objects.flatMap((object) => (object.kind === "Pod" ? [object as Pod] : []));
  const running = new Set(pods.flatMap(images));
  const found = new Map<string, Fault>();
  for (const { set, revision, image } of rollouts) {
    const isFresh = image !== undefined && !running.has(image);
    const target = isFresh ? `image/${image}` : `revision/${revision}`;
    const namespace = isFresh ? "" : set.namespace;
    found.set(`${namespace}/${target}`, { target, namespace, as: "not-ready" });
  }
  return [...found.values()];
}

/** A rollout that stopped, and the way back that is being tried. */
interface Stopped {
  readonly rollout: Rollout;
  readonly stopsAt: string | undefined;
  readonly serving: WhatIf["serving"];
  readonly commands: string[];
}

function setIn(rehearsal: Rehearsal, { set }: Rollout): StatefulSet | undefined {
  return rehearsal.cluster.view().get("StatefulSet", set.namespace, set.name);
}

function diagnosisOf({ cluster, settled }: Rehearsal, set: StatefulSet): Diagnosis {
  return diagnoseStatefulSet({ view: cluster.view(), now: cluster.now, world: cluster.world, settled }, set);
}

function stopped(rehearsal: Rehearsal, rollout: Rollout): Stopped | undefined {
  const set = setIn(rehearsal, rollout);
  if (set === undefined) return undefined;
  const view = rehearsal.cluster.view();
  const { replicas } = slotsOf(view, set);
  const isNew = (name: string): boolean => name === rollout.revision;
  const fresh = replicas.filter(({ pod }) => pod !== undefined && isNew(revisionOf(pod)));
  const ready = replicas.filter(isServing);
  const ofNew = ready.filter(({ pod }) => pod !== undefined && isNew(revisionOf(pod))).length;
  const back = goBack(view, set);
  return {
    rollout,
    stopsAt: fresh.findLast((slot) => !isServing(slot))?.name,
    serving: { old: ready.length - ofNew, new: ofNew, wanted: replicas.length },
    commands: back === undefined ? [] : [back],
  };
}

function isBack(rehearsal: Rehearsal, rollout: Rollout): boolean {
  const set = setIn(rehearsal, rollout);
  if (set === undefined) return false;
  const { replicas } = slotsOf(rehearsal.cluster.view(), set);
  return replicas.every(
    (slot) => isServing(slot) && slot.pod !== undefined && revisionOf(slot.pod) !== rollout.revision,
  );
}

function send(rehearsal: Rehearsal, lines: readonly string[]): void {
  for (const line of lines) {
    const act = actOf(line);
    if (act !== undefined && "request" in act) rehearsal.perform(act.request);
  }
}

/** Deletes what the controller does not replace by itself, until every pod is back or nothing more helps. */
function deleteWhatHolds(rehearsal: Rehearsal, open: readonly Stopped[]): void {
  const MOST_ROUNDS = 20;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const lines = open.flatMap(({ rollout, commands }) => {
      const set = setIn(rehearsal, rollout);
      if (set === undefined || isBack(rehearsal, rollout)) return [];
      const frees = diagnosisOf(rehearsal, set).frees.filter((line) => / delete pod /.test(` ${line}`));
      const fresh = frees.filter((line) => !commands.includes(line));
      commands.push(...fresh);
      return fresh;
    });
    if (lines.length === 0) return;
    send(rehearsal, lines);
    rehearsal.run();
  }
}

/**
 * What if the new revision of each rollout never becomes ready: another copy of the cluster right after the request,
 * under a fault on the pods of the new revision, then the way back, tried until it works.
 */
export function whatIfNeverReady(
  snapshot: Snapshot,
  rollouts: readonly Rollout[],
  steps: readonly PodStep[],
): readonly WhatIf[] {
  if (rollouts.length === 0) return [];
  const { world } = snapshot;
  const faults = [...world.faults, ...faultsOn(rollouts, snapshot)];
  const rehearsal = new Rehearsal({ ...snapshot, world: { ...world, faults } });
  rehearsal.run();
  const all = rollouts.flatMap((rollout) => stopped(rehearsal, rollout) ?? []);
  send(
    rehearsal,
    all.flatMap(({ commands }) => commands),
  );
  rehearsal.run();
  const backAlone = new Set(all.filter(({ rollout }) => isBack(rehearsal, rollout)));
  deleteWhatHolds(
    rehearsal,
    all.filter((one) => !backAlone.has(one)),
  );
  return all.map((one): WhatIf => {
    const { rollout, stopsAt, serving, commands } = one;
    const step = steps.find(({ pod, namespace }) => pod === stopsAt && namespace === rollout.set.namespace)?.number;
    return {
      workload: rollout.set,
      subject: rollout.image ?? "the new revision",
      ...(stopsAt === undefined ? {} : { stopsAt }),
      ...(step === undefined ? {} : { step }),
      serving,
      goingBackFrees: backAlone.has(one),
      commands,
      isVerified: isBack(rehearsal, rollout),
    };
  });
}
