import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { Ingress, IngressBackend } from "../facts/checked-kinds.ts";
import { exampleObject, exampleService, documents } from "../example.ts";
import { mayBeMade } from "../facts/makers.ts";
import type { Project } from "../project.ts";
import type { Report, Rule } from "../rule.ts";

const CLIENT = exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - name: http\n    port: 80" });
const TO = (name: string, port: string): string =>
  exampleObject("networking.k8s.io/v1", "Ingress", {
    body: `spec:\n  defaultBackend:\n    service:\n      name: ${name}\n      port:\n        ${port}`,
  });

interface PlacedBackend {
  readonly backend: IngressBackend | undefined;
  readonly path: FieldPath;
}

function backendsOf({ spec }: Ingress): readonly PlacedBackend[] {
  const byPath = (spec?.rules ?? []).flatMap(({ http }, rule) =>
    (http?.paths ?? []).map(({ backend }, at) => {
      return { backend, path: ["spec", "rules", rule, "http", "paths", at, "backend", "service"] };
    }),
  );
  return [{ backend: spec?.defaultBackend, path: ["spec", "defaultBackend", "service"] }, ...byPath];
}

function look(ingress: Ingress, { backend, path }: PlacedBackend, project: Project, report: Report): void {
  const { name = "", port } = backend?.service ?? {};
  if (name === "") return;
  const namespace = namespaceOf(ingress);
  const service = project.find("Service", namespace, name);
  if (service === undefined) {
    if (mayBeMade(project, "Service", namespace, name)) return;
    const known = project.list("Service", namespace).map(({ metadata }) => metadata.name);
    const meant = suggest(name, known);
    const message = `there is no Service "${name}" in namespace ${namespace}`;
    report([...path, "name"], message, meant === undefined ? {} : { fix: `write ${meant}` });
    return;
  }
  const ports = service.spec.ports ?? [];
  const related = [{ object: service, path: ["spec", "ports"], message: "its ports" }];
  if (port?.number !== undefined && !ports.some((one) => one.port === port.number)) {
    const has = ports.map((one) => one.port).join(", ");
    report([...path, "port", "number"], `Service "${name}" has no port ${port.number}, only ${has}`, { related });
  }
  if (port?.name !== undefined && !ports.some((one) => one.name === port.name)) {
    const has = ports.map((one) => one.name ?? one.port).join(", ");
    report([...path, "port", "name"], `Service "${name}" has no port "${port.name}", only ${has}`, { related });
  }
}

export const ingressBackendMissing: Rule = {
  id: "ingress-backend-missing",
  code: "STS131",
  severity: "error",
  summary: "An Ingress leads to a port of a Service in its namespace.",
  why: "The Ingress is accepted, and whoever comes through it gets an error from the ingress controller.",
  fix: "name a Service of the same namespace, and one of the Service's own ports",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource",
  passes: () => [documents(CLIENT, TO("client", "number: 80")), documents(CLIENT, TO("client", "name: http"))],
  fails: () => [
    {
      manifest: documents(CLIENT, TO("clients", "number: 80")),
      findings: [{ path: "spec.defaultBackend.service.name", at: "19:13" }],
    },
    {
      manifest: documents(CLIENT, TO("client", "number: 5432")),
      findings: [{ path: "spec.defaultBackend.service.port.number", at: "21:17" }],
    },
  ],
  checks: {
    "Ingress.networking.k8s.io"(ingress, project, report) {
      if (!project.isComplete("Service")) return;
      for (const placed of backendsOf(ingress)) look(ingress, placed, project, report);
    },
  },
};
