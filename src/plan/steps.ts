import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import type { ObjectKey } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import { revisionNumber } from "../rollout/replicasets.ts";
import type { PodStep, StepAction } from "./model.ts";
import { keyText, type Ends, type Workloads } from "./workloads.ts";

interface Draft {
  readonly first: Happening;
  readonly workload: ObjectKey | undefined;
  action: StepAction;
  from: string | undefined;
  to: string | undefined;
  until: Instant | undefined;
  waiting: string | undefined;
}

const SECOND = 1000;

/** A StatefulSet's revision, or a DaemonSet's, by its number, where it is known. */
function revisionText(ends: Ends, { workload, first }: Draft, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const full = workload?.kind === "DaemonSet" ? `${workload.name}-${name}` : name;
  const { before, after } = ends;
  const object =
    after.get("ControllerRevision", first.namespace, full) ?? before.get("ControllerRevision", first.namespace, full);
  return object === undefined ? name : String(object.revision);
}

/** The number of the ReplicaSet that a Deployment's pod bears in its name. */
function replicaSetNumber({ before, after }: Ends, { namespace, name }: Happening): string | undefined {
  const set = name.replace(/-[^-]+$/, "");
  const object = after.get("ReplicaSet", namespace, set) ?? before.get("ReplicaSet", namespace, set);
  const number = object === undefined ? 0 : revisionNumber(object);
  return number === 0 ? undefined : String(number);
}

/** The revisions that a step leads from and to. */
function revisionsOf(ends: Ends, draft: Draft): Pick<PodStep, "from" | "to"> {
  const { workload, first, action } = draft;
  const own = workload?.kind === "Deployment" ? replicaSetNumber(ends, first) : undefined;
  const from = revisionText(ends, draft, draft.from) ?? (action === "create" ? undefined : own);
  const to = revisionText(ends, draft, draft.to) ?? (action === "create" ? own : undefined);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

class Steps {
  readonly drafts: Draft[] = [];
  readonly #open = new Map<string, Draft>();
  readonly #revisions = new Map<string, string>();
  readonly #ends: Ends;
  readonly #workloads: Workloads;

  constructor(ends: Ends, workloads: Workloads) {
    this.#ends = ends;
    this.#workloads = workloads;
  }

  take(item: Happening): void {
    const id = `${item.namespace}/${item.name}`;
    const open = this.#open.get(id);
    switch (item.effect) {
      case "delete":
        if (open === undefined || open.until !== undefined || open.action !== "delete") this.#begin(id, item, "delete");
        return;
      case "remove":
        (open?.action === "delete" ? open : this.#begin(id, item, "delete")).until = item.at;
        return;
      case "create":
        this.#created(id, item, open);
        return;
      case "ready":
        if (open !== undefined && open.action !== "delete") this.#close(id, open, item.at);
        return;
      case "unready":
      case "failed":
        if (open === undefined) this.#begin(id, item, "lose");
        return;
      case "waiting":
        if (open !== undefined) open.waiting = item.reason;
        return;
      default:
    }
  }

  #begin(id: string, first: Happening, action: StepAction): Draft {
    const { namespace, name } = first;
    const labels = this.#ends.before.get("Pod", namespace, name)?.metadata.labels;
    const from = this.#revisions.get(id) ?? labels?.["controller-revision-hash"];
    const workload = this.#workloads.ofPod(first);
    const draft: Draft = { first, workload, action, from, to: undefined, until: undefined, waiting: undefined };
    this.drafts.push(draft);
    this.#open.set(id, draft);
    return draft;
  }

  #created(id: string, item: Happening, open: Draft | undefined): void {
    const replaces = open?.action === "delete" && open.until !== undefined;
    const draft = replaces ? open : this.#begin(id, item, "create");
    if (replaces) draft.action = "replace";
    else draft.from = undefined;
    draft.to = item.revision;
    draft.until = undefined;
    if (item.revision !== undefined) this.#revisions.set(id, item.revision);
  }

  #close(id: string, draft: Draft, at: Instant): void {
    draft.until = at;
    draft.waiting = undefined;
    this.#open.delete(id);
  }
}

/** The place of the last happening before a number, in a list by numbers; -1 where there is none. */
function lastBefore(list: readonly Happening[], seq: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.seq ?? seq) < seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What let the controller begin a step: the last pod of the same workload that came or went before it. */
function causeOf(draft: Draft, others: readonly Happening[], minReadyMs: number): string | undefined {
  const { first } = draft;
  for (let index = lastBefore(others, first.seq); index >= 0; index--) {
    const item = others[index];
    if (item === undefined || first.at - item.at > minReadyMs + SECOND) return undefined;
    if (item.name === first.name) continue;
    if (item.effect === "remove" && item.at === first.at) return `${item.name} is gone`;
    if (item.effect !== "ready") continue;
    if (minReadyMs > 0 && first.at - item.at >= minReadyMs) {
      return `${item.name} is ready for ${minReadyMs / SECOND}s (minReadySeconds)`;
    }
    if (item.at === first.at && minReadyMs === 0) return `${item.name} is ready`;
  }
  return undefined;
}

function hangs(draft: Draft): string | undefined {
  if (draft.until !== undefined) return undefined;
  if (draft.action === "delete") return "does not finish terminating";
  return draft.waiting ?? "does not become ready";
}

/** The steps that pods go through, in the order in which they begin. */
export function podSteps(
  happenings: readonly Happening[],
  start: Instant,
  ends: Ends,
  workloads: Workloads,
): readonly PodStep[] {
  const steps = new Steps(ends, workloads);
  const movesOf = new Map<string, Happening[]>();
  for (const item of happenings) {
    if (item.kind !== "pod") continue;
    steps.take(item);
    if (item.effect !== "ready" && item.effect !== "remove") continue;
    const workload = workloads.ofPod(item);
    const id = workload === undefined ? "" : keyText(workload);
    const moves = movesOf.get(id);
    if (moves === undefined) movesOf.set(id, [item]);
    else moves.push(item);
  }
  return steps.drafts.map((draft, index): PodStep => {
    const { first, workload, action, until } = draft;
    const set = workload === undefined ? undefined : (workloads.object(workload) as StatefulSet | undefined);
    const minReadyMs = (set?.spec.minReadySeconds ?? 0) * SECOND;
    const waitsFor =
      workload === undefined ? undefined : causeOf(draft, movesOf.get(keyText(workload)) ?? [], minReadyMs);
    const why = hangs(draft);
    return {
      number: index + 1,
      pod: first.name,
      namespace: first.namespace,
      ...(workload === undefined ? {} : { workload }),
      action,
      ...revisionsOf(ends, draft),
      ...(waitsFor === undefined ? {} : { waitsFor }),
      startsAfterMs: first.at - start,
      ...(until === undefined ? {} : { takesMs: until - first.at }),
      ...(why === undefined ? {} : { hangs: why }),
    };
  });
}
