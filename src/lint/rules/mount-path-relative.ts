import type { KubeObject } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

/** Drives and shares of Windows are absolute too. */
const ABSOLUTE = /^(?:\/|[a-z]:|\\)/i;

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined || valueAt(workload.spec, ["os", "name"]) === "windows") return;
  for (const { container, path } of containersOf(workload)) {
    for (const [index, { name, mountPath }] of (container.volumeMounts ?? []).entries()) {
      if (ABSOLUTE.test(mountPath)) continue;
      const message = `volume "${name}" is mounted at /${mountPath}, whatever directory the program works in`;
      report([...path, "volumeMounts", index, "mountPath"], message);
    }
  }
};

const SET = (mountPath: string): string =>
  exampleSet({
    pod: "volumes:\n  - name: cache\n    emptyDir: {}",
    container: `volumeMounts:\n  - name: cache\n    mountPath: ${mountPath}`,
  });

export const mountPathRelative: Rule = {
  id: "mount-path-relative",
  code: "STS323",
  severity: "warning",
  summary: "A mountPath is an absolute path.",
  why: "The kubelet puts a slash before it: the program that means a path below its own directory finds nothing there.",
  fix: "write the whole path, beginning with a slash",
  source: "pkg/kubelet/kubelet_pods.go, makeMounts (1.36)",
  passes: () => [documents(exampleService(), SET("/var/cache"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("var/cache")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].mountPath", at: "36:26" }],
    },
  ],
  checks: ofWorkloads(check),
};
