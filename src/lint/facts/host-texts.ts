import type { Container } from "../../api/kinds/pod/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { base64Text } from "../../api/structure/base64.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import { keepingMany } from "../../base/last-answer.ts";
import { containersOf, handlerLines, type PlacedContainer } from "./containers.ts";
import { type HostName, hostNamesIn } from "./dns-names.ts";
import { unrolled } from "./loops.ts";
import type { Project } from "../project.ts";
import { fillIn, type Variables } from "./variables.ts";
import { workloadIn } from "./workload.ts";

/** A text of a container in which other hosts may be named. */
export interface HostText {
  readonly text: string;
  /** The variable that has it as its value. */
  readonly variable?: string;
  /** The list that holds the text, or the variable, and its place there: few paths are ever asked for. */
  readonly list: FieldPath;
  readonly index: number;
}

/** A text in which hosts are named, or may be, known variables filled in. */
export interface NamingText {
  readonly path: FieldPath;
  readonly text: string;
  readonly variable?: string;
  readonly hosts: readonly HostName[];
}

export function pathOf({ list, index, variable }: HostText): FieldPath {
  return variable === undefined ? [...list, index] : [...list, index, "value"];
}

/** Command lines, values of variables, probes and hooks. */
export const hostTexts = keepingMany(({ container, path }: PlacedContainer): readonly HostText[] => {
  const { env } = container;
  const texts: HostText[] = [];
  const look = (command: readonly string[] | undefined, ...place: FieldPath): void => {
    if (command === undefined) return;
    const list = [...path, ...place];
    for (const [index, text] of command.entries()) texts.push({ text, list, index });
  };
  look(container.command, "command");
  look(container.args, "args");
  if (env !== undefined) {
    const list = [...path, "env"];
    for (const [index, { name, value }] of env.entries()) {
      if (value !== undefined) texts.push({ text: value, variable: name, list, index });
    }
  }
  for (const { place, words } of handlerLines(container)) look(words, ...place);
  return texts;
});

/** By these names programs are told who they are also where a manifest does not show it. */
const OWN_NAME = ["HOSTNAME", "hostname", "POD_NAME", "MY_POD_NAME", "K8S_POD_NAME"];
const NO_HOSTS: readonly HostName[] = [];

/** Variables and flags by whose names a word alone is a host. */
const OF_HOSTS = /(?:^|[._-])(?:hosts?|seeds?|peers?|addr(?:ess(?:es)?)?|servers?|brokers?|endpoints?|join)$/;
const FLAG = /^--?([\w.-]+)=(.*)$/;
const WORDS = /^[a-z][-a-z0-9]*(?:[,;\s]+[a-z][-a-z0-9]*)*$/;

/** What is a host, or several of them, by its name: `db` of `DB_HOST: db` and `db-0,db-1` of `--join=db-0,db-1`. */
function hostsValue(text: string, variable?: string): string | undefined {
  const [, key = variable, value = text] = variable === undefined ? (FLAG.exec(text) ?? []) : [];
  return key !== undefined && OF_HOSTS.test(key.toLowerCase()) ? value : undefined;
}

function wordsOf(value: string): readonly HostName[] {
  if (!WORDS.test(value)) return NO_HOSTS;
  return value.split(/[,;\s]+/).map((word) => ({ labels: [word], isSure: true }));
}

/** Elsewhere a word alone is no host that could be told from any other word. */
function hostsOf(text: string, variable?: string): readonly HostName[] {
  const value = hostsValue(text, variable);
  if (!/[.:@]/.test(text)) return value === undefined ? NO_HOSTS : wordsOf(value);
  const hosts = hostNamesIn(text);
  return value === undefined ? hosts : hosts.map((host) => (host.isSure ? host : { ...host, isSure: true }));
}

/** Whether a text may hold the name of an SRV record. */
function mayNameService(text: string): boolean {
  return text.includes("._");
}

/** Whose variables they are, and what is known besides. */
interface Own {
  readonly pod?: string;
  readonly namespace: string;
  readonly project: Project;
}

