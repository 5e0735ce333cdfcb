import type { Pod } from "../../api/kinds/pod/types.ts";
import { namespaceOf, type ObjectKey } from "../../api/object.ts";
import type { Moments } from "../moments.ts";
import { type DataFate, Fates, hasRun, podIn, type PodName, workloadOf } from "./fates.ts";
import type { KeptData } from "./kept.ts";
import { KeptByTemplate } from "./kept-by-template.ts";

/** Data that pods of one workload keep on no claim, and what becomes of it. */
export interface PodData extends KeptData {
  readonly namespace: string;
  readonly workload?: ObjectKey;
  readonly fate: DataFate;
  /** In the order in which they go. */
  readonly pods: readonly string[];
  /** Where it is left behind. */
  readonly nodes?: readonly string[];
}

type Entry = Omit<PodData, "pods" | "nodes">;

/** An entry, and whose it is. */
interface Row extends Entry {
  readonly pods: Set<string>;
  readonly nodes: Set<string>;
}

/** Entries that differ in their pods alone are one. */
class Ledger {
  readonly #moments: Moments;
  readonly #rows = new Map<string, Row>();
  /** Those of data that pods of one template have in common. */
  readonly #known: Readonly<Record<DataFate, Map<KeptData, Row>>> = { lost: new Map(), "left-behind": new Map() };

  constructor(moments: Moments) {
    this.#moments = moments;
  }

  add(data: KeptData, fate: DataFate, pod: Pod): void {
    const known = this.#known[fate];
    let row = known.get(data);
    if (row === undefined) known.set(data, (row = this.#rowOf(data, fate, pod)));
    row.pods.add(pod.metadata.name);
    row.nodes.add(pod.spec.nodeName ?? "");
  }

  #rowOf(data: KeptData, fate: DataFate, pod: Pod): Row {
    const workload = workloadOf(pod, this.#moments);
    const entry = { namespace: namespaceOf(pod), ...(workload === undefined ? {} : { workload }), ...data, fate };
    const id = JSON.stringify(entry);
    let row = this.#rows.get(id);
    if (row === undefined) this.#rows.set(id, (row = { ...entry, pods: new Set(), nodes: new Set() }));
    return row;
  }

  all(): readonly PodData[] {
    return [...this.#rows.values()].map(({ pods, nodes, ...entry }) => {
      return { ...entry, pods: [...pods], ...(entry.fate === "lost" ? {} : { nodes: [...nodes] }) };
    });
  }
}

/** What becomes of the data on no claim of pods that come, go or change, by their names in that order. */
export function podDataOf(names: readonly PodName[], moments: Moments): readonly PodData[] {
  const { before } = moments;
  const kept = new KeptByTemplate({ find: (kind, namespace, name) => before.get(kind, namespace, name) });
  const fates = new Fates(names, moments);
  const ledger = new Ledger(moments);
  for (const name of names) {
    const pod = podIn(before, name);
    if (pod === undefined || !hasRun(pod)) continue;
    for (const data of kept.in(pod)) {
      const fate = fates.of(data, pod);
      if (fate !== undefined) ledger.add(data, fate, pod);
    }
  }
  return ledger.all();
}
