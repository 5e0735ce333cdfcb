import type { FieldPath } from "../../base/field-path.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { isLess } from "../quantities.ts";
import type { Report, Rule } from "../rule.ts";

const SMALLEST = "1Mi";
const SET = (size: string): string => exampleSet({ spec: exampleTemplates({ size }), container: EXAMPLE_MOUNT });

function look(size: string | number | undefined, path: FieldPath, report: Report): void {
  if (!isLess(size, SMALLEST)) return;
  report(
    [...path, "resources", "requests", "storage"],
    `"${size}" is less than ${SMALLEST}: the unit is missing or wrong`,
  );
}

export const storageRequestTiny: Rule = {
  id: "storage-request-tiny",
  code: "STS310",
  severity: "warning",
  summary: "A claim asks for as much storage as was meant.",
  why:
    "Without a unit the number counts bytes, and m stands for thousandths: the volume is too small, or none is " +
    "made.",
  fix: "write the size with Gi or Mi",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
  passes: [documents(exampleService(), SET("10Gi"))],
  fails: [
    {
      manifest: documents(exampleService(), SET('"10"')),
      findings: [{ path: "spec.volumeClaimTemplates[0].spec.resources.requests.storage", at: "31:22" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const [index, { spec }] of (set.spec.volumeClaimTemplates ?? []).entries()) {
        look(spec.resources?.requests?.["storage"], ["spec", "volumeClaimTemplates", index, "spec"], report);
      }
    },
    PersistentVolumeClaim: (claim, _project, report) =>
      look(claim.spec.resources?.requests?.["storage"], ["spec"], report),
  },
};
