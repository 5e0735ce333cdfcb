import type { Container, EnvVar, Pod } from "../../api/kinds/pod/types.ts";
import { byBytes } from "../../base/json.ts";
import type { Outline } from "./outline.ts";

const SUBSCRIPT = /^metadata\.(labels|annotations)\['(.*)'\]$/;

function mapText(values: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(values ?? {}).sort(([a], [b]) => byBytes(a, b));
  return entries.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join("\n");
}

/**
 * What a field reference of the downward API yields for a pod; "" where the describer cannot tell.
 * @see staging/src/k8s.io/kubectl/pkg/util/fieldpath/fieldpath.go, `ExtractFieldPathAsString` (1.36)
 */
function fieldValue(pod: Pod, path: string): string {
  const subscript = SUBSCRIPT.exec(path);
  if (subscript !== null) {
    const values = subscript[1] === "labels" ? pod.metadata.labels : pod.metadata.annotations;
    return values?.[subscript[2] ?? ""] ?? "";
  }
  switch (path) {
    case "metadata.name":
      return pod.metadata.name;
    case "metadata.namespace":
      return pod.metadata.namespace ?? "";
    case "metadata.uid":
      return pod.metadata.uid ?? "";
    case "metadata.labels":
      return mapText(pod.metadata.labels);
    case "metadata.annotations":
      return mapText(pod.metadata.annotations);
    default:
      return "";
  }
}

function resourceValue(container: Container, resource: string): string {
  const [list, ...name] = resource.split(".");
  const quantities = list === "limits" ? container.resources?.limits : container.resources?.requests;
  const value = String(quantities?.[name.join(".")] ?? "0");
  return value === "0" && (resource === "limits.cpu" || resource === "limits.memory") ? "node allocatable" : value;
}

function variable(out: Outline, env: EnvVar, container: Container, pod: Pod | undefined): void {
  const label = `${env.name}:`;
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = env.valueFrom ?? {};
  if (fieldRef !== undefined) {
    const value = pod === undefined ? "" : fieldValue(pod, fieldRef.fieldPath);
    out.line(3, label, `${value} (${fieldRef.apiVersion ?? "v1"}:${fieldRef.fieldPath})`);
  } else if (resourceFieldRef !== undefined) {
    out.line(3, label, `${resourceValue(container, resourceFieldRef.resource)} (${resourceFieldRef.resource})`);
  } else if (secretKeyRef !== undefined) {
    const source = `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ""}'>`;
    out.line(3, label, source, `Optional: ${secretKeyRef.optional === true}`);
  } else if (configMapKeyRef !== undefined) {
    const source = `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ""}'>`;
    out.line(3, label, source, `Optional: ${configMapKeyRef.optional === true}`);
  } else if (env.valueFrom === undefined) {
    const [first = "", ...rest] = (env.value ?? "").split("\n");
    out.line(3, label, first);
    for (const line of rest) out.line(3, "", line);
  }
}

function sources(out: Outline, container: Container): void {
  out.line(2, "Environment Variables from:");
  for (const { configMapRef, secretRef, prefix = "" } of container.envFrom ?? []) {
    const kind = configMapRef !== undefined ? "ConfigMap" : secretRef !== undefined ? "Secret" : "";
    const reference = configMapRef ?? secretRef;
    const from = prefix === "" ? kind : `${kind} with prefix '${prefix}'`;
    out.line(3, reference?.name ?? "", from, `Optional: ${reference?.optional === true}`);
  }
}

/** The environment of a container. With a pod, references to its fields are resolved. */
export function environment(out: Outline, container: Container, pod?: Pod): void {
  if ((container.envFrom ?? []).length > 0) sources(out, container);
  const variables = container.env ?? [];
  if (variables.length === 0) out.line(2, "Environment:", "<none>");
  else out.line(2, "Environment:");
  for (const env of variables) variable(out, env, container, pod);
}
