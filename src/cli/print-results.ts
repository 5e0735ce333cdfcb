import type { PodTemplateSpec } from "../api/kinds/pod/types.ts";
import type { Failure, Result, Verb } from "../cluster/client/request.ts";
import { resultLine, resultName } from "../cluster/client/result-line.ts";
import type { Workload } from "../rollout/history.ts";
import type { Call } from "./command.ts";
import { formatFlagsOf } from "./format-flags.ts";

/** The lines of results; the code that describes templates is loaded when one is shown. */
async function asLines(results: readonly Result[]): Promise<string> {
  const isPlain = results.every(({ preview }) => preview === undefined);
  const previewOf = isPlain ? undefined : (await import("../print/rollout/history.ts")).undoPreview;
  return results
    .map((result) =>
      previewOf === undefined || result.preview === undefined
        ? `${resultLine(result)}\n`
        : previewOf(result.object as Workload, result.preview as unknown as PodTemplateSpec),
    )
    .join("");
}

/** Whether the user asked for the objects in place of result lines. */
export function asksForObjects(call: Call): boolean {
  return (call.flags.text("output") ?? "") !== "" || (call.flags.text("template") ?? "") !== "";
}

/** What is printed for: a request that changes objects, or waiting for them. */
interface Printing {
  readonly verb: Verb | "wait";
}

/** Throws USAGE for an output format that there is not, before anything is done. */
export async function checkFormat(call: Call, request: Printing): Promise<void> {
  if (request.verb === "delete" || !asksForObjects(call)) return;
  const { writingFormat } = await import("../print/get/format.ts");
  writingFormat(formatFlagsOf(call));
}

/** Prints what a verb did: its result lines, or the objects in the format asked for. Returns what went wrong. */
export async function printResults(
  call: Call,
  request: Printing,
  results: readonly Result[],
): Promise<readonly Failure[]> {
  const { stdout } = call.io;
  if (!asksForObjects(call)) stdout.write(await asLines(results));
  else if (request.verb === "delete") stdout.write(results.map((result) => `${resultName(result)}\n`).join(""));
  else return printInFormat(call, request, results);
  return [];
}

/**
 * Verbs that print all their objects with one printer: in YAML that parts documents. The others take one for each.
 * @see staging/src/k8s.io/cli-runtime/pkg/printers/yaml.go, `YAMLPrinter.PrintObj` (1.36)
 */
const PARTS_DOCUMENTS: ReadonlySet<Printing["verb"]> = new Set<Printing["verb"]>([
  "annotate",
  "create",
  "replace",
  "scale",
  "set-env",
  "set-image",
  "set-resources",
  "set-selector",
  "set-serviceaccount",
  "wait",
]);

async function printInFormat(call: Call, request: Printing, results: readonly Result[]): Promise<readonly Failure[]> {
  const [{ writingFormat }, { printObjects }] = await Promise.all([
    import("../print/get/format.ts"),
    import("../print/get/print-objects.ts"),
  ]);
  const format = writingFormat(formatFlagsOf(call));
  if (format === undefined || format.is === "table") return [];
  const { flags } = call;
  const options = {
    showManagedFields: flags.on("show-managed-fields"),
    missingIsError: flags.given("allow-missing-template-keys") && !flags.on("allow-missing-template-keys"),
  };
  const objects = results.map(({ object }) => object);
  const asList = request.verb === "apply" && objects.length > 1;
  const parts = asList ? [{ items: objects, typed: "List" } as const] : objects.map((object) => ({ object }));
  const parting = format.is === "yaml" && PARTS_DOCUMENTS.has(request.verb) ? "---\n" : "";
  return parts.flatMap((part, index): Failure[] => {
    const { text, error } = printObjects(format, part, options);
    call.io.stdout.write(index === 0 ? text : parting + text);
    return error === undefined ? [] : [{ kind: "client", message: error.message }];
  });
}
