import type { Failure, Request, Result } from "../cluster/client/request.ts";
import type { Call } from "./command.ts";
import { formatFlagsOf } from "./format-flags.ts";

/** `statefulset.apps/web`: how result lines name an object. */
function nameOf({ resource, object }: Result): string {
  const { kind, metadata } = object;
  return `${kind.toLowerCase()}${resource.group === "" ? "" : `.${resource.group}`}/${metadata.name}`;
}

function asLines(results: readonly Result[]): string {
  return results.map((result) => `${result.line ?? `${nameOf(result)} ${result.operation}`}\n`).join("");
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
  if (!asksForObjects(call)) stdout.write(asLines(results));
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
  const options = { showManagedFields: call.flags.on("show-managed-fields") };
  const objects = results.map(({ object }) => object);
  const asList = request.verb === "apply" && objects.length > 1;
  const parts = asList ? [{ items: objects }] : objects.map((object) => ({ object }));
  return parts.flatMap((part): Failure[] => {
    const { text, error } = printObjects(format, part, options);
    call.io.stdout.write(text);
    return error === undefined ? [] : [{ kind: "client", message: error.message }];
  });
}
