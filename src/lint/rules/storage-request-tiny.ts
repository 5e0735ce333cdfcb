import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { askedClaimsOf } from "../facts/asked-claims.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { isLess } from "../facts/quantities.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const SMALLEST = "1Mi";
const SET = (size: string): string => exampleSet({ spec: exampleTemplates({ size }), container: EXAMPLE_MOUNT });

const lookAtClaims: Check<KubeObject> = (object, _project, report) => {
  for (const { spec, path } of askedClaimsOf(object)) {
    const size = spec.resources?.requests?.["storage"];
    if (!isLess("0", size) || !isLess(size, SMALLEST)) continue;
    const field = [...path, "spec", "resources", "requests", "storage"];
    report(field, `"${size ?? ""}" is less than ${SMALLEST}: the unit is missing or wrong`);
  }
};

/** Scratch space may be small, but not as small as a number without its unit. */
const LEAST_SCRATCH = "4Ki";

const lookAtScratch: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const tell = (size: string | number, path: FieldPath): void => {
    if (!isLess("0", size) || !isLess(size, LEAST_SCRATCH)) return;
    report(path, `"${size}" is less than ${LEAST_SCRATCH}: the unit is missing or wrong`);
  };
  for (const [index, { emptyDir }] of (workload.spec.volumes ?? []).entries()) {
    const size = emptyDir?.sizeLimit;
    if (size !== undefined) tell(size, [...workload.path, "spec", "volumes", index, "emptyDir", "sizeLimit"]);
  }
  for (const { container, path } of containersOf(workload)) {
    for (const kind of ["requests", "limits"] as const) {
      const size = container.resources?.[kind]?.["ephemeral-storage"];
      if (size !== undefined) tell(size, [...path, "resources", kind, "ephemeral-storage"]);
    }
  }
};

const check: Check<KubeObject> = (object, project, report) => {
  lookAtScratch(object, project, report);
  lookAtClaims(object, project, report);
};

export const storageRequestTiny: Rule = {
  id: "storage-request-tiny",
  code: "STS310",
  severity: "warning",
  summary: "A claim, or a pod, asks for as much storage as was meant.",
  why:
    "Without a unit the number counts bytes, and m stands for thousandths: the volume is too small, or none is " +
    "made.",
  fix: "write the size with Gi or Mi",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
  passes: () => [documents(exampleService(), SET("10Gi"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET('"10"')),
      findings: [{ path: "spec.volumeClaimTemplates[0].spec.resources.requests.storage", at: "31:22" }],
    },
  ],
  checks: { ...ofWorkloads(check), PersistentVolumeClaim: lookAtClaims },
};
