import { isPodReady, type Pod } from "../api/kinds/pod/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { namespacedName, type KubeObject, type ObjectKey } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import type { Serving } from "./model.ts";
import { keyText, podsBefore, type Played } from "./workloads.ts";

function serves(pod: Pod): boolean {
  return isPodReady(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** The pods that serve at one moment: those that happenings tell of, by `namespace/name`, and how many others. */
interface Standing {
  readonly told: readonly string[];
  readonly others: number;
}

function standingOf(pods: readonly Pod[], toldNames: ReadonlySet<string>): Standing {
  const told: string[] = [];
  let others = 0;
  for (const pod of pods) {
    if (!serves(pod)) continue;
    if (toldNames.has(pod.metadata.name)) told.push(namespacedName(pod));
    else others++;
  }
  return { told, others };
}

/** The pods of a workload that serve, over time. Instants count as a whole: what comes back at once was never away. */
class Count {
  readonly workload: ObjectKey;
  /** Of the pods that happenings tell of. */
  readonly #serving: Set<string>;
  /** The others: nothing happens to them. */
  readonly #others: number;
  readonly first: number;
  least: number;
  leastAt: Instant;
  noneForMs = 0;
  #at: Instant;

  constructor(workload: ObjectKey, { told, others }: Standing, start: Instant) {
    this.workload = workload;
    this.#serving = new Set(told);
    this.#others = others;
    this.first = this.ready;
    this.least = this.first;
    this.leastAt = start;
    this.#at = start;
  }

  get ready(): number {
    return this.#others + this.#serving.size;
  }

  take({ at, effect, namespace, name }: Happening): void {
    if (at > this.#at) this.pass(at);
    if (effect === "ready") this.#serving.add(`${namespace}/${name}`);
    else if (effect === "unready" || effect === "delete" || effect === "remove")
      this.#serving.delete(`${namespace}/${name}`);
  }

  /** The instant is over: what it left counts until the next. */
  pass(to: Instant): void {
    if (this.ready < this.least) {
      this.least = this.ready;
      this.leastAt = this.#at;
    }
    if (this.ready === 0 && this.first > 0) this.noneForMs += to - this.#at;
    this.#at = to;
  }
}

function wantedOf(object: KubeObject | undefined, pods: number): number {
  if (object === undefined || object.metadata.deletionTimestamp !== undefined) return 0;
  return object.kind === "DaemonSet" ? pods : ((object as StatefulSet).spec.replicas ?? 1);
}

/** How many pods serve, of every workload that steps are about. */
export function servingOf({ happenings, steps, start, end, ends, workloads }: Played): readonly Serving[] {
  const touched = new Map(
    steps.flatMap(({ workload }) => (workload === undefined ? [] : [[keyText(workload), workload]])),
  );
  const pods = podsBefore(ends, touched);
  const told = new Set<string>();
  for (const { kind, name } of happenings) if (kind === "pod") told.add(name);
  const counts = new Map(
    [...touched].map(([id, workload]) => [id, new Count(workload, standingOf(pods.get(id) ?? [], told), start)]),
  );
  for (const item of happenings) {
    if (item.kind !== "pod") continue;
    const workload = workloads.ofPod(item);
    if (workload !== undefined) counts.get(keyText(workload))?.take(item);
  }
  return [...counts].map(([id, count]): Serving => {
    count.pass(end);
    const { workload } = count;
    const { kind, namespace, name } = workload;
    const had = pods.get(id)?.length ?? 0;
    const is = ends.after.get(kind, namespace, name);
    return {
      workload,
      before: { ready: count.first, wanted: wantedOf(ends.before.get(kind, namespace, name), had) },
      after: { ready: count.ready, wanted: wantedOf(is, had), isGone: is === undefined },
      least: { ready: count.least, atMs: count.leastAt - start },
      noneForMs: count.noneForMs,
      endsWithNone: count.first > 0 && count.ready === 0,
    };
  });
}
