import type { Pod } from "../../api/kinds/pod/types.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { configReferencesOf, type ConfigReference } from "../../lint/references.ts";
import { workloadIn } from "../../lint/workload.ts";
import { command, counted } from "../../rollout/commands.ts";
import { keyText, type Ends, type Workloads } from "../workloads.ts";
import type { Note, ObjectChange } from "../model.ts";

/** How pods come to know what a ConfigMap or a Secret holds. */
type Reading = "at-start" | "as-files";

/** The pods of one workload, or one pod without any, that read an object and outlive the plan. */
interface Readers {
  readonly name: string;
  /** The command that replaces them one by one; none for a pod that nobody makes anew. */
  readonly restart: readonly string[];
  readonly reading: Reading;
  count: number;
}

const CONFIGURATION: ReadonlySet<string> = new Set(["ConfigMap", "Secret"]);

/** Files below a `subPath` are copied when the container starts, and are not renewed. */
function isBelowSubPath({ spec }: Pod, path: FieldPath): boolean {
  const volume = path[0] === "spec" && path[1] === "volumes" ? spec.volumes?.[Number(path[2])]?.name : undefined;
  const mounts = spec.containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter(({ name }) => name === volume));
  return mounts.length > 0 && mounts.every(({ subPath, subPathExpr }) => Boolean(subPath ?? subPathExpr));
}

/** The keys whose values differ; undefined where all may. */
function changedKeys({ action, fields }: ObjectChange): ReadonlySet<string> | undefined {
  if (action !== "update") return undefined;
  const keys = fields.flatMap(({ path: [part, segment] }): readonly string[] => {
    if ((part !== "data" && part !== "binaryData") || segment === undefined) return [];
    return [typeof segment === "object" ? segment.key : String(segment)];
  });
  return new Set(keys);
}

function referencesTo(pod: Pod, change: ObjectChange): readonly ConfigReference[] {
  const { kind, name } = change.key;
  const keys = changedKeys(change);
  const workload = workloadIn(pod);
  const all = workload === undefined ? [] : configReferencesOf(workload);
  return all.filter((one) => {
    const isAbout = one.kind === kind && one.name === name;
    const isTouched = one.keys.length === 0 || keys === undefined || one.keys.some(({ key }) => keys.has(key));
    return isAbout && isTouched && (keys === undefined || keys.size > 0);
  });
}

function readingOf(pod: Pod, references: readonly ConfigReference[]): Reading {
  const isStale = references.some(({ use, path }) => use === "variable" || isBelowSubPath(pod, path));
  return isStale ? "at-start" : "as-files";
}

/** Those that read the object before the plan and are still there after it, by workload and by how they read. */
function readersOf(change: ObjectChange, { before, after }: Ends, workloads: Workloads): readonly Readers[] {
  const { namespace } = change.key;
  const found = new Map<string, Readers>();
  for (const pod of after.list("Pod", namespace)) {
    const { name, uid, deletionTimestamp } = pod.metadata;
    const isFormer = deletionTimestamp === undefined && before.get("Pod", namespace, name)?.metadata.uid === uid;
    const references = isFormer ? referencesTo(pod, change) : [];
    const isNeeded = change.action !== "delete" || references.some(({ optional }) => !optional);
    if (references.length === 0 || !isNeeded) continue;
    const reading = readingOf(pod, references);
    const workload = workloads.ofPod({ namespace, name });
    const id = workload === undefined ? `Pod/${name}` : `${keyText(workload)}/${reading}`;
    const readers = found.get(id);
    if (readers !== undefined) readers.count++;
    else if (workload === undefined) found.set(id, { name: `pod/${name}`, restart: [], reading, count: 1 });
    else {
      const target = `${workload.kind === "StatefulSet" ? "sts" : workload.kind.toLowerCase()}/${workload.name}`;
      found.set(id, { name: target, restart: [command(`rollout restart ${target}`, namespace)], reading, count: 1 });
    }
  }
  return [...found.values()];
}

function noteOf({ action, name: object }: ObjectChange, { name, restart, reading, count }: Readers): Note {
  const pods = name.startsWith("pod/") ? name : `${counted(count, "pod")} of ${name}`;
  const [keep, see, run, start] =
    pods === name || count === 1 ? ["keeps", "sees", "runs", "does not start"] : ["keep", "see", "run", "do not start"];
  if (action === "delete") {
    return { sentence: `${object} is gone: ${pods} ${run} on, but ${start} again without it`, commands: [] };
  }
  if (reading === "at-start") {
    const sentence = `${object} is read when containers start: ${pods} ${keep} the old values until replaced`;
    return { sentence, commands: restart, lead: "To have them read it" };
  }
  const sentence = `${object} is mounted as files: ${pods} ${see} the change after a minute or two, without a restart`;
  return { sentence, commands: restart, lead: "Where they are read only at the start" };
}

/** Changed or deleted ConfigMaps and Secrets restart no pod: what those that read them see of it. */
export function configNotes(objects: readonly ObjectChange[], ends: Ends, workloads: Workloads): readonly Note[] {
  const touched = objects.filter(
    ({ action, key }) => CONFIGURATION.has(key.kind) && /^(update|replace|delete)$/.test(action),
  );
  return touched.flatMap((change) => readersOf(change, ends, workloads).map((readers) => noteOf(change, readers)));
}
