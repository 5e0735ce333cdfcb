import type { FieldPath } from "../base/field-path.ts";
import { isJsonObject, type JsonObject } from "../base/json.ts";
import { schemaProblems } from "./schema-problems.ts";

/** What kubectl finds wrong with a document's first words before it decodes the object. */
export interface KindProblem {
  readonly message: string;
  readonly path: FieldPath;
}

const INVALID = "invalid object to validate";
const ADVICE = "if you choose to ignore these errors, turn validation off with --validate=false";

/**
 * Whether a document names what it is, as client-side validation asks; with `lists`, also each item of a List.
 * @see k8s.io/kubectl/pkg/validation/schema.go, `paramVerifyingSchema.ValidateBytes`; `getObjectKind`, `validateList`
 *   (1.36)
 */
export function kindProblem(value: unknown, { lists }: { readonly lists: boolean }): KindProblem | undefined {
  const own = typeProblems(value);
  const problems = own.length === 0 && lists && isPlainList(value) ? listProblems(value["items"]) : own;
  const [first] = problems;
  if (first === undefined) return undefined;
  const words = [...new Set(problems.map((problem) => problem.message))];
  const message = `error validating data: ${words.length > 1 ? `[${words.join(", ")}]` : first.message}; ${ADVICE}`;
  return { message, path: first.path };
}

function typeProblems(value: unknown): KindProblem[] {
  return isJsonObject(value)
    ? [...apiVersionProblems(value["apiVersion"]), ...memberProblems("kind", value["kind"])]
    : [{ message: INVALID, path: [] }];
}

/** The List of no kind of its own, which no server is asked about. */
function isPlainList(value: unknown): value is JsonObject {
  return isJsonObject(value) && value["kind"] === "List" && /^\/?v1$/.test(String(value["apiVersion"]));
}

function listProblems(items: unknown): KindProblem[] {
  if (!Array.isArray(items)) return [{ message: INVALID, path: ["items"] }];
  return items.flatMap((item: unknown, index) => {
    const untyped = typeProblems(item);
    const found = untyped.length === 0 && isJsonObject(item) ? schemaProblems(item) : untyped;
    return found.map(({ message, path }) => ({ message, path: ["items", index, ...path] }));
  });
}

function apiVersionProblems(apiVersion: unknown): KindProblem[] {
  const problems = memberProblems("apiVersion", apiVersion);
  if (typeof apiVersion === "string" && apiVersion.split("/").length > 2) {
    problems.push({ message: `unexpected GroupVersion string: ${apiVersion}`, path: ["apiVersion"] });
  }
  return problems;
}

function memberProblems(name: "apiVersion" | "kind", value: unknown): KindProblem[] {
  if (value === undefined || value === null) return [{ message: `${name} not set`, path: [name] }];
  return typeof value === "string" ? [] : [{ message: `${name} isn't string type`, path: [name] }];
}
