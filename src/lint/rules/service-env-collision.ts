import type { Container } from "../../api/kinds/pod/types.ts";
import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { containersOf } from "../facts/containers.ts";
import { variablesFrom } from "../facts/env-sources.ts";
import { documents, exampleDeployment, exampleService } from "../example.ts";
import type { Project } from "../project.ts";
import { configReferencesOf } from "../facts/references.ts";
import type { Rule } from "../rule.ts";
import type { Workload } from "../facts/workload.ts";

interface Reader {
  readonly workload: string;
  readonly container: string;
}

const VARIABLE = /\$[({]?([A-Z][A-Z0-9_]*_PORT)\b/g;

/** Whether a container defines a variable, or may: by a source that is not among the manifests. */
function mayDefine(container: Container, name: string, namespace: string, project: Project): boolean {
  if (container.env?.some((one) => one.name === name)) return true;
  return variablesFrom(container, namespace, project)?.includes(name) ?? true;
}

/** Command lines, values and, of scripts in ConfigMaps that a pod mounts, those that define no such variable. */
function textsOf({ command = [], args = [], env = [] }: Container, scripts: readonly string[]): readonly string[] {
  return [...command, ...args, ...env.map(({ value = "" }) => value), ...scripts].filter((text) =>
    text.includes("_PORT"),
  );
}

function scriptsOf(workload: Workload, project: Project): readonly string[] {
  return configReferencesOf(workload).flatMap(({ kind, name, use }) => {
    const config =
      kind === "ConfigMap" && use === "file"
        ? project.find("ConfigMap", namespaceOf(workload.object), name)
        : undefined;
    const texts = Object.values(
      (config as { readonly data?: Readonly<Record<string, string>> } | undefined)?.data ?? {},
    );
    return texts.filter((text) => text.startsWith("#!") && !/^\s*(?:export\s+)?[A-Z_]+_PORT=/m.test(text));
  });
}

/** Who reads a variable NAME_PORT that it does not define, by `namespace/NAME_PORT`. */
function readers(project: Project): ReadonlyMap<string, Reader> {
  const byVariable = new Map<string, Reader>();
  for (const workload of project.workloads()) {
    if (workload.spec.enableServiceLinks === false) continue;
    const { kind, metadata } = workload.object;
    const namespace = namespaceOf(workload.object);
    const scripts = scriptsOf(workload, project);
    for (const { container } of containersOf(workload)) {
      for (const text of textsOf(container, scripts)) {
        for (const [, name = ""] of text.matchAll(VARIABLE)) {
          if (name.endsWith("_SERVICE_PORT") || mayDefine(container, name, namespace, project)) continue;
          const reader = { workload: `${kind} ${metadata.name}`, container: container.name };
          byVariable.set(`${namespace}/${name}`, reader);
        }
      }
    }
  }
  return byVariable;
}

/** Images whose programs read NAME_PORT as a setting of their own. */
const READS_ITS_PORT =
  /(?:^|\/)(?:cp-(?:enterprise-)?)?(kafka|redis|zookeeper|rabbitmq|grafana|registry|keycloak|neo4j)(?=[:@-]|$)/;

/** Of these, Confluent's take every variable with their prefix for a setting, and so does Neo4j, strictly from 5 on. */
const READS_ALL = /confluentinc|cp-|(?:^|\/)neo4j(?!:[1-4](?!\d))(?=[:@]|$)/;

function imageReaders(project: Project): ReadonlyMap<string, Reader> {
  const byVariable = new Map<string, Reader>();
  for (const workload of project.workloads()) {
    if (workload.spec.enableServiceLinks === false) continue;
    for (const { container } of containersOf(workload)) {
      const name = READS_ITS_PORT.exec(container.image ?? "")?.[1];
      if (name === undefined || !READS_ALL.test(container.image ?? "")) continue;
      // Another command leaves out the image's own script, which reads the variable.
      const { command = [], args = [] } = container;
      if (command.length > 0 && ![...command, ...args].some((text) => text.includes("/etc/confluent/"))) continue;
      const variable = `${name.toUpperCase()}_PORT`;
      if (mayDefine(container, variable, namespaceOf(workload.object), project)) continue;
      const { kind, metadata } = workload.object;
      const reader = { workload: `${kind} ${metadata.name}`, container: container.name };
      byVariable.set(`${namespaceOf(workload.object)}/${variable}`, reader);
    }
  }
  return byVariable;
}

function readerOf(service: Service, variable: string, project: Project): Reader | undefined {
  const key = `${namespaceOf(service)}/${variable}`;
  return project.index(readers).get(key) ?? project.index(imageReaders).get(key);
}

const SERVICE = exampleService({ name: "db-sql", spec: "selector:\n  app: db\nports:\n  - port: 5432" });
const APP = (variable: string): string =>
  exampleDeployment({ container: `command:\n  - sh\n  - -c\n  - exec app --port=$${variable}` });

export const serviceEnvCollision: Rule = {
  id: "service-env-collision",
  code: "STS420",
  severity: "warning",
  summary: "No program reads a variable that the links to a Service set to something else.",
  why: "For a Service db every pod of its namespace gets DB_PORT=tcp://10.96.0.1:5432, where programs expect a number.",
  fix: "set enableServiceLinks: false, define the variable, or rename the Service",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables",
  looksFor: ["clusterIP"],
  passes: () => [documents(SERVICE, APP("PORT"))],
  fails: () => [{ manifest: documents(SERVICE, APP("DB_SQL_PORT")), findings: [{ path: "metadata.name", at: "4:9" }] }],
  checks: {
    Service(service, project, report) {
      const { clusterIP, type } = service.spec;
      if (clusterIP === "None" || type === "ExternalName") return;
      const variable = `${service.metadata.name.toUpperCase().replaceAll("-", "_")}_PORT`;
      const reader = readerOf(service, variable, project);
      if (reader === undefined) return;
      const message = `container "${reader.container}" of ${reader.workload} reads ${variable}, which this Service sets to tcp://…`;
      report(["metadata", "name"], message);
    },
  },
};