/** The variables of a container whose values are written down, also in a ConfigMap, or are the pod's name or namespace. */
function variablesOf({ env = [] }: Container, { pod, namespace, project }: Own): Variables {
  const variables = new Map<string, string>(pod === undefined ? [] : OWN_NAME.map((name) => [name, pod]));
  for (const { name, value, valueFrom } of env) {
    const field = valueFrom?.fieldRef?.fieldPath;
    if (value !== undefined) variables.set(name, fillIn(value, variables));
    else if (field === "metadata.namespace") variables.set(name, namespace);
    else if (field === "metadata.name" && pod !== undefined) variables.set(name, pod);
    else {
      const { name: config = "", key = "" } = valueFrom?.configMapKeyRef ?? {};
      const text = config === "" ? undefined : valueAt(project.find("ConfigMap", namespace, config), ["data", { key }]);
      if (typeof text === "string") variables.set(name, text);
      else variables.delete(name);
    }
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

const ASKS_NAME = /\$\(hostname(?: +-s)?\)|`hostname(?: +-s)?`/g;

/** The texts of a container as its process gets them, and a shell's words. */
function filledTexts(placed: PlacedContainer, object: KubeObject, project: Project): (text: string) => string {
  const pod = podOf(object);
  const own = { namespace: namespaceOf(object), project, ...(pod === undefined ? {} : { pod }) };
  const variables = variablesOf(placed.container, own);
  return (text) => fillIn(unrolled(pod === undefined ? text : text.replace(ASKS_NAME, pod)), variables);
}

function textsOfContainer(placed: PlacedContainer, object: KubeObject, project: Project): readonly NamingText[] {
  const texts = hostTexts(placed);
  const hasVariables = texts.some(({ text }) => text.includes("$") || text.includes("`"));
  const filled = hasVariables ? filledTexts(placed, object, project) : (text: string) => text;
  return texts.flatMap((one): NamingText[] => {
    const text = filled(one.text);
    const { variable } = one;
    const hosts = hostsOf(text, variable);
    if (hosts.length === 0 && !mayNameService(text)) return [];
    return [{ path: pathOf(one), text, hosts, ...(variable === undefined ? {} : { variable }) }];
  });
}

/** Configuration is looked at where it may name single pods or services of theirs, or Services in full. */
const NAMES_PODS = /-\d+\.[a-z]|\._(?:tcp|udp)\.|\.svc\b/;

/** Bytes of Secrets that are longer are files. */
const LONGEST_ADDRESS = 4000;

/** What is written: a Secret's texts are bytes as soon as the server has it. */
function configTexts(object: KubeObject, field: "data" | "stringData", project: Project): readonly NamingText[] {
  const data = project.written(object, [field]);
  if (!isJsonObject(data)) return [];
  const isEncoded = object.kind === "Secret" && field === "data";
  return Object.entries(data).flatMap(([key, written]): NamingText[] => {
    if (typeof written !== "string") return [];
    if (isEncoded && written.length > LONGEST_ADDRESS) return [];
    const text = isEncoded ? base64Text(written) : written;
    return NAMES_PODS.test(text.toLowerCase()) ? [{ path: [field, { key }], text, hosts: hostsOf(text) }] : [];
  });
}

function find(object: KubeObject, project: Project): readonly NamingText[] {
  if (object.kind === "ConfigMap") return configTexts(object, "data", project);
  if (object.kind === "Secret") {
    return [...configTexts(object, "data", project), ...configTexts(object, "stringData", project)];
  }
  const workload = workloadIn(object);
  if (workload === undefined) return [];
  return containersOf(workload).flatMap((placed) => textsOfContainer(placed, object, project));
}

function finding(project: Project): (object: KubeObject) => readonly NamingText[] {
  return keepingMany((object) => find(object, project));
}

/** The texts of a workload, or those of a ConfigMap or Secret that name pods. */
export function namingTextsOf(object: KubeObject, project: Project): readonly NamingText[] {
  return project.index(finding)(object);
}
