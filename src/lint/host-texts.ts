import type { Container } from "../api/kinds/pod/types.ts";
import { type KubeObject, namespaceOf } from "../api/object.ts";
import type { FieldPath } from "../base/field-path.ts";
import { isJsonObject } from "../base/json.ts";
import { keepingMany } from "../base/last-answer.ts";
import { containersOf, type PlacedContainer } from "./containers.ts";
import { type HostName, hostNamesIn } from "./dns-names.ts";
import type { Project } from "./project.ts";
import { fillIn, type Variables } from "./variables.ts";
import { workloadIn } from "./workload.ts";

/** A text of a container in which other hosts may be named. */
export interface HostText {
  readonly path: FieldPath;
  readonly text: string;
  /** The variable that has it as its value. */
  readonly variable?: string;
}

/** A text in which hosts may be named, known variables filled in. */
export interface NamingText extends HostText {
  readonly hosts: readonly HostName[];
}

function commandTexts(path: FieldPath, command: readonly string[] | undefined): readonly HostText[] {
  return (command ?? []).map((text, index) => ({ path: [...path, index], text }));
}

function probeTexts(container: Container, path: FieldPath): readonly HostText[] {
  return (["livenessProbe", "readinessProbe", "startupProbe"] as const).flatMap((name) =>
    commandTexts([...path, name, "exec", "command"], container[name]?.exec?.command),
  );
}

function hookTexts({ lifecycle }: Container, path: FieldPath): readonly HostText[] {
  if (lifecycle === undefined) return [];
  return (["postStart", "preStop"] as const).flatMap((name) =>
    commandTexts([...path, "lifecycle", name, "exec", "command"], lifecycle[name]?.exec?.command),
  );
}

/** Values of variables, command lines, probes and hooks. */
export const hostTexts = keepingMany(({ container, path }: PlacedContainer): readonly HostText[] => {
  const variables = (container.env ?? []).flatMap(({ name, value }, index): HostText[] =>
    value === undefined ? [] : [{ path: [...path, "env", index, "value"], text: value, variable: name }],
  );
  return [
    ...commandTexts([...path, "command"], container.command),
    ...commandTexts([...path, "args"], container.args),
    ...variables,
    ...probeTexts(container, path),
    ...hookTexts(container, path),
  ];
});

/** By these names programs are told who they are also where a manifest does not show it. */
const OWN_NAME = ["HOSTNAME", "hostname", "POD_NAME", "MY_POD_NAME", "K8S_POD_NAME"];
const NO_HOSTS: readonly HostName[] = [];

/** Variables and flags by whose names a word alone is a host. */
const OF_HOSTS = /(?:^|[._-])(?:hosts?|seeds?|peers?|addr(?:ess(?:es)?)?|servers?|brokers?|endpoints?|join)$/i;
const FLAG = /^--?([\w.-]+)=(.*)$/;
const WORDS = /^[a-z][-a-z0-9]*(?:[,;\s]+[a-z][-a-z0-9]*)*$/;

/** The hosts of `DB_HOST: db` and `--join=db-0,db-1`. */
function wordsOf({ text, variable }: HostText): readonly HostName[] {
  const [, key = variable, value = text] = variable === undefined ? (FLAG.exec(text) ?? []) : [];
  if (key === undefined || !OF_HOSTS.test(key) || !WORDS.test(value)) return NO_HOSTS;
  return value.split(/[,;\s]+/).map((word) => ({ labels: [word], isSure: true }));
}

/** Elsewhere a word alone is no host that could be told from any other word. */
function namingText({ path, text, ...more }: HostText): NamingText {
  return { path, text, hosts: /[.:@]/.test(text) ? hostNamesIn(text) : wordsOf({ path, text, ...more }) };
}

/** The variables of a container whose values are written down, are the pod's own name or its namespace. */
function variablesOf({ env = [] }: Container, own: { readonly pod?: string; readonly namespace: string }): Variables {
  const { pod, namespace } = own;
  const variables = new Map<string, string>(pod === undefined ? [] : OWN_NAME.map((name) => [name, pod]));
  for (const { name, value, valueFrom } of env) {
    const field = valueFrom?.fieldRef?.fieldPath;
    if (value !== undefined) variables.set(name, fillIn(value, variables));
    else if (field === "metadata.namespace") variables.set(name, namespace);
    else if (field === "metadata.name" && pod !== undefined) variables.set(name, pod);
    else variables.delete(name);
  }
  return variables;
}

/** The first pod of a set stands for all of them. */
function podOf({ kind, metadata, spec }: KubeObject & { readonly spec?: unknown }): string | undefined {
  if (kind === "Pod") return metadata.name;
  if (kind !== "StatefulSet") return undefined;
  const { ordinals } = spec as { readonly ordinals?: { readonly start?: number } };
  return `${metadata.name}-${ordinals?.start ?? 0}`;
}

function textsOfContainer(placed: PlacedContainer, object: KubeObject): readonly NamingText[] {
  const texts = hostTexts(placed);
  if (!texts.some(({ text }) => text.includes("$"))) return texts.map(namingText);
  const pod = podOf(object);
  const own = { namespace: namespaceOf(object), ...(pod === undefined ? {} : { pod }) };
  const variables = variablesOf(placed.container, own);
  return texts.map((one) => namingText({ ...one, text: fillIn(one.text, variables) }));
}

/** Configuration is looked at where it may name single pods or services of theirs, or Services in full. */
const NAMES_PODS = /-\d+\.[a-z]|\._(?:tcp|udp)\.|\.svc\b/i;

/** What is written: a Secret's texts are bytes as soon as the server has it. */
function configTexts(object: KubeObject, field: "data" | "stringData", project: Project): readonly NamingText[] {
  const data = project.written(object, [field]);
  if (!isJsonObject(data)) return [];
  return Object.entries(data).flatMap(([key, text]): NamingText[] => {
    if (typeof text !== "string" || !NAMES_PODS.test(text)) return [];
    return [namingText({ path: [field, { key }], text })];
  });
}

function find(object: KubeObject, project: Project): readonly NamingText[] {
  if (object.kind === "ConfigMap") return configTexts(object, "data", project);
  if (object.kind === "Secret") return configTexts(object, "stringData", project);
  const workload = workloadIn(object);
  if (workload === undefined) return [];
  return containersOf(workload).flatMap((placed) => textsOfContainer(placed, object));
}

function finding(project: Project): (object: KubeObject) => readonly NamingText[] {
  return keepingMany((object) => find(object, project));
}

/** The texts of a workload, or those of a ConfigMap or Secret that name pods. */
export function namingTextsOf(object: KubeObject, project: Project): readonly NamingText[] {
  return project.index(finding)(object);
}
