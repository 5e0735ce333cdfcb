import type { KubeObject } from "../../api/object.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const FINALIZER = "finalizers:\n  - example.com/backup";

/** What clusters see to by themselves. */
const BUILT_IN = /^(?:kubernetes\.io\/pvc-protection|foregroundDeletion|orphan|batch\.kubernetes\.io\/)/;

function look(holder: unknown, path: FieldPath, what: string, report: Report): void {
  const finalizers = valueAt(holder, ["metadata", "finalizers"]);
  if (!Array.isArray(finalizers)) return;
  const own = finalizers.find((name) => typeof name === "string" && !BUILT_IN.test(name)) as string | undefined;
  if (own === undefined) return;
  report([...path, "metadata", "finalizers"], `no ${what} is gone before something takes its finalizer ${own} away`, {
    part: "key",
  });
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  look(valueAt(object, workload.path), workload.path, "pod", report);
  const templates = valueAt(object, ["spec", "volumeClaimTemplates"]);
  if (!Array.isArray(templates)) return;
  for (const [index, template] of templates.entries()) {
    look(template, ["spec", "volumeClaimTemplates", index], "claim", report);
  }
};

export const templateFinalizer: Rule = {
  id: "template-finalizer",
  code: "STS214",
  severity: "warning",
  summary: "Templates give no finalizers to what is made from them.",
  why:
    "A pod that is deleted stays Terminating and keeps its name until something takes the finalizer away: a rolling " +
    "update stops at the first one.",
  fix: "take the finalizer out, unless a controller of yours removes it",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ template: FINALIZER })),
      findings: [{ path: "spec.template.metadata.finalizers", at: "25:7" }],
    },
    {
      manifest: documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ metadata: FINALIZER }), container: EXAMPLE_MOUNT }),
      ),
      findings: [{ path: "spec.volumeClaimTemplates[0].metadata.finalizers", at: "26:9" }],
    },
  ],
  checks: { StatefulSet: check, Deployment: check, ReplicaSet: check, DaemonSet: check },
};
