import { TemplateError } from "./template-error.ts";

/**
 * A path as columns and `--sort-by` take it, with or without braces and leading dot, made whole: `{.metadata.name}`.
 * @throws TemplateError where it is none
 * @see staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go, `RelaxedJSONPathExpression` (1.36)
 */
export function relaxedPath(text: string): string {
  if (text === "") return text;
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text);
  if (match === null) {
    throw new TemplateError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${match[1] ?? match[2] ?? ""}}`;
}
