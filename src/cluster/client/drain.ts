import { resourceKind } from "../../api/kinds.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Answer } from "../../api/status.ts";
import { printDuration } from "../../base/duration.ts";
import { Bug } from "../../base/errors.ts";
import { nodesFor, setUnschedulable } from "./cordon.ts";
import { drainedPods } from "./drained-pods.ts";
import type { Outcome, Request } from "./request.ts";
import { dryRunSuffix, type Session } from "./session.ts";
import type { Target } from "./targets.ts";

type DrainRequest = Extract<Request, { verb: "drain" }>;

/** kubectl waits so long before it tries again to evict what a disruption budget holds. */
const RETRY_SECONDS = 5;

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

/** Evicts one pod. Gives whether that is to be tried again. */
function takeAway(session: Session, request: DrainRequest, pod: Pod): "done" | "again" {
  const { name, namespace = "" } = pod.metadata;
  if (request.dryRun === "client") return "done";
  const answer = evict(session, request, pod);
  if (answer.ok) {
    const operation = request.disableEviction === true ? "deleted" : "evicted";
    if (request.dryRun !== "server") session.done({ resource: podKind() }, answer.object, operation);
    return "done";
  }
  const where = `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
  if (answer.status.code === 429) {
    session.warn(`${where} (will retry after ${RETRY_SECONDS}s): ${answer.status.message}`);
    return "again";
  }
  if (answer.status.reason !== "NotFound") session.refused(`${where}: ${answer.status.message}`);
  return "done";
}

interface Drained {
  readonly drained: boolean;
  /** Uids of the pods that are left. */
  readonly left: readonly string[];
}

/** Says why a node keeps pods, and goes on with the next. */
function undrained(session: Session, { name }: Target, errors: readonly string[]): Drained {
  const why = errors.length === 1 ? errors.join("") : `[${errors.join(", ")}]`;
  session.warn(`error: unable to drain node ${JSON.stringify(name)} due to error: ${why}, continuing command...`);
  for (const message of errors) session.failures.push({ kind: "client", message, bare: true });
  return { drained: false, left: [] };
}

/** @see staging/src/k8s.io/kubectl/pkg/drain/drain.go, `evictPods` (1.36) */
function outOfTime(session: Session, node: Target, pods: readonly Pod[], timeoutSeconds: number): Drained {
  if (pods.length === 0) return { drained: true, left: [] };
  const limit = printDuration(timeoutSeconds * 1000);
  const errors = pods.map(({ metadata: { name, namespace = "" } }) => {
    const pod = `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
    return `error when evicting ${pod}: global timeout reached: ${limit}`;
  });
  const why = errors.length === 1 ? errors.join("") : `[${errors.join(", ")}]`;
  const names = pods.map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name}`);
  session.warn(`There are pending pods in node ${JSON.stringify(node.name)} when an error occurred: ${why}`, ...names);
  return undrained(session, node, errors);
}

function drainNode(session: Session, request: DrainRequest, node: Target): Drained {
  const { pods, warning, errors } = drainedPods(session.cluster.view(), node.name, request);
  if (errors.length > 0) return undrained(session, node, errors);
  const goesOn = request.remaining !== undefined;
  if (warning !== undefined && !goesOn) session.warn(`Warning: ${warning}`);
  const { remaining } = request;
  const wanted = pods.filter(({ metadata }) => remaining === undefined || remaining.includes(metadata.uid ?? ""));
  for (const pod of wanted) announce(session, request, pod);
  const { timeoutSeconds = Infinity, waitedSeconds = 0 } = request;
  if (waitedSeconds >= timeoutSeconds) return outOfTime(session, node, wanted, timeoutSeconds);
  const left = wanted.filter((pod) => takeAway(session, request, pod) === "again");
  return { drained: left.length === 0, left: left.map((pod) => pod.metadata.uid ?? "") };
}

/**
 * Cordons nodes and evicts their pods, a node after the other. What a disruption budget holds is left to
 * `Outcome.again`, and with it the nodes after. kubectl waits until the pods are gone before it says so; here the caller
 * lets time pass afterwards.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go, `RunDrain` (1.36)
 */
export function drain(session: Session, request: DrainRequest): Outcome {
  const nodes = nodesFor(session, request.targets);
  if (session.failures.length > 0) return session.outcome();
  const goesOn = request.remaining !== undefined;
  if (!goesOn && !nodes.every((node) => setUnschedulable(session, node, true, request.dryRun)))
    return session.outcome();
  const kept = [...(request.pending ?? [])];
  const first = nodes.findIndex(({ name }) => name === request.from);
  for (const [index, node] of nodes.entries()) {
    if (index < first) continue;
    const { from: _from, remaining: _remaining, waitedSeconds: _waited, ...fresh } = request;
    const result = drainNode(session, index === first ? request : fresh, node);
    if (result.drained) session.done(node, node.object, `drained${dryRunSuffix(request.dryRun)}`);
    else if (result.left.length === 0) kept.push(node.name);
    else return { ...session.outcome(), again: later(request, node, result.left, kept) };
  }
  if (kept.length > 0) {
    session.warn("There are pending nodes to be drained:", ...kept.map((name) => ` ${name}`));
  }
  return session.outcome();
}

/** The drain that goes on at a node with the pods that are left there. */
function later(
  request: DrainRequest,
  { name }: Target,
  remaining: readonly string[],
  pending: readonly string[],
): NonNullable<Outcome["again"]> {
  const before = request.from === name ? (request.waitedSeconds ?? 0) : 0;
  const waited = request.timeoutSeconds === undefined ? {} : { waitedSeconds: before + RETRY_SECONDS };
  return { afterSeconds: RETRY_SECONDS, request: { ...request, ...waited, from: name, remaining, pending } };
}
