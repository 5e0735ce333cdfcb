import type { Failure, Request, Result } from "../cluster/client/request.ts";
import type { Workload } from "../rollout/history.ts";
import type { Call } from "./command.ts";
import { formatFlagsOf } from "./format-flags.ts";

/** `statefulset.apps/web`: how result lines name an object. */
function nameOf({ resource, object }: Result): string {
  const { kind, metadata } = object;
  return `${kind.toLowerCase()}${resource.group === "" ? "" : `.${resource.group}`}/${metadata.name}`;
}

/** The lines of results; the code that describes templates is loaded when one is shown. */
async function asLines(results: readonly Result[]): Promise<string> {
  const isPlain = results.every(({ isPreview }) => isPreview !== true);
  const preview = isPlain ? undefined : (await import("../print/rollout/history.ts")).undoPreview;
  return results
    .map((result) => {
      if (preview === undefined || result.isPreview !== true) {
        return `${result.line ?? `${nameOf(result)} ${result.operation}`}\n`;
      }
      const workload = result.object as Workload;
      return preview(workload, workload.spec.template);
    })
    .join("");
}

/** Whether the user asked for the objects in place of result lines. */
export function asksForObjects(call: Call): boolean {
  return (call.flags.text("output") ?? "") !== "" || (call.flags.text("template") ?? "") !== "";
}

/** Throws USAGE for an output format that there is not, before anything is done. */
export async function checkFormat(call: Call, request: Request): Promise<void> {
  if (request.verb === "delete" || !asksForObjects(call)) return;
  const { writingFormat } = await import("../print/get/format.ts");
  writingFormat(formatFlagsOf(call));
}

/** Prints what a verb did: its result lines, or the objects in the format asked for. Returns what went wrong. */
export async function printResults(
  call: Call,
  request: Request,
  results: readonly Result[],
): Promise<readonly Failure[]> {
  const { stdout } = call.io;
  if (!asksForObjects(call)) stdout.write(await asLines(results));
  else if (request.verb === "delete") stdout.write(results.map((result) => `${nameOf(result)}\n`).join(""));
  else return printInFormat(call, request, results);
  return [];
}

async function printInFormat(call: Call, request: Request, results: readonly Result[]): Promise<readonly Failure[]> {
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
  const parts = asList ? [{ items: objects, applied: true } as const] : objects.map((object) => ({ object }));
  return parts.flatMap((part): Failure[] => {
    const { text, error } = printObjects(format, part, options);
    call.io.stdout.write(text);
    return error === undefined ? [] : [{ kind: "client", message: error.message }];
  });
}
