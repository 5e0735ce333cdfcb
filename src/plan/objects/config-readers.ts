import type { Pod } from "../../api/kinds/pod/types.ts";
import { addTo } from "../../base/add-to.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { configReferencesOf, type ConfigReference } from "../../lint/facts/references.ts";
import { workloadIn } from "../../lint/facts/workload.ts";
import { counted } from "../../base/counted.ts";
import { command } from "../../rollout/commands.ts";
import { keyText, targetOf, type Ends, type Workloads } from "../workloads.ts";
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

/** A pod that outlives the plan, and where it names one ConfigMap or Secret. */
interface Reader {
  readonly pod: Pod;
  readonly references: readonly ConfigReference[];
}

/** The pods of some namespaces that are the same before and after, by what they read. */
function readersIn(namespaces: ReadonlySet<string>, { before, after }: Ends): ReadonlyMap<string, readonly Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const pod of [...namespaces].flatMap((namespace) => after.list("Pod", namespace))) {
    const { name, namespace = "", uid, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined || before.get("Pod", namespace, name)?.metadata.uid !== uid) continue;
    const workload = workloadIn(pod);
    const byId = new Map<string, ConfigReference[]>();
    for (const one of workload === undefined ? [] : configReferencesOf(workload)) {
      const id = keyText({ kind: one.kind, namespace, name: one.name });
      addTo(byId, id, one);
    }
    for (const [id, references] of byId) {
      addTo(found, id, { pod, references });
    }
  }
  return found;
}

/** The places at which a pod names what is changed. */
function touchedBy(references: readonly ConfigReference[], change: ObjectChange): readonly ConfigReference[] {
  const keys = changedKeys(change);
  if (keys === undefined) return references;
  return references.filter(
    (one) => keys.size > 0 && (one.keys.length === 0 || one.keys.some(({ key }) => keys.has(key))),
  );
}

function readingOf(pod: Pod, references: readonly ConfigReference[]): Reading {
  const isStale = references.some(({ use, path }) => use === "variable" || isBelowSubPath(pod, path));
  return isStale ? "at-start" : "as-files";
}

/** Those that read an object, by workload and by how they read. */
function readersOf(change: ObjectChange, readers: readonly Reader[], workloads: Workloads): readonly Readers[] {
  const { namespace } = change.key;
  const found = new Map<string, Readers>();
  for (const { pod, references: all } of readers) {
    const { name } = pod.metadata;
    const references = touchedBy(all, change);
    const isNeeded = change.action !== "delete" || references.some(({ optional }) => !optional);
    if (references.length === 0 || !isNeeded) continue;
    const reading = readingOf(pod, references);
    const workload = workloads.ofPod({ namespace, name });
    const id = workload === undefined ? `Pod/${name}` : `${keyText(workload)}/${reading}`;
    const known = found.get(id);
    if (known !== undefined) known.count++;
    else if (workload === undefined) found.set(id, { name: `pod/${name}`, restart: [], reading, count: 1 });
    else {
      const target = targetOf(workload);
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
  if (touched.length === 0) return [];
  const readers = readersIn(new Set(touched.map(({ key }) => key.namespace)), ends);
  return touched.flatMap((change) => {
    return readersOf(change, readers.get(keyText(change.key)) ?? [], workloads).map((one) => noteOf(change, one));
  });
}
