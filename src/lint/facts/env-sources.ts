import type { Container } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { keysOf } from "./references.ts";

/** Where ConfigMaps and Secrets are looked up: among manifests, or in a cluster. */
export interface Configs {
  readonly find: (kind: "ConfigMap" | "Secret", namespace: string, name: string) => KubeObject | undefined;
}

/**
 * The names of the variables that a container takes from ConfigMaps and Secrets as a whole; undefined where one of them
 * is not there, so that any variable may come from it.
 */
export function variablesFrom(
  { envFrom = [] }: Container,
  namespace: string,
  configs: Configs,
): readonly string[] | undefined {
  const lists = envFrom.map(({ prefix = "", configMapRef, secretRef }) => {
    const config = configs.find("ConfigMap", namespace, configMapRef?.name ?? "");
    const source = config ?? configs.find("Secret", namespace, secretRef?.name ?? "");
    return source === undefined ? undefined : keysOf(source, "variable").map((key) => `${prefix}${key}`);
  });
  return lists.includes(undefined) ? undefined : lists.flatMap((names) => names ?? []);
}
