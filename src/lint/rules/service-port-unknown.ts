import type { Service } from "../../api/kinds/service/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf, portsOf } from "../facts/containers.ts";
import { hostThatIs } from "../facts/dns-names.ts";
import { documents, exampleDeployment, exampleService, exampleSet } from "../example.ts";
import { namingTextsOf } from "../facts/host-texts.ts";
import { serviceOfName } from "../facts/name-flaws.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadsReachedBy } from "../facts/selection.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

/** A port behind a Service's name, and where it is written. */
interface Address {
  readonly service: Service;
  readonly port: number;
  readonly path: FieldPath;
}

/** Below it a number behind a colon is as often the tag of an image. */
const LOWEST = 80;

function inTexts(object: KubeObject, project: Project): readonly Address[] {
  const own = namespaceOf(object);
  const isConfig = workloadIn(object) === undefined;
  return namingTextsOf(object, project).flatMap(({ path, hosts }) =>
    hosts.flatMap(({ labels, port = 0 }) => {
      if (port < LOWEST || (isConfig && labels[2] !== "svc")) return [];
      const service = serviceOfName(labels, own, project);
      return service === undefined ? [] : [{ service, port, path }];
    }),
  );
}

/** `DB_HOST: db` and `DB_PORT: "5432"`. */
function inPairs(object: KubeObject, project: Project): readonly Address[] {
  const workload = workloadIn(object);
  if (workload === undefined) return [];
  return containersOf(workload).flatMap(({ container: { env = [] }, path }) =>
    env.flatMap(({ name, value = "" }, index) => {
      const [, prefix] = /^(.*_)PORT$/.exec(name) ?? [];
      if (prefix === undefined || !/^\d+$/.test(value)) return [];
      const host = env.find((one) => one.name === `${prefix}HOST`)?.value ?? "";
      const named = hostThatIs(host);
      if (named === undefined) return [];
      const service = serviceOfName(named.labels, namespaceOf(object), project);
      return service === undefined ? [] : [{ service, port: Number(value), path: [...path, "env", index, "value"] }];
    }),
  );
}

/** The port of the Service that leads to a port of its pods. */
function portLeadingTo(target: number, service: Service, project: Project): number | undefined {
  const workloads = workloadsReachedBy(project, namespaceOf(service), service.spec.selector);
  const names = portsOf(project, workloads).flatMap((one) => (one.containerPort === target ? (one.name ?? []) : []));
  return service.spec.ports?.find(
    ({ targetPort }) => targetPort === target || names.some((name) => name === targetPort),
  )?.port;
}

const check: Check<KubeObject> = (object, project, report) => {
  const told = new Set<string>();
  for (const { service, port, path } of [...inTexts(object, project), ...inPairs(object, project)]) {
    const { clusterIP, type, ports = [] } = service.spec;
    // Behind a headless Service any port is that of the pods themselves.
    if (clusterIP === "None" || type === "ExternalName" || ports.some((one) => one.port === port)) continue;
    const { name } = service.metadata;
    const key = `${path.map(String).join(".")} ${name}:${port}`;
    if (told.has(key)) continue;
    told.add(key);
    const meant = portLeadingTo(port, service, project);
    const has = ports.map((one) => one.port).join(", ");
    const related = [{ object: service, path: ["spec", "ports"], message: "its ports" }];
    const fix = meant === undefined ? {} : { fix: `write ${meant}, which leads to ${port} of the pods` };
    report(path, `Service ${name} has no port ${port}, only ${has}`, { related, ...fix });
  }
};

const CLIENT = exampleService({
  name: "client",
  spec: "selector:\n  app: db\nports:\n  - port: 15432\n    targetPort: 5432",
});
const APP = (port: number): string => exampleDeployment({ container: `args:\n  - --db=client:${port}` });

export const servicePortUnknown: Rule = {
  id: "service-port-unknown",
  code: "STS134",
  severity: "warning",
  summary: "A port behind the name of a Service is one of its own ports.",
  why: "A cluster IP answers on the ports of its Service only, not on those of the pods: connections are refused.",
  fix: "write a port of the Service, or add this one to it",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
  passes: () => [documents(CLIENT, exampleSet({ head: "replicas: 1" }), APP(15432))],
  fails: () => [
    {
      manifest: documents(CLIENT, exampleSet({ head: "replicas: 1" }), APP(5432)),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "48:15" }],
    },
  ],
  checks: { ...ofWorkloads(check), ConfigMap: check, Secret: check },
};
