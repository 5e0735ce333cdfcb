import type { Container } from "../../api/kinds/pod/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { containersOf } from "../facts/containers.ts";
import { variablesFrom } from "../facts/env-sources.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";
import type { FieldPath } from "../../base/field-path.ts";

const REFERENCE = /\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g;
/** Variables that service links set. */
const SERVICE_LINK = /_(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT(?:_\d+_.+)?)$/;

/** Set in every pod, whatever is said of links. */
const API_SERVER = /^KUBERNETES_/;

/** Why a variable of the form that links to Services have is not set; undefined where it is, or may be. */
type LinkFlaw = (name: string) => string | undefined;

function linkFlawsOf({ object, spec }: Workload, project: Project): LinkFlaw {
  return (name) => {
    if (API_SERVER.test(name)) return undefined;
    if (spec.enableServiceLinks === false) return "is not set, since enableServiceLinks is false";
    const service = name.replace(SERVICE_LINK, "").toLowerCase().replaceAll("_", "-");
    const found = project.find("Service", namespaceOf(object), service)?.spec;
    const isHeadless = found?.clusterIP === "None";
    return isHeadless ? `is not set, since Service ${service} is headless` : undefined;
  };
}

/** The names that a text takes from variables; `$$(X)` is an escaped text. */
function namesIn(text: string): readonly string[] {
  if (!text.includes("$(")) return [];
  return [...text.matchAll(REFERENCE)].flatMap(([, name]) => name ?? []);
}

/** A container whose variables are known. */
interface Subject {
  readonly container: Container;
  readonly path: FieldPath;
  /** The names that come from ConfigMaps and Secrets as a whole, before the container's own. */
  readonly given: readonly string[];
  readonly linkFlaw: LinkFlaw;
}

type Look = (subject: Subject, report: Report) => void;

const inVariables: Look = ({ container: { env = [] }, path, given, linkFlaw }, report) => {
  const isNamed = (name: string): boolean => env.some((one) => one.name === name);
  for (const [index, { name: own, value = "" }] of env.entries()) {
    for (const name of namesIn(value)) {
      const place = env.findIndex((one) => one.name === name);
      if (given.includes(name) || (place >= 0 && place < index)) continue;
      const plain = name === own ? "is this variable itself" : isNamed(name) ? "is defined after it" : "is not defined";
      const why = SERVICE_LINK.test(name) ? linkFlaw(name) : plain;
      if (why !== undefined) report([...path, "env", index, "value"], `$(${name}) stays as it is: ${name} ${why}`);
    }
  }
};

/** `$(cat /etc/name)`: a command, with what it is given. */
const SUBSTITUTION = /(?<!\$)\$\([a-z][\w./-]*\s[^()]*\)/;

/** What only a shell would run. */
const inValues: Look = ({ container: { env = [] }, path }, report) => {
  for (const [index, { value = "" }] of env.entries()) {
    const command = value.includes("$(") ? SUBSTITUTION.exec(value)?.[0] : undefined;
    if (command === undefined) continue;
    const fix = "run it in the container's command, by sh -c, and set the variable there";
    report([...path, "env", index, "value"], `${command} stays as it is: no shell reads values of variables`, { fix });
  }
};

/** Programs that read variables and run commands in what they are given. */
const READS_SHELL = /(?:^|\/)(?:(?:ba|da|a|k|z)?sh|busybox|env|envsubst|eval|su|sudo|gosu|xargs|[\w.-]+\.sh)$/;

/** Whether nothing but the kubelet fills in what a command line says. */
function isPlain(command: readonly string[]): boolean {
  return command.length > 0 && !command.some((text) => READS_SHELL.test(text));
}

/** Why a reference in a command line stays as it is; undefined where it does not, or may not. */
function lineFlaw(name: string, known: readonly string[], isOnlyKubelets: boolean): string | undefined {
  if (known.includes(name)) return undefined;
  const other = known.find((one) => one.toLowerCase() === name.toLowerCase());
  if (other !== undefined) return `is not defined, but ${other}`;
  return isOnlyKubelets || /^[A-Z][A-Z0-9_]*$/.test(name) ? "is not defined" : undefined;
}

