import type { KubeObject } from "../../api/object.ts";
import { runningContainersOf } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../workload.ts";

const PORTS = "ports:\n  - containerPort: 5432\n    hostPort: 5432";
const SET = (port: number): string =>
  exampleSet({
    container: PORTS,
    pod: `initContainers:\n  - name: proxy\n    image: proxy:1\n    restartPolicy: Always\n    ports:\n      - containerPort: ${port}\n        hostPort: 15432`,
  });

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const holders = new Map<string, string>();
  for (const { container, path } of runningContainersOf(workload)) {
    for (const [index, { containerPort, protocol = "TCP" }] of (container.ports ?? []).entries()) {
      const key = `${containerPort}/${protocol}`;
      const holder = holders.get(key);
      holders.set(key, holder ?? container.name);
      if (holder === undefined || holder === container.name) continue;
      const field = [...path, "ports", index, "containerPort"];
      report(field, `container "${holder}" of the same pod listens on ${key} too`);
    }
  }
};

export const containerPortsCollide: Rule = {
  id: "container-ports-collide",
  code: "STS418",
  severity: "error",
  summary: "The containers of a pod listen on different ports.",
  why: "They share one address: the second one fails with address already in use.",
  fix: "change one of the ports",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
  passes: () => [documents(exampleService(), SET(6432))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(5432)),
      findings: [{ path: "spec.template.spec.initContainers[0].ports[0].containerPort", at: "33:30" }],
    },
  ],
  checks: ofWorkloads(check),
};
