import { resourceKind } from "../../api/kinds.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Answer } from "../../api/status.ts";
import { printDuration } from "../../base/duration.ts";
import { Bug } from "../../base/errors.ts";
import { drainedPods } from "./drained-pods.ts";
import type { DrainUnderWay, Request } from "./request.ts";
import { dryRunSuffix, type Session } from "./session.ts";
import type { Target } from "./target.ts";

export type DrainRequest = Extract<Request, { verb: "drain" }>;

/** kubectl waits so long before it tries again to evict what a disruption budget holds. */
const RETRY_SECONDS = 5;

/** kubectl looks so often whether an evicted pod is gone. */
const POLL_SECONDS = 1;

/** What came of one pass over a node's pods. */
export interface NodeDrained {
  readonly drained: boolean;
  /** Where the next pass begins, and after how long; undefined: there is none. */
  readonly again?: { readonly afterSeconds: number; readonly under: DrainUnderWay };
}

type Pods = Pick<DrainUnderWay, "held" | "evicted" | "errors">;

const NO_PODS: Pods = { held: [], evicted: [], errors: [] };

function podKind(): NonNullable<ReturnType<typeof resourceKind>> {
  const kind = resourceKind("Pod");
  if (kind === undefined) throw new Bug("pods are not served");
  return kind;
}

function evict(session: Session, request: DrainRequest, pod: Pod): Answer {
  const { name, namespace = "" } = pod.metadata;
  const key = { kind: "Pod", namespace, name };
  const options = {
    ...(request.gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: request.gracePeriodSeconds }),
    ...(request.dryRun === "server" ? { dryRun: true } : {}),
  };
  const { cluster } = session;
  return session.heard(request.disableEviction === true ? cluster.delete(key, options) : cluster.evict(key, options));
}

/** Says that a pod is about to be evicted; kubectl starts with all before it is done with one, and deletes in silence. */
function announce(session: Session, request: DrainRequest, { metadata, ...pod }: Pod): void {
  if (request.disableEviction === true && request.dryRun !== "client") return;
  const operation = "evicting";
  const line = `${operation} pod ${metadata.namespace ?? ""}/${metadata.name}${dryRunSuffix(request.dryRun)}`;
  session.results.push({ resource: podKind(), object: { ...pod, metadata }, operation, line });
}