/** Programs that fill in `${NAME}` themselves, in what they are told to read if nowhere else. */
const FILLS_IN = /(?:^|\/)(?:java|node|python3?|ruby|php)$|expand-?env/;

/** `$NAME` and `${NAME}` of variables that are defined, in a line that no shell reads. */
function shellReferencesIn(text: string, line: readonly string[], known: readonly string[]): readonly string[] {
  return [...text.matchAll(/(?<!\$)\$(?:([A-Z_][A-Z0-9_]*)|\{([A-Z_][A-Z0-9_]*)\})/g)].flatMap(
    ([all, bare, braced]) => {
      if (braced !== undefined && line.some((word) => FILLS_IN.test(word))) return [];
      return known.includes(bare ?? braced ?? "") ? all : [];
    },
  );
}

/** A line that a shell reads: what the kubelet leaves of `$(NAME)` is a command to it. */
function lookAtScript(
  { container: { env = [], command = [], args = [] }, path, given }: Subject,
  report: Report,
): void {
  const known = new Set([...given, ...env.map(({ name }) => name)]);
  for (const [list, texts] of [["command", command] as const, ["args", args] as const]) {
    for (const [index, text] of texts.entries()) {
      for (const name of namesIn(text)) {
        if (known.has(name) || !/^[A-Z][A-Z0-9_]*$/.test(name) || SERVICE_LINK.test(name)) continue;
        const message = `the shell runs ${name} as a command: $(${name}) is no variable of this container`;
        report([...path, list, index], message, {
          fix: `write \${${name}} to have the shell fill it in, or define it`,
        });
      }
    }
  }
}

const mayRefer = (text: string): boolean => text.includes("$");
const isShellFlag = (text: string): boolean => /^-[a-z]*c$/.test(text);

/** Command lines are looked at where no shell reads them, without a command for names that can only be variables. */
const inCommands: Look = (subject, report) => {
  const { path, given, linkFlaw } = subject;
  const { env = [], command = [], args = [] } = subject.container;
  if (!command.some(mayRefer) && !args.some(mayRefer)) return;
  const line = [...command, ...args];
  if (line.some(isShellFlag)) {
    lookAtScript(subject, report);
    return;
  }
  const known = [...given, ...env.map(({ name }) => name)];
  const isOnlyKubelets = isPlain(command);
  for (const [list, texts] of [["command", command] as const, ["args", args] as const]) {
    for (const [index, text] of texts.entries()) {
      const field = [...path, list, index];
      for (const name of namesIn(text)) {
        const isLink = !known.includes(name) && SERVICE_LINK.test(name);
        const why = isLink ? linkFlaw(name) : lineFlaw(name, known, isOnlyKubelets);
        if (why === undefined) continue;
        const isCommand = /^[a-z]+$/.test(name) && why === "is not defined";
        const fix = isCommand ? { fix: `define the variable ${name}, or have a shell run the command: sh -c` } : {};
        report(field, `$(${name}) stays as it is: ${name} ${why}`, fix);
      }
      for (const reference of isOnlyKubelets ? shellReferencesIn(text, line, known) : []) {
        const fix = `write $(${reference.replaceAll(/\W/g, "")})`;
        report(field, `${reference} stays as it is: no shell reads it`, { fix });
      }
    }
  }
};

/** A path that cannot be expanded keeps the container from being made. */
const inMounts: Look = ({ container: { env = [], volumeMounts = [] }, path, given }, report) => {
  for (const [index, { subPathExpr = "" }] of volumeMounts.entries()) {
    for (const name of namesIn(subPathExpr)) {
      if (given.includes(name) || env.some((one) => one.name === name)) continue;
      report([...path, "volumeMounts", index, "subPathExpr"], `$(${name}) cannot be expanded: ${name} is not defined`);
    }
  }
};

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const linkFlaw = linkFlawsOf(workload, project);
  for (const { container, path } of containersOf(workload)) {
    const given = variablesFrom(container, namespaceOf(object), project);
    if (given === undefined) continue;
    for (const look of [inVariables, inValues, inCommands, inMounts])
      look({ container, path, given, linkFlaw }, report);
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
  looksFor: ["env", "envFrom"],
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
