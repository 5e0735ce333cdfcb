import { REVISION_LABEL } from "../api/kinds/controllerrevision/types.ts";
import type { ObjectKey } from "../api/object.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import { revisionNumber } from "../rollout/replicasets.ts";
import { Causes, type Course } from "./causes.ts";
import type { PodStep, StepAction } from "./model.ts";
import type { Ends, Workloads } from "./workloads.ts";

interface Draft {
  readonly first: Happening;
  /** Where it became what it is: losing its readiness may come before. */
  begun: Happening;
  /** Its creation, where that came later than the end of the pod before. */
  comesBack: Happening | undefined;
  readonly workload: ObjectKey | undefined;
  action: StepAction;
  from: string | undefined;
  to: string | undefined;
  until: Instant | undefined;
  waiting: string | undefined;
}

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

/** A pod that is taken away in the moment it is lost is one step. */
function turnTo(draft: Draft, begun: Happening): void {
  draft.action = "delete";
  draft.begun = begun;
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
        if (open?.action === "lose" && open.first.at === item.at) turnTo(open, item);
        else if (open === undefined || open.until !== undefined || open.action !== "delete")
          this.#begin(id, item, "delete");
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
    const from = this.#revisions.get(id) ?? labels?.[REVISION_LABEL];
    const workload = this.#workloads.ofPod(first);
    const draft: Draft = {
      first,
      begun: first,
      comesBack: undefined,
      workload,
      action,
      from,
      to: undefined,
      until: undefined,
      waiting: undefined,
    };
    this.drafts.push(draft);
    this.#open.set(id, draft);
    return draft;
  }

  #created(id: string, item: Happening, open: Draft | undefined): void {
    const replaces = open?.action === "delete" && open.until !== undefined;
    const draft = replaces ? open : this.#begin(id, item, "create");
    if (replaces) {
      draft.action = "replace";
      draft.comesBack = item.at === draft.until ? undefined : item;
    } else draft.from = undefined;
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

function hangs(draft: Draft, { settled }: Course): string | undefined {
  if (draft.until !== undefined) return undefined;
  if (draft.action === "delete") return settled ? "does not finish terminating" : "still terminating";
  return draft.waiting ?? (settled ? "does not become ready" : "not ready yet");
}

/** The steps that pods go through, in the order in which they begin. */
export function podSteps(course: Course, ends: Ends, workloads: Workloads): readonly PodStep[] {
  const steps = new Steps(ends, workloads);
  for (const item of course.happenings) if (item.kind === "pod") steps.take(item);
  const causes = new Causes(course, workloads);
  return steps.drafts.map((draft, index): PodStep => {
    const { first, workload, action, until, comesBack } = draft;
    const waitsFor = action === "lose" ? undefined : causes.of(draft.begun, workload);
    const comesBackWhen = comesBack === undefined ? undefined : causes.of(comesBack, workload);
    const why = hangs(draft, course);
    return {
      number: index + 1,
      pod: first.name,
      namespace: first.namespace,
      ...(workload === undefined ? {} : { workload }),
      action,
      ...revisionsOf(ends, draft),
      ...(waitsFor === undefined ? {} : { waitsFor }),
      ...(comesBackWhen === undefined ? {} : { comesBackWhen }),
      startsAfterMs: first.at - course.start,
      ...(until === undefined ? {} : { takesMs: until - first.at }),
      ...(why === undefined ? {} : { hangs: why }),
    };
  });
}
