import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { containersOf, templateOf } from "../containers.ts";
import { hostNamesIn } from "../dns-names.ts";
import { hostTexts } from "../host-texts.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { splitOrdinal } from "../ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const WAITS = /\b(?:until|while|wait-for|wait4x|dockerize|wait_for)\b/;
/** Scripts that ask who they are may wait in some pods only. */
const ASKS_WHO = /hostname|HOSTNAME|POD_NAME|ordinal|ORDINAL|pod-index|POD_INDEX/;

/** What an init container waits for that cannot come while it runs. */
function awaited(set: StatefulSet, text: string, project: Project): string | undefined {
  const { serviceName = "", podManagementPolicy, ordinals } = set.spec;
  const namespace = namespaceOf(set);
  const first = ordinals?.start ?? 0;
  const selecting = project.servicesSelecting(namespace, set.spec.template.metadata?.labels);
  const open = project.find("Service", namespace, serviceName)?.spec.publishNotReadyAddresses === true;
  const words = text.split(/[^\w.-]+/);
  for (const { labels } of hostNamesIn(text)) {
    const [pod = "", service = ""] = labels;
    const parts = splitOrdinal(pod);
    if (parts?.base === set.metadata.name && service === serviceName) {
      if (parts.ordinal > first && podManagementPolicy !== "Parallel") return `${pod}, which is started later`;
      if (!open) return `${pod}, whose name is published when it is ready`;
    }
  }
  const own = selecting.find(({ metadata, spec }) => {
    const { name } = metadata;
    const isNamed = words.some((word) => word === name || word.startsWith(`${name}.${namespace}`));
    return isNamed && spec.publishNotReadyAddresses !== true;
  });
  return own === undefined ? undefined : `Service ${own.metadata.name}, behind which are these pods only`;
}

const SET = (host: string): string =>
  exampleSet({
    pod: `initContainers:\n  - name: wait\n    image: busybox:1.36\n    command:\n      - sh\n      - -c\n      - until nslookup ${host}; do sleep 1; done`,
  });

export const initWaitsForOwnSet: Rule = {
  id: "init-waits-for-own-set",
  code: "STS432",
  severity: "warning",
  summary: "Init containers wait for nothing that comes after them.",
  why:
    "A pod has no name in DNS before it is ready, and OrderedReady starts no other pod until then: the first one " +
    "waits forever.",
  fix: "wait in the program, or for something else than this set",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
  passes: () => [documents(exampleService(), SET("cache"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("db")),
      findings: [{ path: "spec.template.spec.initContainers[0].command[2]", at: "34:15" }],
    },
    {
      manifest: documents(exampleService(), SET("db-1.db")),
      findings: [{ path: "spec.template.spec.initContainers[0].command[2]", at: "34:15" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      for (const container of containersOf(templateOf(set))) {
        if (container.role !== "init") continue;
        for (const { path, text } of hostTexts(container)) {
          if (!WAITS.test(text) || ASKS_WHO.test(text)) continue;
          const what = awaited(set, text, project);
          if (what === undefined) continue;
          report(path, `init container "${container.container.name}" waits for ${what}`);
        }
      }
    },
  },
};
