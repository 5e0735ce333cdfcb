import type { Container } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import { HOOKS, PROBES, containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const REFERENCE = /(?<!\$)\$\(([A-Z][A-Z0-9_]*)\)/g;

function namesIn(text: unknown): readonly string[] {
  return typeof text === "string" ? [...text.matchAll(REFERENCE)].map(([, name = ""]) => name) : [];
}

/** What becomes of `$(NAME)`. */
type Fate = (name: string) => string | undefined;

/** Probes know the values that stand in `env`, and those alone. */
function fateInProbe({ env = [] }: Container): Fate {
  return (name) => {
    const variable = env.findLast((one) => one.name === name);
    if (variable === undefined) return "stays as it is: probes know the container's env alone";
    return variable.valueFrom === undefined ? undefined : "becomes nothing: probes know no value that valueFrom gives";
  };
}

const FILLED_IN_NOWHERE: Fate = () => "stays as it is: nothing is filled in here";

/** A probe or a hook: its command, and what is asked of whom. */
function look(handler: unknown, path: FieldPath, fate: Fate, report: Report): void {
  if (!isJsonObject(handler)) return;
  const { exec, httpGet } = handler;
  const tell = (text: unknown, place: FieldPath, what: Fate, fix: (name: string) => string): void => {
    for (const name of namesIn(text)) {
      const then = what(name);
      if (then !== undefined) report([...path, ...place], `$(${name}) ${then}`, { fix: fix(name) });
    }
  };
  const command = isJsonObject(exec) && Array.isArray(exec["command"]) ? (exec["command"] as readonly unknown[]) : [];
  for (const [index, text] of command.entries()) {
    tell(text, ["exec", "command", index], fate, (name) => `have a shell read it: sh -c, and \${${name}}`);
  }
  if (!isJsonObject(httpGet)) return;
  for (const field of ["path", "host"]) {
    tell(httpGet[field], ["httpGet", field], FILLED_IN_NOWHERE, () => "write the value, or ask by exec");
  }
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    for (const name of PROBES) {
      const probe = container[name];
      if (probe !== undefined) look(probe, [...path, name], fateInProbe(container), report);
    }
    for (const name of HOOKS) {
      const hook = container.lifecycle?.[name];
      if (hook !== undefined) look(hook, [...path, "lifecycle", name], FILLED_IN_NOWHERE, report);
    }
  }
};

const SET = (host: string): string =>
  exampleSet({
    container: `env:\n  - name: POD_IP\n    valueFrom:\n      fieldRef:\n        fieldPath: status.podIP\nreadinessProbe:\n  exec:\n    command:\n      - sh\n      - -c\n      - pg_isready -h ${host}`,
  });

export const probeVariableIgnored: Rule = {
  id: "probe-variable-ignored",
  code: "STS441",
  severity: "warning",
  summary: "Commands of probes and hooks leave variables to a shell.",
  why:
    "The kubelet fills in $(NAME) for a container's own command. In probes it knows only values that stand in env, " +
    "and in hooks and HTTP requests none: the probe asks something else than what was meant.",
  fix: "have a shell read the variable: sh -c, and ${NAME}",
  source:
    "pkg/kubelet/prober/prober.go, runProbe; pkg/kubelet/container/helpers.go, ExpandContainerCommandOnlyStatic (1.36)",
  looksFor: ["env", "envFrom"],
  passes: () => [documents(exampleService(), SET("${POD_IP}"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("$(POD_IP)")),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe.exec.command[2]", at: "41:19" }],
    },
  ],
  checks: ofWorkloads(check),
};
