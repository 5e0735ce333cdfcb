import { apiVersionOf } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import { refuse } from "./refused.ts";
import type { DryRun, Request, Targets } from "./request.ts";
import { dryRunSuffix, keyOfTarget, writeOptions, type Session } from "./session.ts";
import type { Target } from "./target.ts";

type Found = Target & { readonly object: KubeObject };

/** Marks a node as not to be scheduled to, or takes the mark away. Gives false when the server refused. */
export function setUnschedulable(session: Session, target: Found, wanted: boolean, dryRun: DryRun): boolean {
  const { spec } = target.object as { spec?: { unschedulable?: boolean } };
  const verb = wanted ? "cordoned" : "uncordoned";
  if ((spec?.unschedulable ?? false) === wanted) {
    session.done(target, target.object, `already ${verb}${dryRunSuffix(dryRun)}`);
    return true;
  }
  if (dryRun === "client") {
    session.done(target, target.object, `${verb}${dryRunSuffix(dryRun)}`);
    return true;
  }
  const body = { spec: { unschedulable: wanted ? true : null } };
  const options = writeOptions(dryRun, "kubectl", { fieldValidation: "Warn" });
  const answer = session.heard(session.cluster.patch(keyOfTarget(target), { type: "strategic", body }, options));
  if (answer.ok) session.done(target, answer.object, `${verb}${dryRunSuffix(dryRun)}`);
  else
    session.refused(
      `unable to ${wanted ? "cordon" : "uncordon"} node ${JSON.stringify(target.name)}: ${answer.status.message}`,
    );
  return answer.ok;
}

/** The nodes that words or a selector name; bare words are nodes' names. */
export function nodesFor(session: Session, targets: Targets): readonly Found[] {
  const { bareNameKind: _bare, ...rest } = targets;
  const selects = (targets.selector ?? "") !== "" && targets.words.length === 0;
  const named = selects ? { ...rest, words: ["nodes"] } : { ...targets, bareNameKind: "Node" };
  const { targets: found } = session.resolve(named);
  const other = found.find(({ resource }) => resource.key !== "Node")?.resource;
  if (other !== undefined) {
    const version = apiVersionOf(other);
    const type = `${version.includes("/") ? version : `/${version}`}, Resource=${other.plural}`;
    refuse(`expected resource of type node, got ${JSON.stringify(type)}`);
  }
  return session.fetchAll(found);
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go, `RunCordonOrUncordon` (1.36) */
export function cordon(session: Session, request: Extract<Request, { verb: "cordon" | "uncordon" }>): void {
  for (const node of nodesFor(session, request.targets)) {
    setUnschedulable(session, node, request.verb === "cordon", request.dryRun);
  }
}
