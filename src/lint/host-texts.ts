import type { Container } from "../api/kinds/pod/types.ts";
import { type KubeObject, namespaceOf } from "../api/object.ts";
import type { FieldPath } from "../base/field-path.ts";
import { isJsonObject } from "../base/json.ts";
import { containersOf, type PlacedContainer } from "./containers.ts";
import { workloadIn } from "./workload.ts";

/** A text of a container in which other hosts may be named. */
export interface HostText {
  readonly path: FieldPath;
  readonly text: string;
}

/** What variables stand for in a text, by their names. */
export type Variables = ReadonlyMap<string, string>;

/** A text in which hosts may be named, and what the variables in it stand for as far as the manifest says. */
export interface NamingText extends HostText {
  readonly variables: Variables;
}

function commandTexts(path: FieldPath, command: readonly string[] | undefined): readonly HostText[] {
  return (command ?? []).map((text, index) => ({ path: [...path, index], text }));
}

function probeTexts(container: Container, path: FieldPath): readonly HostText[] {
  return (["livenessProbe", "readinessProbe", "startupProbe"] as const).flatMap((name) =>
    commandTexts([...path, name, "exec", "command"], container[name]?.exec?.command),
  );
}

/** Values of variables, command lines and probes. */
export function hostTexts({ container, path }: Pick<PlacedContainer, "container" | "path">): readonly HostText[] {
  const variables = (container.env ?? []).flatMap(({ value }, index): HostText[] =>
    value === undefined ? [] : [{ path: [...path, "env", index, "value"], text: value }],
  );
  return [
    ...commandTexts([...path, "command"], container.command),
    ...commandTexts([...path, "args"], container.args),
    ...variables,
    ...probeTexts(container, path),
  ];
}

const REFERENCE = /\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)|\$\{(\w+)\}|\$(\w+)/g;

/** A text with its variables filled in, the kubelet's `$(NAME)` and a shell's alike; unknown ones stay. */
export function fillIn(text: string, variables: Variables): string {
  if (!text.includes("$")) return text;
  return text.replace(REFERENCE, (all, kubelet?: string, braced?: string, bare?: string) => {
    return variables.get(kubelet ?? braced ?? bare ?? "") ?? all;
  });
}

/** By these names programs are told who they are also where a manifest does not show it. */
const OWN_NAME = ["HOSTNAME", "hostname", "POD_NAME", "MY_POD_NAME", "K8S_POD_NAME"];
const NO_VARIABLES: Variables = new Map();

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
  if (!texts.some(({ text }) => text.includes("$"))) return texts.map((one) => ({ ...one, variables: NO_VARIABLES }));
  const pod = podOf(object);
  const own = { namespace: namespaceOf(object), ...(pod === undefined ? {} : { pod }) };
  const variables = variablesOf(placed.container, own);
  return texts.map((one) => ({ ...one, variables }));
}

/** Configuration is looked at where it may name single pods or services of theirs. */
const NAMES_PODS = /-\d+\.[a-z]|\._(?:tcp|udp)\./i;

function configTexts(object: KubeObject, field: "data" | "stringData"): readonly NamingText[] {
  const data = (object as { readonly data?: unknown; readonly stringData?: unknown })[field];
  if (!isJsonObject(data)) return [];
  return Object.entries(data).flatMap(([key, text]): NamingText[] => {
    if (typeof text !== "string" || !NAMES_PODS.test(text)) return [];
    return [{ path: [field, { key }], text, variables: NO_VARIABLES }];
  });
}

/** The texts of a workload, or those of a ConfigMap or Secret that name pods. */
export function namingTextsOf(object: KubeObject): readonly NamingText[] {
  if (object.kind === "ConfigMap") return configTexts(object, "data");
  if (object.kind === "Secret") return configTexts(object, "stringData");
  const workload = workloadIn(object);
  if (workload === undefined) return [];
  return containersOf(workload).flatMap((placed) => textsOfContainer(placed, object));
}
