import { isJsonObject, type JsonObject } from "../../base/json.ts";
import type { KubeObject } from "../../api/object.ts";
import { child } from "../../api/validation/fields.ts";
import { typedEnvNameFlaws } from "../../api/validation/formats.ts";
import { referenceText } from "./env-source.ts";
import { containersIn, nameMatches, withContainers, withPodSpec } from "./pod-spec.ts";
import { refuse } from "./refused.ts";
import type { SetRequest, SetVerb } from "./set-verb.ts";

interface EnvChanges {
  /** Whole variables by name. */
  readonly set: ReadonlyMap<string, JsonObject>;
  readonly removed: ReadonlySet<string>;
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/set/env/env_parse.go, `parseIntoEnvVar` (1.36) */
function changesFrom(words: readonly string[], imported: readonly JsonObject[]): EnvChanges {
  const set = new Map<string, JsonObject>();
  const removed = new Set<string>();
  for (const word of words) {
    const at = word.indexOf("=");
    const name = at < 0 ? word : word.slice(0, at);
    const flaws = at < 0 ? [] : typedEnvNameFlaws(name);
    if (flaws.length > 0) refuse(`${JSON.stringify(name)} is not a valid key name: ${flaws.join(";")}`);
    if (at >= 0) set.set(name, { name, value: word.slice(at + 1) });
    else if (word.endsWith("-")) removed.add(word.slice(0, -1));
    else refuse(`unknown environment variable: ${word}`);
  }
  if ([...set.keys()].some((name) => removed.has(name))) {
    refuse("can not both modify and remove the same environment variable in the same command");
  }
  for (const variable of imported) set.set(String(variable["name"]), variable);
  return { set, removed };
}

function envOf(container: JsonObject): readonly JsonObject[] {
  return Array.isArray(container["env"]) ? container["env"].filter(isJsonObject) : [];
}

function valueOf({ value }: JsonObject): string {
  return typeof value === "string" ? value : "";
}

function withEnv(container: JsonObject, { set, removed }: EnvChanges): JsonObject {
  const env = envOf(container);
  const kept = env.filter(({ name }) => !removed.has(String(name)) || set.has(String(name)));
  const changed = kept.map((variable) => set.get(String(variable["name"])) ?? variable);
  const names = new Set(env.map(({ name }) => name));
  const added = [...set].flatMap(([name, variable]) => (names.has(name) ? [] : [variable]));
  const next = [...changed, ...added];
  if (next.length > 0) return { ...container, env: next };
  const { env: _none, ...rest } = container;
  return rest;
}

/** Why the first variable that has another value may not be set; undefined when all may. @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go, `validateNoOverwrites` (1.36) */
function taken(container: JsonObject, { set }: EnvChanges): string | undefined {
  const env = envOf(container);
  for (const [name, wanted] of set) {
    const found = env.find((variable) => variable["name"] === name);
    if (found === undefined || valueOf(found) === valueOf(wanted)) continue;
    return `'${name}' already has a value (${valueOf(found)}), and --overwrite is false`;
  }
  return undefined;
}

/** The lines of `--list` about one container. */
function listed(object: KubeObject, container: JsonObject): readonly string[] {
  const lines = envOf(container).map((variable) => {
    const source = child(variable, "valueFrom");
    const name = String(variable["name"]);
    return source === undefined ? `${name}=${valueOf(variable)}` : `# ${name} from ${referenceText(source)}`;
  });
  return [`# ${object.kind} ${object.metadata.name}, container ${String(container["name"])}`, ...lines];
}

/**
 * `imported`: the variables that `--from` gives.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go (1.36)
 */
export function envEdit({ changes, containers = "*", env = {} }: SetRequest, imported: readonly JsonObject[]): SetVerb {
  const wanted = changesFrom(changes, imported);
  return {
    operation: "env updated",
    failure: "failed to patch env update to pod template: ",
    edit(object, name) {
      let chosen: readonly JsonObject[] = [];
      const edited = withPodSpec(object, (spec) => {
        const all = [...containersIn(spec, "containers"), ...containersIn(spec, "initContainers")];
        chosen = all.filter((container) => nameMatches(container, containers));
        return withContainers(spec, (container) =>
          nameMatches(container, containers) ? withEnv(container, wanted) : container,
        );
      });
      if (edited === undefined) return { ok: false, messages: [] };
      if (chosen.length === 0) {
        const warning = `Warning: ${object.kind}/${object.metadata.name} does not have any containers matching ${JSON.stringify(containers)}`;
        return { ok: true, object: edited, warnings: [warning] };
      }
      const refusals = env.overwrite === false ? chosen.flatMap((container) => taken(container, wanted) ?? []) : [];
      if (refusals.length > 0)
        return { ok: false, messages: refusals.slice(0, 1).map((why) => `error: ${name} ${why}`) };
      if (env.list !== true) return { ok: true, object: edited };
      return { ok: true, object: edited, listed: chosen.flatMap((one) => listed(object, withEnv(one, wanted))) };
    },
  };
}
