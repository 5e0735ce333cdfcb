import type { Container } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf, type PlacedContainer, templateOf } from "../containers.ts";
import { hostNamesIn } from "../dns-names.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { fillIn } from "../variables.ts";
import { splitOrdinal } from "../ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const WAITS = /\b(?:until|while|wait-for|wait4x|dockerize|wait_for)\b/;
/** Scripts that ask who they are may wait in some pods only. */
const ASKS_WHO = /hostname|HOSTNAME|POD_NAME|ordinal|ORDINAL|pod-index|POD_INDEX/;

/** A pod of the set that a command waits for and that cannot come while it runs. */
function awaitedPod(set: StatefulSet, text: string, project: Project): string | undefined {
  const { serviceName = "", podManagementPolicy, ordinals } = set.spec;
  const first = ordinals?.start ?? 0;
  const open = project.find("Service", namespaceOf(set), serviceName)?.spec.publishNotReadyAddresses === true;
  for (const { labels } of hostNamesIn(text)) {
    const [pod = "", service = ""] = labels;
    const parts = splitOrdinal(pod);
    if (parts?.base === set.metadata.name && service === serviceName) {
      if (parts.ordinal > first && podManagementPolicy !== "Parallel") return `${pod}, which is started later`;
      if (!open) return `${pod}, whose name is published when it is ready`;
    }
  }
  return undefined;
}

/** A Service of these pods alone. */
function awaitedService(set: StatefulSet, text: string, project: Project): string | undefined {
  const namespace = namespaceOf(set);
  const words = text.split(/[^\w.-]+/);
  const own = project.servicesSelecting(namespace, set.spec.template.metadata?.labels).find(({ metadata, spec }) => {
    const { name } = metadata;
    const isNamed = words.some((word) => word === name || word.startsWith(`${name}.${namespace}`));
    return isNamed && spec.publishNotReadyAddresses !== true;
  });
  return own === undefined ? undefined : `Service ${own.metadata.name}, behind which are these pods only`;
}

/** A command that has to end before its pod can be ready. */
interface Step {
  readonly what: string;
  /** Beside a running server a single word is as often its database or its user. */
  readonly mayNameServices: boolean;
  readonly lists: readonly { readonly path: FieldPath; readonly texts: readonly string[] }[];
}

/** Texts of a container with the variables filled in that it gives values. */
function filling({ env = [] }: Container): (texts: readonly string[] | undefined) => readonly string[] {
  const variables = new Map(env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])));
  return (texts = []) => texts.map((text) => fillIn(text, variables));
}

function stepOf({ container, path, role }: PlacedContainer): Step | undefined {
  const { name, lifecycle } = container;
  if (role === "init") {
    const filled = filling(container);
    const lists = [
      { path: [...path, "command"], texts: filled(container.command) },
      { path: [...path, "args"], texts: filled(container.args) },
    ];
    return { what: `init container "${name}"`, mayNameServices: true, lists };
  }
  const texts = lifecycle?.postStart?.exec?.command;
  if (texts === undefined) return undefined;
  const hook = [...path, "lifecycle", "postStart", "exec", "command"];
  const what = `the postStart hook of container "${name}"`;
  return { what, mayNameServices: false, lists: [{ path: hook, texts }] };
}

function waits({ lists }: Step): boolean {
  const line = lists.flatMap(({ texts }) => texts).join(" ");
  return WAITS.test(line) && !ASKS_WHO.test(line);
}

const SET = (host: string): string =>
  exampleSet({
    pod: `initContainers:\n  - name: wait\n    image: busybox:1.36\n    command:\n      - sh\n      - -c\n      - until nslookup ${host}; do sleep 1; done`,
  });

export const initWaitsForOwnSet: Rule = {
  id: "init-waits-for-own-set",
  code: "STS432",
  severity: "warning",
  summary: "Init containers and postStart hooks wait for nothing that comes after them.",
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
        const step = stepOf(container);
        if (step === undefined || !waits(step)) continue;
        for (const { path, texts } of step.lists) {
          for (const [index, text] of texts.entries()) {
            const service = step.mayNameServices ? awaitedService(set, text, project) : undefined;
            const what = awaitedPod(set, text, project) ?? service;
            if (what !== undefined) report([...path, index], `${step.what} waits for ${what}`);
          }
        }
      }
    },
  },
};
