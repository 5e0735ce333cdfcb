import type { Service } from "../../api/kinds/service/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { awaitingStepsOf } from "../facts/awaiting-steps.ts";
import { hostNamesIn } from "../facts/dns-names.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { splitOrdinal } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { nameOf, workloadsReachedBy } from "../facts/selection.ts";

/** What a command waits for in vain, and what helps where it is not the rule's own fix. */
interface Awaited {
  readonly what: string;
  readonly fix?: string;
}

const PUBLISH = "set publishNotReadyAddresses: true on the governing Service";

/** A pod of the set that a command waits for and that cannot come while it runs. */
function awaitedPod(set: StatefulSet, text: string, project: Project): Awaited | undefined {
  const { serviceName = "", podManagementPolicy, ordinals } = set.spec;
  const first = ordinals?.start ?? 0;
  const open = project.find("Service", namespaceOf(set), serviceName)?.spec.publishNotReadyAddresses === true;
  for (const { labels } of hostNamesIn(text)) {
    const [pod = "", service = ""] = labels;
    const parts = splitOrdinal(pod);
    if (parts?.base === set.metadata.name && service === serviceName) {
      if (parts.ordinal > first && podManagementPolicy !== "Parallel") {
        const fix = `set podManagementPolicy: Parallel${open ? "" : `, and ${PUBLISH.slice(4)}`}`;
        return { what: `${pod}, which is started later`, fix };
      }
      if (!open) return { what: `${pod}, whose name is published when it is ready`, fix: PUBLISH };
    }
  }
  return undefined;
}

/** The Services of a text that stand between a pod and its being ready: those that publish none before. */
function servicesIn(text: string, namespace: string, project: Project): readonly Service[] {
  const named = project.list("Service", namespace).filter(({ metadata, spec }) => {
    return text.includes(metadata.name) && spec.publishNotReadyAddresses !== true;
  });
  if (named.length === 0) return named;
  const words = text.split(/[^\w.-]+/).map((word) => word.replace(/\.$/, ""));
  return named.filter(({ metadata: { name } }) => {
    return words.some((word) => word === name || word.startsWith(`${name}.${namespace}`));
  });
}

/** Whether none behind a Service can become ready before the pods of an object do. */
function waitsFor(service: Service, object: KubeObject, project: Project, seen: readonly KubeObject[] = []): boolean {
  const namespace = namespaceOf(service);
  const behind = workloadsReachedBy(project, namespace, service.spec.selector).map((workload) => workload.object);
  if (behind.length === 0) return false;
  return behind.every((other) => {
    if (other === object) return true;
    if (seen.includes(other)) return false;
    const awaited = awaitingStepsOf(other).flatMap(({ texts, mayNameServices }) =>
      mayNameServices ? texts.flatMap(({ text }) => servicesIn(text, namespace, project)) : [],
    );
    return awaited.some((one) => waitsFor(one, object, project, [...seen, other]));
  });
}

/** A Service that a step waits for and that has no endpoint before the pod of the step is ready. */
function awaitedService(object: KubeObject, text: string, project: Project): Awaited | undefined {
  const own = servicesIn(text, namespaceOf(object), project).find((service) => waitsFor(service, object, project));
  if (own === undefined) return undefined;
  const others = workloadsReachedBy(project, namespaceOf(object), own.spec.selector).filter(
    (workload) => workload.object !== object,
  );
  const { name } = own.metadata;
  return others.length === 0
    ? { what: `Service ${name}, behind which are these pods only` }
    : { what: `Service ${name}, and ${others.map(nameOf).join(" and ")} waits for these pods` };
}

const check: Check<KubeObject> = (object, project, report) => {
  for (const { what, mayNameServices, texts } of awaitingStepsOf(object)) {
    for (const { path, text } of texts) {
      const set = project.find("StatefulSet", namespaceOf(object), object.metadata.name);
      const pod = set === object ? awaitedPod(set, text, project) : undefined;
      const awaited = pod ?? (mayNameServices ? awaitedService(object, text, project) : undefined);
      if (awaited === undefined) continue;
      const { what: whom, ...more } = awaited;
      report(path, `${what} waits for ${whom}`, more);
    }
  }
};

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
    "Unless the Service publishes it earlier a pod has no name in DNS before it is ready, and with OrderedReady no later " +
    "pod is started until then: who waits for one waits forever.",
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
  checks: { StatefulSet: check, Deployment: check, ReplicaSet: check },
};
