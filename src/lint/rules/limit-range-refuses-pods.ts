import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { type AskedClaim, askedClaimsOf } from "../facts/asked-claims.ts";
import type { LimitRangeItem } from "../facts/checked-kinds.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { isLess } from "../facts/quantities.ts";
import { boundsOf, effectiveOf } from "../facts/quotas.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const lookAtContainers: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  const bounds = boundsOf(project, namespaceOf(object), "Container");
  if (workload === undefined || bounds.length === 0) return;
  for (const { container, path } of containersOf(workload)) {
    const { requests, limits } = effectiveOf(container, bounds);
    for (const { max = {}, min = {} } of bounds) {
      for (const [name, most] of Object.entries(max)) {
        if (!isLess(most, limits[name])) continue;
        report(
          [...path, "resources", "limits", name],
          `${limits[name]} is above ${most}, the maximum of the namespace`,
        );
      }
      for (const [name, least] of Object.entries(min)) {
        if (!isLess(requests[name], least)) continue;
        report(
          [...path, "resources", "requests", name],
          `${requests[name]} is below ${least}, the minimum of the namespace`,
        );
      }
    }
  }
};

function lookAtClaim({ spec, path }: AskedClaim, bounds: readonly LimitRangeItem[], report: Report): void {
  const size = spec.resources?.requests?.["storage"];
  const field = [...path, "spec", "resources", "requests", "storage"];
  for (const { max, min } of bounds) {
    const [most, least] = [max?.["storage"], min?.["storage"]];
    if (isLess(most, size)) report(field, `${size} is above ${most}, the maximum of the namespace`);
    if (isLess(size, least)) report(field, `${size} is below ${least}, the minimum of the namespace`);
  }
}

const lookAtClaims: Check<KubeObject> = (object, project, report) => {
  const bounds = boundsOf(project, namespaceOf(object), "PersistentVolumeClaim");
  if (bounds.length === 0) return;
  for (const claim of askedClaimsOf(object)) lookAtClaim(claim, bounds, report);
};

const check: Check<KubeObject> = (object, project, report) => {
  lookAtContainers(object, project, report);
  lookAtClaims(object, project, report);
};

const BOUNDS = exampleObject("v1", "LimitRange", {
  body: "spec:\n  limits:\n    - type: Container\n      max:\n        memory: 2Gi",
});
const SET = (memory: string): string => exampleSet({ container: `resources:\n  limits:\n    memory: ${memory}` });

export const limitRangeRefusesPods: Rule = {
  id: "limit-range-refuses-pods",
  code: "STS447",
  severity: "error",
  summary: "Containers and claims keep within the bounds that a LimitRange sets for their namespace.",
  why: "Every pod, or claim, is refused: the workload is accepted, and nothing of it runs.",
  fix: "change the amount, or the LimitRange",
  source: "https://kubernetes.io/docs/concepts/policy/limit-range/",
  passes: () => [documents(BOUNDS, exampleService(), SET("2Gi"))],
  fails: () => [
    {
      manifest: documents(BOUNDS, exampleService(), SET("4Gi")),
      findings: [{ path: "spec.template.spec.containers[0].resources.limits.memory", at: "43:23" }],
    },
  ],
  checks: { ...ofWorkloads(check), PersistentVolumeClaim: lookAtClaims },
};
