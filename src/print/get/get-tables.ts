import { failureText } from "../../cluster/client/failures.ts";
import type { GetPrinted, GetPrintRequest } from "./request.ts";
import { printTables } from "./print-tables.ts";

/**
 * What `get` prints where it prints tables. Stands apart from the other formats, whose code it does not need.
 * @throws TemplateError when they cannot be sorted
 */
export function printGetTables(request: GetPrintRequest): GetPrinted {
  const { flags, failures, groups, namespace } = request;
  const stdout = printTables(request);
  if (stdout !== "" || flags.ignoreNotFound === true || failures.length > 0) {
    return { stdout, stderr: failureText(failures), exitCode: failures.length === 0 ? 0 : 1 };
  }
  const namespaced = flags.allNamespaces !== true && groups.every(({ resource }) => resource.namespaced);
  const where = namespaced ? ` in ${namespace} namespace.` : "";
  return { stdout, stderr: `No resources found${where}\n`, exitCode: 0 };
}
