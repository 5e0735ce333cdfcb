import type { Container } from "../../api/kinds/pod/types.ts";
import { isJsonObject } from "../../base/json.ts";
import type { FieldPath } from "../../base/field-path.ts";
import type { KubeObject } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { containersOf } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../workload.ts";

interface NamedPort {
  readonly path: FieldPath;
  readonly name: string;
}

/** Ports by name in one probe or hook. */
function portsIn(handler: unknown, path: FieldPath): readonly NamedPort[] {
  if (!isJsonObject(handler)) return [];
  return ["httpGet", "tcpSocket"].flatMap((kind) => {
    const action = handler[kind];
    if (!isJsonObject(action) || typeof action["port"] !== "string" || /^\d+$/.test(action["port"])) return [];
    return [{ path: [...path, kind, "port"], name: action["port"] }];
  });
}

function portsOf(container: Container, path: FieldPath): readonly NamedPort[] {
  const probes = (["livenessProbe", "readinessProbe", "startupProbe"] as const).flatMap((name) =>
    portsIn(container[name], [...path, name]),
  );
  const hooks = (["postStart", "preStop"] as const).flatMap((name) =>
    portsIn(container.lifecycle?.[name], [...path, "lifecycle", name]),
  );
  return [...probes, ...hooks];
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
  passes: () => [documents(exampleService(), SET("sql"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("http")),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe.tcpSocket.port", at: "36:21" }],
    },
  ],
  checks: { StatefulSet: check, Deployment: check, DaemonSet: check, Pod: check },
};
