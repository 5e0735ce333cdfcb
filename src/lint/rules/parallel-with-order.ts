import { containersOf, templateOf } from "../facts/containers.ts";
import { hostNamesIn } from "../facts/dns-names.ts";
import { hostTexts, pathOf } from "../facts/host-texts.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { splitOrdinal } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = (policy: string): string =>
  exampleSet({
    spec: `podManagementPolicy: ${policy}`,
    pod: "initContainers:\n  - name: clone\n    image: postgres:17\n    command:\n      - sh\n      - -c\n      - pg_basebackup -h db-0.db",
  });

export const parallelWithOrder: Rule = {
  id: "parallel-with-order",
  code: "STS431",
  severity: "info",
  summary: "Members that begin as copies of the first one are started in order.",
  why:
    "Parallel starts all pods at once: the first one is not there yet when the others ask for it, and they start " +
    "over.",
  fix: "set podManagementPolicy: OrderedReady, or wait for the first member in the init container",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#parallel-pod-management",
  passes: () => [documents(exampleService(), SET("OrderedReady"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("Parallel")),
      findings: [{ path: "spec.template.spec.initContainers[0].command[2]", at: "35:15" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { podManagementPolicy, replicas = 1, ordinals } = set.spec;
      if (podManagementPolicy !== "Parallel" || replicas < 2) return;
      const first = ordinals?.start ?? 0;
      for (const container of containersOf(templateOf(set))) {
        if (container.role !== "init") continue;
        for (const one of hostTexts(container)) {
          const { text } = one;
          const names = hostNamesIn(text).map(({ labels: [pod = ""] }) => pod);
          const isFirst = (pod: string): boolean => {
            const parts = splitOrdinal(pod);
            return parts?.base === set.metadata.name && parts.ordinal === first;
          };
          const pod = names.find(isFirst);
          if (pod === undefined || /until|while|retry|wait/.test(text)) continue;
          report(
            pathOf(one),
            `init container "${container.container.name}" needs ${pod}, which is started with all others`,
          );
        }
      }
    },
  },
};
