import { runningContainersOf, templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const requestsMissing: Rule = {
  id: "requests-missing",
  code: "STS408",
  severity: "info",
  summary: "Containers request the CPU and memory that they need.",
  why: "Pods without requests are placed anywhere and are the first to be evicted when memory runs short.",
  fix: "set resources.requests",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  passes: () => [
    documents(exampleService(), exampleSet({ container: "resources:\n  requests:\n    cpu: 500m\n    memory: 1Gi" })),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet()),
      findings: [{ path: "spec.template.spec.containers[0].resources.requests", at: "29:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const { container, path } of runningContainersOf(templateOf(set))) {
        const { requests = {}, limits = {} } = container.resources ?? {};
        const missing = ["cpu", "memory"].filter((name) => requests[name] === undefined && limits[name] === undefined);
        if (missing.length === 0) continue;
        const message = `container "${container.name}" requests no ${missing.join(" and no ")}`;
        report([...path, "resources", "requests"], message);
      }
    },
  },
};