function quoted({ metadata: { name, namespace = "" } }: Pod): string {
  return `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
}

/** Evicts one pod. Gives what became of it: it may be gone at once, or why it stays. */
function takeAway(session: Session, request: DrainRequest, pod: Pod): "done" | "evicted" | "held" | { error: string } {
  if (request.dryRun === "client") return "done";
  const answer = evict(session, request, pod);
  if (answer.ok) return request.dryRun === "server" ? "done" : "evicted";
  const { code, reason, message } = answer.status;
  if (reason === "NotFound") return "done";
  const where = `error when evicting ${quoted(pod)}`;
  if (code !== 429) return { error: `${where}: ${message}` };
  session.warn(`${where} (will retry after ${RETRY_SECONDS}s): ${message}`);
  return "held";
}

/** Says which of the evicted pods are gone; gives the others. */
function notGone(session: Session, request: DrainRequest, evicted: readonly Pod[]): readonly Pod[] {
  const operation = request.disableEviction === true ? "deleted" : "evicted";
  return evicted.filter((pod) => {
    const { name, namespace = "", uid } = pod.metadata;
    if (session.cluster.view().get("Pod", namespace, name)?.metadata.uid === uid) return true;
    session.done({ resource: podKind() }, pod, operation);
    return false;
  });
}

function joined(errors: readonly string[]): string {
  return errors.length === 1 ? errors.join("") : `[${errors.join(", ")}]`;
}

/** Says why a node keeps pods, and goes on with the next. kubectl names an error one that comes in no list of them. */
function undrained(session: Session, { name }: Target, errors: readonly string[]): NodeDrained {
  const message = joined(errors);
  session.warn(`error: unable to drain node ${JSON.stringify(name)} due to error: ${message}, continuing command...`);
  const parts = errors.map((error) => (error === OUT_OF_TIME ? `error: ${error}` : error));
  session.failures.push({ kind: "client", message, parts });
  return { drained: false };
}

/** Says what is on a node that could not be drained, and why. */
function pending(session: Session, request: DrainRequest, node: Target, errors: readonly string[]): NodeDrained {
  const { pods } = drainedPods(session.cluster.view(), node.name, request);
  if (pods.length > 0) {
    const names = pods.map(({ metadata }) => `pod/${metadata.name}`);
    const why = joined(errors);
    session.warn(
      `There are pending pods in node ${JSON.stringify(node.name)} when an error occurred: ${why}`,
      ...names,
    );
  }
  return undrained(session, node, errors);
}

const OUT_OF_TIME = "context deadline exceeded";

/** @see staging/src/k8s.io/kubectl/pkg/drain/drain.go, `evictPods`, `deletePods` and `waitForDelete` (1.36) */
function outOfTime(request: DrainRequest, held: readonly Pod[], evicted: readonly Pod[]): readonly string[] {
  if (request.disableEviction === true) return [OUT_OF_TIME];
  const limit = `global timeout reached: ${printDuration((request.timeoutSeconds ?? 0) * 1000)}`;
  return [
    ...held.map((pod) => `error when evicting ${quoted(pod)}: ${limit}`),
    ...evicted.map(({ metadata: { name, namespace = "" } }) => {
      const pod = `pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)}`;
      return `error when waiting for ${pod} to terminate: ${OUT_OF_TIME}`;
    }),
  ];
}

/** Evicts what is to be evicted by now, and looks what is gone. */
function pass(session: Session, request: DrainRequest, wanted: readonly Pod[], evicted: readonly Pod[]): Pods {
  const held: string[] = [];
  const taken: Pod[] = [];
  const errors: string[] = [];
  for (const pod of wanted) {
    const became = takeAway(session, request, pod);
    if (became === "held") held.push(pod.metadata.uid ?? "");
    else if (became === "evicted") taken.push(pod);
    else if (became !== "done") errors.push(became.error);
  }
  return { held, evicted: [...evicted, ...notGone(session, request, taken)], errors };
}

/**
 * Evicts the pods of a node. kubectl waits until they are gone before it says so: the caller lets time pass and has the
 * drain go on where it was left.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go, `deleteOrEvictPodsSimple` (1.36)
 */
export function drainNode(session: Session, request: DrainRequest, node: Target): NodeDrained {
  const goesOn = request.under !== undefined;
  const { pods, warning, errors } = drainedPods(session.cluster.view(), node.name, request);
  if (!goesOn && errors.length > 0) return undrained(session, node, errors);
  if (!goesOn && warning !== undefined) session.warn(`Warning: ${warning}`);
  const { held, waitedSeconds = 0, ...before } = { ...NO_PODS, ...request.under };
  const wanted = goesOn ? pods.filter(({ metadata }) => held.includes(metadata.uid ?? "")) : pods;
  const waiting = notGone(session, request, before.evicted);
  for (const pod of wanted) announce(session, request, pod);
  const left = wanted.length + waiting.length;
  if (left > 0 && waitedSeconds >= (request.timeoutSeconds ?? Infinity)) {
    return pending(session, request, node, [...before.errors, ...outOfTime(request, wanted, waiting)]);
  }
  const after = pass(session, request, wanted, waiting);
  const now = { ...after, errors: [...before.errors, ...after.errors] };
  if (now.held.length + now.evicted.length > 0) return { drained: false, again: later(request, node, now, waiting) };
  return now.errors.length > 0 ? pending(session, request, node, now.errors) : { drained: true };
}

/** Where a drain goes on, and when: at once to look at what was just evicted. */
function later(
  request: DrainRequest,
  { name: node }: Target,
  pods: Pods,
  waiting: readonly Pod[],
): NonNullable<NodeDrained["again"]> {
  const isFresh = pods.evicted.length > waiting.length;
  const afterSeconds = pods.held.length > 0 ? RETRY_SECONDS : isFresh ? 0 : POLL_SECONDS;
  const waitedSeconds = (request.under?.waitedSeconds ?? 0) + afterSeconds;
  const under = { node, ...pods, ...(request.timeoutSeconds === undefined ? {} : { waitedSeconds }) };
  return { afterSeconds, under };
}
