import type { KubeObject } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { containersOf } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../workload.ts";

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const { securityContext: ofPod } = workload.spec;
  for (const { container, path } of containersOf(workload)) {
    const own = valueAt(container, ["securityContext"]);
    const user = valueAt(own, ["runAsUser"]);
    const isRefused = valueAt(own, ["runAsNonRoot"]) ?? ofPod?.["runAsNonRoot"];
    if ((user ?? ofPod?.["runAsUser"]) !== 0 || isRefused !== true) continue;
    const place = user === 0 ? path : [...workload.path, "spec"];
    const message = `container "${container.name}" is to run as user 0, and not as root`;
    report([...place, "securityContext", "runAsUser"], message);
  }
};

const SET = (user: number): string =>
  exampleSet({ pod: `securityContext:\n  runAsNonRoot: true\n  runAsUser: ${user}` });

export const rootRefused: Rule = {
  id: "root-refused",
  code: "STS439",
  severity: "error",
  summary: "A container that must not run as root has another user.",
  why: "The kubelet refuses to start it: CreateContainerConfigError, container's runAsUser breaks non-root policy.",
  fix: "set runAsUser to another user, or take runAsNonRoot out",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  passes: () => [documents(exampleService(), SET(999))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(0)),
      findings: [{ path: "spec.template.spec.securityContext.runAsUser", at: "30:20" }],
    },
  ],
  checks: ofWorkloads(check),
};
