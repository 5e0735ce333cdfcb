import type { KubeObject } from "../../api/object.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    if (container.lifecycle === undefined) continue;
    const field = [...path, "lifecycle", "stopSignal"];
    const signal = project.written(object, field);
    if (typeof signal !== "string") continue;
    report(field, `stopSignal ${signal} of container "${container.name}" is dropped while the gate is off`, {
      part: "key",
    });
  }
};

export const stopSignalIgnored: Rule = {
  id: "stop-signal-ignored",
  code: "STS434",
  severity: "warning",
  summary: "A container leaves stopSignal out unless its cluster has the feature gate on.",
  why:
    "With the gate ContainerStopSignals off, as it is by default, the field is dropped: the signal of the image is " +
    "sent, SIGTERM if it names none.",
  fix: "set STOPSIGNAL in the image, send the signal in a preStop hook, or turn the gate on in the cluster",
  source: "pkg/api/pod/util.go, dropDisabledFields (1.36)",
  passes: () => [
    documents(exampleService(), exampleSet({ container: "lifecycle:\n  preStop:\n    sleep:\n      seconds: 5" })),
  ],
  fails: () => [
    {
      manifest: documents(
        exampleService(),
        exampleSet({ pod: "os:\n  name: linux", container: "lifecycle:\n  stopSignal: SIGINT" }),
      ),
      findings: [{ path: "spec.template.spec.containers[0].lifecycle.stopSignal", at: "34:13" }],
    },
  ],
  checks: ofWorkloads(check),
};
