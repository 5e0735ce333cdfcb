import { nodesFor, setUnschedulable } from "./cordon.ts";
import { drainNode, type DrainRequest } from "./drain-node.ts";
import type { Outcome } from "./request.ts";
import { dryRunSuffix, type Session } from "./session.ts";

/**
 * Cordons nodes and evicts their pods, a node after the other. What a disruption budget holds, and what is not gone
 * yet, is left to `Outcome.again`, and with it the nodes after.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go, `RunDrain` (1.36)
 */
export function drain(session: Session, request: DrainRequest): Outcome {
  const nodes = nodesFor(session, request.targets);
  if (session.failures.length > 0) return session.outcome();
  const goesOn = request.under !== undefined;
  if (!goesOn && !nodes.every((node) => setUnschedulable(session, node, true, request.dryRun)))
    return session.outcome();
  const kept = [...(request.pending ?? [])];
  const first = nodes.findIndex(({ name }) => name === request.under?.node);
  for (const [index, node] of nodes.entries()) {
    if (index < first) continue;
    const { under: _under, ...fresh } = request;
    const { drained, again } = drainNode(session, index === first ? request : fresh, node);
    if (drained) session.done(node, node.object, `drained${dryRunSuffix(request.dryRun)}`);
    else if (again === undefined) kept.push(node.name);
    else {
      const rest = { ...request, under: again.under, pending: kept };
      return { ...session.outcome(), again: { afterSeconds: again.afterSeconds, request: rest } };
    }
  }
  if (kept.length > 0) {
    session.warn("There are pending nodes to be drained:", ...kept.map((name) => ` ${name}`));
  }
  return session.outcome();
}
