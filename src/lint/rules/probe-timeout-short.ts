import type { KubeObject } from "../../api/object.ts";
import { PROBES, containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** Clients that start a virtual machine or load an interpreter before they ask. */
const SLOW =
  /(?:^|[\s/;&|(`])(mongosh|cqlsh|nodetool|cypher-shell|zkServer\.sh|rabbitmqctl|rabbitmq-diagnostics|kafka-(?:topics|broker-api-versions|consumer-groups|metadata-quorum|cluster|configs)(?:\.sh)?)(?=[\s;&|)'"`]|$)/;

/** Of these, those that are often done in time, and cost no more than connections where they are not. */
const OFTEN_IN_TIME = /^(?:mongosh|rabbitmq)/;

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    for (const name of PROBES) {
      const probe = container[name];
      if (probe?.exec?.command === undefined || (probe.timeoutSeconds ?? 1) > 1) continue;
      const program = SLOW.exec(probe.exec.command.join(" "))?.[1];
      if (program === undefined) continue;
      const isEased = OFTEN_IN_TIME.test(program) && name !== "livenessProbe";
      const message = `${program} has 1 s to answer, and takes about that to start`;
      report([...path, name, "timeoutSeconds"], message, isEased ? { severity: "info" } : {});
    }
  }
};

const SET = (more: string): string =>
  exampleSet({
    image: "mongo:7",
    container: `livenessProbe:\n  exec:\n    command: [mongosh, --eval, db.hello()]\n${more}`,
  });

export const probeTimeoutShort: Rule = {
  id: "probe-timeout-short",
  code: "STS454",
  severity: "warning",
  summary: "Commands of probes have the time that they take.",
  why:
    "A probe that is not done in time has failed: under load a program that is well is restarted, or gets no " +
    "connections any more.",
  fix: "set timeoutSeconds: 10",
  source: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  passes: () => [documents(exampleService(), SET("  timeoutSeconds: 10"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("  timeoutSeconds: 1")),
      findings: [{ path: "spec.template.spec.containers[0].livenessProbe.timeoutSeconds", at: "34:29" }],
    },
  ],
  checks: ofWorkloads(check),
};
