import type { FieldPath } from "../base/field-path.ts";
import { isJsonObject } from "../base/json.ts";

/** What kubectl finds wrong with a document's first words before it decodes the object. */
export interface KindProblem {
  readonly message: string;
  readonly path: FieldPath;
}

const ADVICE = "if you choose to ignore these errors, turn validation off with --validate=false";

/**
 * Whether a document names what it is, as client-side validation asks.
 * @see k8s.io/kubectl/pkg/validation/schema.go, `paramVerifyingSchema.ValidateBytes`; `getObjectKind` (1.36)
 */
export function kindProblem(value: unknown): KindProblem | undefined {
  const problems = isJsonObject(value)
    ? [...apiVersionProblems(value["apiVersion"]), ...memberProblems("kind", value["kind"])]
    : [{ message: "invalid object to validate", path: [] }];
  const [first] = problems;
  if (first === undefined) return undefined;
  const words = problems.map((problem) => problem.message).join(", ");
  const message = `error validating data: ${problems.length > 1 ? `[${words}]` : words}; ${ADVICE}`;
  return { message, path: first.path };
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
