import type { KubeObject } from "../api/object.ts";
import { sameJson } from "../base/json.ts";
import { CommandError } from "../base/errors.ts";
import { refuseUsage } from "./usage.ts";
import { evaluateJsonPath } from "../print/jsonpath/evaluate.ts";
import { parseJsonPath } from "../print/jsonpath/parse.ts";
import { relaxedPath } from "../print/jsonpath/relaxed.ts";

/** What `wait --for` waits for, of one object. */
export type WaitCondition =
  | { readonly kind: "create" | "delete" }
  | { readonly kind: "holds"; readonly holds: (object: KubeObject) => boolean };

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly observedGeneration?: number;
}

function condition(text: string): WaitCondition {
  const [type = "", wanted = "true"] = text.split("=");
  return {
    kind: "holds",
    holds: (object) => {
      const { conditions = [] } = (object as { status?: { conditions?: readonly Condition[] } }).status ?? {};
      const found = conditions.find((one) => one.type?.toLowerCase() === type.toLowerCase());
      if (found === undefined || (found.observedGeneration ?? Infinity) < (object.metadata.generation ?? 0))
        return false;
      return found.status?.toLowerCase() === wanted.toLowerCase();
    },
  };
}

/** Parts `{.status.phase}=Running` in two; the `==` of a filter parts nothing. */
const LONE_EQUALS = /(?<!=)=(?!=)/;

function jsonPath(text: string): WaitCondition {
  const [path = "", wanted, ...more] = text.split(LONE_EQUALS);
  if (more.length > 0) {
    const examples = "--for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'";
    refuseUsage(`jsonpath wait format must be ${examples}`);
  }
  const value = wanted?.replace(/^(["'])(.*)\1$/, "$2");
  if (path === "") refuseUsage("jsonpath expression cannot be empty");
  if (value === "") {
    const example = "like --for=jsonpath='{.status.readyReplicas}'=3";
    refuseUsage(`jsonpath wait has to have a value after equal sign, ${example}`);
  }
  const template = parseJsonPath(relaxedPath(path));
  return {
    kind: "holds",
    holds: (object) => {
      const results = evaluateJsonPath(template, object)[0] ?? [];
      if (value === undefined) return results.some((result) => !isEmpty(result));
      const [result] = results;
      if (results.length > 1)
        throw new CommandError("REFUSED", "given jsonpath expression matches more than one value");
      if (typeof result === "object" && result !== null) {
        throw new CommandError("REFUSED", "jsonpath leads to a nested object or list which is not supported");
      }
      const isScalar = typeof result === "string" || typeof result === "number" || typeof result === "boolean";
      return isScalar && String(result) === value;
    },
  };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || sameJson(value, []) || sameJson(value, {});
}

/** Reads one `--for`. Throws USAGE for what is none. @see staging/src/k8s.io/kubectl/pkg/cmd/wait/wait.go (1.36) */
export function waitCondition(text: string): WaitCondition {
  const lower = text.toLowerCase();
  if (lower === "create" || lower === "delete") return { kind: lower };
  if (text.startsWith("condition=")) return condition(text.slice("condition=".length));
  if (text.startsWith("jsonpath=")) return jsonPath(text.slice("jsonpath=".length));
  refuseUsage(`unrecognized condition: ${JSON.stringify(text)}`);
}
