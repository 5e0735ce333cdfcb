import type { Container } from "../api/kinds/pod/types.ts";
import type { Project } from "./project.ts";
import { keysOf } from "./references.ts";

/**
 * The names of the variables that a container takes from ConfigMaps and Secrets as a whole; undefined where one of them
 * is not among the manifests, so that any variable may come from it.
 */
export function variablesFrom(
  { envFrom = [] }: Container,
  namespace: string,
  project: Project,
): readonly string[] | undefined {
  const lists = envFrom.map(({ prefix = "", configMapRef, secretRef }) => {
    const config = project.find("ConfigMap", namespace, configMapRef?.name ?? "");
    const source = config ?? project.find("Secret", namespace, secretRef?.name ?? "");
    return source === undefined ? undefined : keysOf(source, "variable").map((key) => `${prefix}${key}`);
  });
  return lists.includes(undefined) ? undefined : lists.flatMap((names) => names ?? []);
}
