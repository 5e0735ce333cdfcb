import type { KubeObject } from "../../api/object.ts";
import { secondsOf } from "../facts/command-time.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload?.spec.initContainers === undefined) return;
  for (const { container, path, role } of containersOf(workload)) {
    if (role !== "init") continue;
    const { name, command = [], args = [] } = container;
    if (secondsOf([...command, ...args]) !== Infinity) continue;
    const field = command.length > 0 ? "command" : "args";
    report([...path, field], `init container "${name}" never ends, and the others wait for its end`);
  }
};

const SET = (more: string): string =>
  exampleSet({
    pod: `initContainers:\n  - name: proxy\n    image: proxy:1\n    command:\n      - sleep\n      - infinity${more}`,
  });

export const initNeverEnds: Rule = {
  id: "init-never-ends",
  code: "STS440",
  severity: "error",
  summary: "Init containers end, unless they are sidecars.",
  why: "The containers of a pod are started when its init containers have ended: the pod stays in Init forever.",
  fix: "set restartPolicy: Always to make it a sidecar, or move it to containers",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
  passes: () => [documents(exampleService(), SET("\n    restartPolicy: Always"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("")),
      findings: [{ path: "spec.template.spec.initContainers[0].command", at: "32:13" }],
    },
  ],
  checks: ofWorkloads(check),
};
