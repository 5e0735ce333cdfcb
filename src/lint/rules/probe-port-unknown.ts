import type { Container } from "../../api/kinds/pod/types.ts";
import { isJsonObject } from "../../base/json.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { KubeObject } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { HOOKS, PROBES, containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

interface NamedPort {
  readonly path: FieldPath;
  readonly name: string;
}

const ACTIONS = ["httpGet", "tcpSocket"] as const;

/** The ports that probes and hooks of a container give by name. */
function portsOf(container: Container, path: FieldPath): readonly NamedPort[] {
  const ports: NamedPort[] = [];
  const look = (handler: unknown, place: FieldPath): void => {
    if (!isJsonObject(handler)) return;
    for (const kind of ACTIONS) {
      const action = handler[kind];
      if (!isJsonObject(action) || typeof action["port"] !== "string" || /^\d+$/.test(action["port"])) continue;
      ports.push({ path: [...path, ...place, kind, "port"], name: action["port"] });
    }
  };
  for (const name of PROBES) look(container[name], [name]);
  const { lifecycle } = container;
  if (lifecycle !== undefined) for (const name of HOOKS) look(lifecycle[name], ["lifecycle", name]);
  return ports;
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    const known = (container.ports ?? []).flatMap(({ name }) => name ?? []);
    for (const { path: field, name } of portsOf(container, path)) {
      if (known.includes(name)) continue;
      const meant = suggest(name, known);
      const has = known.length === 0 ? "no named ports" : `only ${known.join(", ")}`;
      const message = `container "${container.name}" has no port named "${name}", ${has}`;
      report(field, message, meant === undefined ? {} : { fix: `write ${meant}` });
    }
  }
};

const SET = (port: string): string =>
  exampleSet({
    container: `ports:\n  - name: sql\n    containerPort: 5432\nreadinessProbe:\n  tcpSocket:\n    port: ${port}`,
  });

export const probePortUnknown: Rule = {
  id: "probe-port-unknown",
  code: "STS412",
  severity: "error",
  summary: "A port that a probe or a hook names is one of the same container.",
  why: "The probe ends in an error that counts as nothing: the pod never becomes ready, and is never restarted.",
  fix: "name a port of this container, or write its number",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port",
  looksFor: ["ports", "containerPort"],
  passes: () => [documents(exampleService(), SET("sql"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("http")),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe.tcpSocket.port", at: "36:21" }],
    },
  ],
  checks: ofWorkloads(check),
};
