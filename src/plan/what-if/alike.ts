import { templateOf } from "../../api/kinds/controllerrevision/template-patch.ts";
import { revisionOf, type ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import type { Pod, PodSpec, PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { goJson } from "../../base/json.ts";
import { controllerOf, namespaceOf, type KubeObject } from "../../api/object.ts";
import { addTo } from "../../base/add-to.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import { dependsOnOthers } from "../../controllers/scheduler/pod-affinity.ts";
import { isServing } from "../../rollout/slots.ts";
import type { PodStep } from "../model.ts";
import { keyText } from "../workloads.ts";
import { ClaimsAtRest } from "./claims-at-rest.ts";
import type { Rollout } from "./rollout.ts";

/** What is made of longer names may be too long for a label. */
const SHORT_NAME = 40;

/** A set with what it controls. */
export interface Holding {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly revisions: readonly ControllerRevision[];
}

export function isStatefulSet({ apiVersion, kind }: KubeObject): boolean {
  return kind === "StatefulSet" && apiVersion === "apps/v1";
}

function holdingsIn(objects: readonly KubeObject[]): ReadonlyMap<string, Holding> {
  const sets = objects.filter((object): object is StatefulSet => isStatefulSet(object));
  const byUid = new Map(
    sets.map((set) => [set.metadata.uid ?? "", { set, pods: [] as Pod[], revisions: [] as ControllerRevision[] }]),
  );
  for (const object of objects) {
    const holding = byUid.get(controllerOf(object)?.uid ?? "-");
    if (object.kind === "Pod") holding?.pods.push(object as Pod);
    if (object.kind === "ControllerRevision") holding?.revisions.push(object as ControllerRevision);
  }
  const places = [...byUid.values()].map((holding): [string, Holding] => {
    const { metadata } = holding.set;
    return [keyText({ kind: "StatefulSet", namespace: namespaceOf(holding.set), name: metadata.name }), holding];
  });
  return new Map(places);
}

/** Whether it is a pod, or makes pods, whose place depends on where others are, or a quota that they share. */
export function tiesPods(object: KubeObject): boolean {
  if (object.kind === "ResourceQuota") return true;
  if (object.kind === "Pod") return dependsOnOthers(object as Pod);
  const { spec } = object as { readonly spec?: { readonly template?: Partial<PodTemplateSpec> } };
  const template = spec?.template?.spec;
  return template?.containers !== undefined && dependsOnOthers({ spec: template });
}

const namesClaims = ({ volumes = [] }: PodSpec): boolean =>
  volumes.some((volume) => volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined);

/** A set at rest at one revision, whose pods need nothing that others could have. */
export function isPlain({ set, pods }: Holding, claims: ClaimsAtRest): boolean {
  const { metadata, spec, status } = set;
  const isAtRest = (pod: Pod): boolean =>
    isServing(pod) &&
    pod.metadata.finalizers === undefined &&
    revisionOf(pod) === status?.updateRevision &&
    claims.areOf(pod, set);
  return (
    metadata.name.length <= SHORT_NAME &&
    metadata.deletionTimestamp === undefined &&
    status?.currentRevision === status?.updateRevision &&
    !namesClaims(spec.template.spec) &&
    pods.length === (spec.replicas ?? 1) &&
    pods.every(isAtRest)
  );
}

/** What happened when to the pods of one workload. */
type Course = readonly (readonly unknown[])[];

function coursesIn(steps: readonly PodStep[]): ReadonlyMap<string, Course> {
  const courses = new Map<string, unknown[][]>();
  for (const { pod, workload, action, startsAfterMs, takesMs, hangs } of steps) {
    const place = workload === undefined ? "" : keyText(workload);
    const step = [action, pod.slice(pod.lastIndexOf("-")), startsAfterMs, takesMs, hangs !== undefined];
    addTo(courses, place, step);
  }
  return courses;
}

/** All that the course of a plain set's rollout depends on, without the set's own names and labels. */
export function essence({ set, revisions }: Holding, course: Course): string {
  const { serviceName: _service, selector: _selector, template, ...spec } = set.spec;
  const { labels: _labels, ...metadata } = template.metadata ?? {};
  const { collisionCount } = set.status ?? {};
  const templates = revisions.map((one) => [
    one.revision,
    templateOf(one)?.spec,
    templateOf(one)?.metadata?.annotations,
  ]);
  return goJson([namespaceOf(set), spec, metadata, template.spec, collisionCount, templates, course]);
}

/**
 * Rollouts in groups: what becomes of one becomes of all of its group, but for names. They are of plain sets that ask
 * for the same and took the same steps at the same times when all was well, in a cluster in which no pod depends on
 * others for its place or its room.
 */
export function groupsOf(
  { objects, world }: Snapshot,
  rollouts: readonly Rollout[],
  steps: readonly PodStep[],
): readonly (readonly [Rollout, ...Rollout[]])[] {
  const alone = (): readonly [Rollout][] => rollouts.map((rollout) => [rollout]);
  // A fault of one pod alone leaves its own set out: not all of its pods serve.
  const hasFaults = world.faults.some(({ uid }) => uid === undefined);
  if (rollouts.length < 2 || hasFaults || objects.some(tiesPods)) return alone();
  if (rollouts.some(({ workload }) => workload.kind !== "StatefulSet")) return alone();
  const holdings = holdingsIn(objects);
  const courses = coursesIn(steps);
  const claims = new ClaimsAtRest(objects);
  const groups = new Map<string, [Rollout, ...Rollout[]]>();
  for (const rollout of rollouts) {
    const place = keyText(rollout.workload);
    const holding = holdings.get(place);
    const id = holding !== undefined && isPlain(holding, claims) ? essence(holding, courses.get(place) ?? []) : place;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [rollout]);
    else group.push(rollout);
  }
  return [...groups.values()];
}
