import type { Container } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { containersOf } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { workloadIn, ofWorkloads } from "../workload.ts";
import type { FieldPath } from "../../base/field-path.ts";

const REFERENCE = /\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g;
/** Variables that service links set. */
const SERVICE_LINK = /_(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT(?:_\d+_.+)?)$/;

/** The names that a text takes from variables; `$$(X)` is an escaped text. */
function namesIn(text: string): readonly string[] {
  if (!text.includes("$(")) return [];
  return [...text.matchAll(REFERENCE)].flatMap(([, name]) => name ?? []);
}

function inVariables({ env = [] }: Container, path: FieldPath, report: Report): void {
  const all = new Map(env.map(({ name }, index) => [name, index]));
  for (const [index, { name: own, value = "" }] of env.entries()) {
    for (const name of namesIn(value)) {
      const place = env.findIndex((one) => one.name === name);
      if ((place >= 0 && place < index) || SERVICE_LINK.test(name)) continue;
      const why = name === own ? "is this variable itself" : all.has(name) ? "is defined after it" : "is not defined";
      report([...path, "env", index, "value"], `$(${name}) stays as it is: ${name} ${why}`);
    }
  }
}

/** Command lines are looked at for names that can only be variables, and not where a shell reads them. */
function inCommands({ env = [], command = [], args = [] }: Container, path: FieldPath, report: Report): void {
  const line = [...command, ...args];
  if (!line.some((text) => text.includes("$(")) || line.some((text) => /^-[a-z]*c$/.test(text))) return;
  const known = new Set(env.map(({ name }) => name));
  for (const [list, texts] of [["command", command] as const, ["args", args] as const]) {
    for (const [index, text] of texts.entries()) {
      for (const name of namesIn(text)) {
        if (known.has(name) || !/^[A-Z][A-Z0-9_]*$/.test(name) || SERVICE_LINK.test(name)) continue;
        report([...path, list, index], `$(${name}) stays as it is: ${name} is not defined`);
      }
    }
  }
}

/** A path that cannot be expanded keeps the container from being made. */
function inMounts({ env = [], volumeMounts = [] }: Container, path: FieldPath, report: Report): void {
  for (const [index, { subPathExpr = "" }] of volumeMounts.entries()) {
    for (const name of namesIn(subPathExpr)) {
      if (env.some((one) => one.name === name)) continue;
      report([...path, "volumeMounts", index, "subPathExpr"], `$(${name}) cannot be expanded: ${name} is not defined`);
    }
  }
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    if ((container.envFrom ?? []).length > 0) continue;
    inVariables(container, path, report);
    inCommands(container, path, report);
    inMounts(container, path, report);
  }
};

const SET = (...env: readonly string[]): string => exampleSet({ container: `env:\n${env.join("\n")}` });
const HOST = "  - name: HOST\n    value: db-0.db";
const URL = "  - name: URL\n    value: http://$(HOST):80";

export const envReferenceUnresolved: Rule = {
  id: "env-reference-unresolved",
  code: "STS419",
  severity: "warning",
  summary: "A variable is defined before the ones that refer to it.",
  why: "References to variables that are not there, or come later, are left in the text as they are.",
  fix: "move the definition up, correct the name, or write $$(NAME) for the text itself",
  source: "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/",
  passes: () => [
    documents(exampleService(), SET(HOST, URL)),
    documents(exampleService(), SET(URL.replace("$(", "$$$$("))),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(URL, HOST)),
      findings: [{ path: "spec.template.spec.containers[0].env[0].value", at: "33:22" }],
    },
  ],
  checks: ofWorkloads(check),
};
