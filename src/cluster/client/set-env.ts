import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { containersIn, nameMatches, withContainers, withPodSpec } from "./pod-spec.ts";
import { refuse } from "./refused.ts";
import type { SetRequest, SetVerb } from "./set.ts";

interface EnvChanges {
  readonly set: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
}

function changesFrom(words: readonly string[]): EnvChanges {
  const set = new Map<string, string>();
  const removed = new Set<string>();
  for (const word of words) {
    const at = word.indexOf("=");
    if (at > 0) set.set(word.slice(0, at), word.slice(at + 1));
    else if (word.endsWith("-")) removed.add(word.slice(0, -1));
    else
      refuse(
        `environment variables must be of the form key=value and can only contain letters, numbers, and underscores: ${word}`,
      );
  }
  return { set, removed };
}

function withEnv(container: JsonObject, { set, removed }: EnvChanges): JsonObject {
  const env = Array.isArray(container["env"]) ? container["env"].filter(isJsonObject) : [];
  const kept = env.filter(({ name }) => !removed.has(String(name)) || set.has(String(name)));
  const changed = kept.map((variable) => {
    const value = set.get(String(variable["name"]));
    return value === undefined ? variable : { name: variable["name"], value };
  });
  const names = new Set(env.map(({ name }) => name));
  const added = [...set].filter(([name]) => !names.has(name)).map(([name, value]) => ({ name, value }));
  const next = [...changed, ...added];
  if (next.length > 0) return { ...container, env: next };
  const { env: _none, ...rest } = container;
  return rest;
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go (1.36) */
export function envEdit({ changes, containers = "*" }: SetRequest): SetVerb {
  const wanted = changesFrom(changes);
  return {
    operation: "env updated",
    failure: "failed to patch env update to pod template: ",
    edit(object) {
      let found = false;
      const edited = withPodSpec(object, (spec) => {
        const all = [...containersIn(spec, "initContainers"), ...containersIn(spec, "containers")];
        found = all.some((container) => nameMatches(container, containers));
        return withContainers(spec, (container) =>
          nameMatches(container, containers) ? withEnv(container, wanted) : container,
        );
      });
      if (edited === undefined) return { ok: false, messages: [] };
      if (found) return { ok: true, object: edited };
      const warning = `warning: ${object.kind}/${object.metadata.name} does not have any containers matching ${JSON.stringify(containers)}`;
      return { ok: true, object: edited, warnings: [warning] };
    },
  };
}
