import type { FieldPath } from "../../base/field-path.ts";
import { invalid, required, type FieldError } from "../field-error.ts";
import { subdomainFlaws } from "../names.ts";
import { invalidEach } from "./labels.ts";

const PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const PATH_EXPRESSION = new RegExp(`^${PATH}$`);

/**
 * A path after a domain, such as `acme.io/foo`.
 * @see staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go, `IsDomainPrefixedPath` (1.36)
 */
export function validateDomainPath(path: FieldPath, value: string): readonly FieldError[] {
  if (value === "") return [required(path)];
  const slash = value.indexOf("/");
  const [domain, rest] = [value.slice(0, slash), value.slice(slash + 1)];
  if (slash <= 0 || rest === "")
    return [invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  return [
    ...invalidEach(path, domain, subdomainFlaws(domain)),
    ...(PATH_EXPRESSION.test(rest)
      ? []
      : [invalid(path, rest, `Invalid path (regex used for validation is '${PATH}')`)]),
  ];
}
