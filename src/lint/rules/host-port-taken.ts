import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { runningContainersOf } from "../facts/containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

/** A port of the node that a pod takes; `key` says port, protocol and address. */
interface HostPort {
  readonly port: number;
  readonly key: string;
  readonly path: FieldPath;
}

function hostPortsOf(workload: Workload): readonly HostPort[] {
  const { hostNetwork = false } = workload.spec;
  return runningContainersOf(workload).flatMap(({ container, path }) =>
    (container.ports ?? []).flatMap(({ containerPort, hostPort = 0, hostIP = "", protocol = "TCP" }, index) => {
      const port = hostNetwork ? containerPort : hostPort;
      if (port === 0) return [];
      const field = hostPort === 0 ? "containerPort" : "hostPort";
      const address = hostIP === "0.0.0.0" ? "" : hostIP;
      return [{ port, key: `${port}/${protocol} ${address}`, path: [...path, "ports", index, field] }];
    }),
  );
}

/** Whether pods of a DaemonSet are on every node that others may be on. */
function isEverywhere({ object, spec }: Workload): boolean {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return object.kind === "DaemonSet" && required === undefined && Object.keys(spec.nodeSelector ?? {}).length === 0;
}

/** The first DaemonSet of every node that takes each port. */
function takers(project: Project): ReadonlyMap<string, Workload> {
  const first = new Map<string, Workload>();
  for (const workload of project.workloads().filter(isEverywhere)) {
    for (const { key } of hostPortsOf(workload)) if (!first.has(key)) first.set(key, workload);
  }
  return first;
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined || project.index(takers).size === 0) return;
  for (const { port, key, path } of hostPortsOf(workload)) {
    const taker = project.index(takers).get(key)?.object;
    if (taker === undefined || taker === object) continue;
    const related = [{ object: taker, path: ["metadata", "name"], message: "the DaemonSet" }];
    report(path, `port ${port} of every node is taken by DaemonSet ${taker.metadata.name}`, { related });
  }
};

const AGENT = (port: number): string =>
  exampleObject("apps/v1", "DaemonSet", {
    name: "agent",
    body:
      "spec:\n  selector:\n    matchLabels:\n      app: agent\n  template:\n    metadata:\n      labels:\n        app: agent\n" +
      `    spec:\n      containers:\n        - name: agent\n          image: agent:1\n          ports:\n            - containerPort: ${port}\n              hostPort: ${port}`,
  });
const SET = exampleSet({ container: "ports:\n  - containerPort: 5432\n    hostPort: 5432" });

export const hostPortTaken: Rule = {
  id: "host-port-taken",
  code: "STS438",
  severity: "warning",
  summary: "A port of the node is not asked for by what runs on every node, too.",
  why: "A port of a node is given away once: the pods stay Pending, as no node has free ports for them.",
  fix: "use another port, or keep the DaemonSet off these nodes",
  source: "https://kubernetes.io/docs/concepts/configuration/overview/#services",
  passes: () => [documents(AGENT(9100), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(AGENT(5432), exampleService(), SET),
      findings: [{ path: "spec.template.spec.containers[0].ports[0].hostPort", at: "53:25" }],
    },
  ],
  checks: ofWorkloads(check),
};
