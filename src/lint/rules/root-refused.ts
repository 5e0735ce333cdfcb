import type { KubeObject } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** Images of these names on the Docker Hub run as root unless they are told another user. */
const RUN_AS_ROOT =
  /^(?:docker\.io\/)?(?:library\/)?(?:postgres|mysql|mariadb|redis|valkey\/valkey|mongo|rabbitmq|nginx|httpd|cassandra|busybox|alpine|debian|ubuntu|python)(?:[:@]|$)/;

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const { securityContext: ofPod } = workload.spec;
  for (const { container, path } of containersOf(workload)) {
    const own = valueAt(container, ["securityContext"]);
    const user = valueAt(own, ["runAsUser"]);
    const isRefused = valueAt(own, ["runAsNonRoot"]) ?? ofPod?.["runAsNonRoot"];
    const actual = user ?? ofPod?.["runAsUser"];
    if (isRefused !== true) continue;
    const place = user === 0 || ofPod?.["runAsNonRoot"] !== true ? path : [...workload.path, "spec"];
    const field = [...place, "securityContext", "runAsUser"];
    if (actual === 0) report(field, `container "${container.name}" is to run as user 0, and not as root`);
    else if (actual === undefined && RUN_AS_ROOT.test(container.image ?? "")) {
      const message = `container "${container.name}" is not to run as root, and "${container.image ?? ""}" does`;
      report(field, message, { fix: "set runAsUser to the user that the image has for it" });
    }
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
