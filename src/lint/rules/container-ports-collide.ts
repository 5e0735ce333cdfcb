import type { KubeObject } from "../../api/object.ts";
import { runningContainersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Particulars, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const PORTS = "ports:\n  - containerPort: 5432\n    hostPort: 5432";
const SET = (port: number): string =>
  exampleSet({
    container: PORTS,
    pod: `initContainers:\n  - name: proxy\n    image: proxy:1\n    restartPolicy: Always\n    ports:\n      - containerPort: ${port}\n        hostPort: 15432`,
  });

interface Holder {
  readonly container: string;
  readonly name: string | undefined;
}

/** One port under one name: the container that listens there was given it, and the list of the other one kept it. */
const LISTED_TWICE: Particulars = {
  severity: "warning",
  why: "They share one address: where both listen, the second one fails with address already in use.",
  fix: "take the port out of the list of the container that does not listen there",
};

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const holders = new Map<string, Holder>();
  for (const { container, path } of runningContainersOf(workload)) {
    for (const [index, { name, containerPort, protocol = "TCP" }] of (container.ports ?? []).entries()) {
      const key = `${containerPort}/${protocol}`;
      const holder = holders.get(key);
      if (holder === undefined) holders.set(key, { container: container.name, name });
      if (holder === undefined || holder.container === container.name) continue;
      const field = [...path, "ports", index, "containerPort"];
      const isListedTwice = name !== undefined && name === holder.name;
      const message = `container "${holder.container}" of the same pod ${isListedTwice ? "lists" : "listens on"} ${key} too`;
      report(field, message, isListedTwice ? LISTED_TWICE : {});
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
