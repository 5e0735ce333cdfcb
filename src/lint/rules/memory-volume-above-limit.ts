import type { KubeObject } from "../../api/object.ts";
import { containersOf } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { isLess } from "../quantities.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../workload.ts";

const SET = (size: string): string =>
  exampleSet({
    pod: `volumes:\n  - name: cache\n    emptyDir:\n      medium: Memory\n      sizeLimit: ${size}`,
    container: "resources:\n  limits:\n    memory: 1Gi\nvolumeMounts:\n  - name: cache\n    mountPath: /cache",
  });

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  for (const [index, { name, emptyDir }] of (workload?.spec.volumes ?? []).entries()) {
    if (workload === undefined || emptyDir?.medium !== "Memory" || emptyDir.sizeLimit === undefined) continue;
    for (const { container } of containersOf(workload)) {
      const limit = container.resources?.limits?.["memory"];
      if (!(container.volumeMounts ?? []).some((mount) => mount.name === name)) continue;
      if (!isLess(limit, emptyDir.sizeLimit)) continue;
      const path = [...workload.path, "spec", "volumes", index, "emptyDir", "sizeLimit"];
      const whose = `the limit of container "${container.name}"`;
      report(path, `${emptyDir.sizeLimit} in memory is above ${limit ?? ""}, ${whose}`);
    }
  }
};

export const memoryVolumeAboveLimit: Rule = {
  id: "memory-volume-above-limit",
  code: "STS321",
  severity: "warning",
  summary: "A volume in memory fits into the memory limit of the containers that use it.",
  why: "What is written counts as the container's memory: it is killed before the volume is full.",
  fix: "raise the memory limit, or lower sizeLimit",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
  passes: () => [documents(exampleService(), SET("512Mi"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("2Gi")),
      findings: [{ path: "spec.template.spec.volumes[0].emptyDir.sizeLimit", at: "32:24" }],
    },
  ],
  checks: { StatefulSet: check, Deployment: check, DaemonSet: check, Pod: check },
};
