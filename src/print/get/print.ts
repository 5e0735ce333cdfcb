import { timestamp } from "../../base/instant.ts";
import { failureText } from "../../cluster/client/failures.ts";
import type { Failure } from "../../cluster/client/request.ts";
import { TemplateError } from "../jsonpath/template-error.ts";
import { getFormat } from "./format.ts";
import { printGetTables } from "./get-tables.ts";
import { printObjects, type Printed } from "./print-objects.ts";
import { printsTable } from "./prints-table.ts";
import type { GetPrinted, GetPrintFlags, GetPrintRequest } from "./request.ts";
import { sortedBy, UnsortableError } from "./sort.ts";

function printed(stdout: string, failures: readonly Failure[]): GetPrinted {
  return { stdout, stderr: failureText(failures), exitCode: failures.length === 0 ? 0 : 1 };
}

function clientFailure(message: string): Failure {
  return { kind: "client", message };
}

/** What a format that does not fit prints, whatever else went wrong. */
function refused(error: unknown, { flags, now }: GetPrintRequest): GetPrinted {
  if (!(error instanceof TemplateError)) throw error;
  if (!(error instanceof UnsortableError)) return printed("", [clientFailure(error.message)]);
  const [, month = "", day = "", time = ""] = /-(\d\d)-(\d\d)T([\d:]+)/.exec(timestamp(now)) ?? [];
  const rows = printsTable(flags) ? "[][][]reflect.Value" : "*unstructured.Unstructured";
  const place = `F${month}${day} ${time}.000000       1 sorter.go:375]`;
  const stderr = `${place} Field ${error.path} in ${rows} ${error.message}\n`;
  return { stdout: "", stderr, exitCode: 1 };
}

/** The objects as a format takes them: one by itself when it was asked for by itself, a list otherwise. */
function asFormat(request: GetPrintRequest): GetPrinted {
  const { flags, failures, groups, single } = request;
  const found = groups.flatMap(({ objects }) => objects);
  if ((single && failures.length > 0) || (found.length === 0 && flags.ignoreNotFound === true)) {
    return printed("", failures);
  }
  const format = getFormat(flags);
  if (format.is === "table") return printGetTables(request);
  const [only] = found;
  const sorted = flags.sortBy === undefined || flags.sortBy === "" || found.length === 0 || single;
  const items = sorted ? found : sortedBy(flags.sortBy ?? "", found, (object) => object);
  const what: Printed = single && only !== undefined ? { object: only } : { items };
  const { text, error } = printObjects(format, what, flags);
  return printed(text, error === undefined ? failures : [...failures, clientFailure(error.message)]);
}

function withLabels({ output, showLabels }: GetPrintFlags): string | undefined {
  if (showLabels !== true || output === undefined || output === "" || output === "wide") return undefined;
  return `--show-labels option cannot be used with ${output} printer`;
}

/**
 * Everything that `get` prints: tables, lists and objects, errors and exit status.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/get/get.go, `GetOptions.Run` and `printGeneric` (1.36)
 */
export function printGet(request: GetPrintRequest): GetPrinted {
  const refusal = withLabels(request.flags);
  if (refusal !== undefined) return printed("", [clientFailure(refusal)]);
  try {
    return printsTable(request.flags) ? printGetTables(request) : asFormat(request);
  } catch (error) {
    return refused(error, request);
  }
}
