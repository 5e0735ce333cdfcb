import { fieldSchemaOfKind } from "../../api/patch/field-schema.ts";
import { twoWayPatch } from "../../api/patch/two-way.ts";
import { qualifiedResource } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import { CommandError } from "../../base/errors.ts";
import { goJson, isJsonObject, type JsonObject, sameJson } from "../../base/json.ts";
import type { FoundGroup } from "../../cluster/client/find.ts";
import { failureText } from "../../cluster/client/failures.ts";
import { perform } from "../../cluster/client/perform.ts";
import type { Failure, Outcome, Request } from "../../cluster/client/request.ts";
import { withoutManagedFields } from "../../print/get/managed-fields.ts";
import { printObjects } from "../../print/get/print-objects.ts";
import { type Call, type Command, say, warn } from "../command.ts";
import { type EditedFile, openEditor } from "../editor.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { findObjects } from "../find-objects.ts";
import * as common from "../flags/common.ts";
import { lookAtState } from "../look.ts";
import { readValue, tryValue } from "../manifests.ts";
import { printResults } from "../print-results.ts";
import { scopeOf } from "../scope.ts";
import { changeState } from "../session.ts";
import { showOutcome } from "../show-outcome.ts";
import { refuseNothingNamed, refuseUsage } from "../usage.ts";

export const edit: Command = {
  usage: "(TYPE NAME | TYPE/NAME | -f FILE) [flags]",
  about: "Opens an object in $KUBE_EDITOR, $EDITOR or vi, and makes the changes that were saved.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "yaml (default) or json" },
    { name: "output-patch", kind: "switch", meaning: "print the patch that is sent" },
    common.FIELD_MANAGER,
    ...common.RUNNING,
  ],
  examples: [
    { does: "Edit a set", line: "edit sts/web" },
    { does: "Edit as JSON", line: "edit sts/web -o json" },
    { does: "In an editor of choice", line: "edit svc/web   # with KUBE_EDITOR=nano" },
  ],
  run: editObjects,
};

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

function withoutComments(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n");
}

function nameIn({ metadata }: JsonObject): unknown {
  return isJsonObject(metadata) ? metadata["name"] : undefined;
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go, `visitToPatch` (1.36) */
function strayed(before: JsonObject, after: JsonObject): string | undefined {
  const isSame = ["apiVersion", "kind"].every((key) => before[key] === after[key]) && nameIn(before) === nameIn(after);
  return isSame ? undefined : "At least one of apiVersion, kind and name was changed";
}

/** The request for what was changed: a strategic patch for kinds whose structure is known, a merge patch for others. */
function requestFor(attempt: Attempt, edited: Edited): Request {
  const { call, found, object: before } = attempt;
  const { resource } = found;
  const { name, namespace = call.namespace } = before.metadata;
  const schema = fieldSchemaOfKind(before.apiVersion, before.kind);
  const original = withoutManagedFields(before) as JsonObject;
  const type = resource.definition === undefined ? "merge" : "strategic";
  const difference = twoWayPatch(original, edited.value, type === "strategic" ? schema : undefined);
  const why = difference.ok ? strayed(original, edited.value) : difference.message;
  if (!difference.ok || why !== undefined) {
    warnOfCopy(attempt, edited.text);
    throw new CommandError("REFUSED", why ?? "");
  }
  const { patch } = difference;
  if (call.flags.on("output-patch")) say(call, `Patch: ${goJson(patch)}`);
  const targets = { words: [`${resource.plural}${resource.group === "" ? "" : `.${resource.group}`}/${name}`] };
  const scope = { fieldManager: "kubectl-edit", ...scopeOf(call), namespace };
  return { ...scope, verb: "patch", targets, type, patch, validate: "strict", dryRun: "none" };
}

/** Why an attempt failed: on stderr, and as comments above the object. */
interface Complaint {
  readonly said: string;
  readonly notes: readonly string[];
}

function told(said: string): Complaint {
  return { said, notes: said.trimEnd().split("\n") };
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go, `editResults.addError` (1.36) */
function invalid({ found, object }: Attempt, causes: readonly string[]): Complaint {
  const name = `${qualifiedResource(found.resource)} ${JSON.stringify(object.metadata.name)}`;
  const notes = [`${name} was not valid:`, ...causes.map((cause) => `* ${cause}`)];
  return { said: `error: ${name} is invalid\n`, notes };
}

function unreadable(attempt: Attempt, why: string): Complaint {
  return invalid(attempt, [`<nil>: Invalid value: "The edited file failed validation": ${why}`]);
}

function refused(attempt: Attempt, failures: readonly Failure[]): Complaint | undefined {
  const [failure] = failures;
  if (failure === undefined) return undefined;
  if (failure.kind !== "status" || failure.status.reason !== "Invalid") return told(failureText(failures));
  const causes = failure.status.details?.causes ?? [];
  return invalid(
    attempt,
    causes.map(({ field, message }) => `${field}: ${message}`),
  );
}

interface Attempt {
  readonly call: Call;
  readonly found: FoundGroup;
  readonly object: KubeObject;
  readonly file: EditedFile;
  readonly format: "yaml" | "json";
}

/** What somebody saved: the text, and what it says. */
interface Edited {
  readonly text: string;
  readonly value: JsonObject;
}

function warnOfCopy({ call, file }: Attempt, text: string): void {
  warn(call, `A copy of your changes has been stored to ${JSON.stringify(file.keep(text))}`);
}

async function save(attempt: Attempt, edited: Edited): Promise<readonly Failure[]> {
  const { call } = attempt;
  const request = requestFor(attempt, edited);
  const changed = await changeState<Outcome>(call, {
    act: ({ cluster }) => perform(cluster, request),
    accepted: ({ results }) => results.length > 0,
  });
  const { results, warnings, failures } = changed.answer;
  for (const line of warnings) warn(call, line);
  await printResults(
    call,
    request,
    results.map(({ resource, object: after }) => ({ resource, object: after, operation: "edited" })),
  );
  if (!call.quiet) await showOutcome(call, changed);
  return failures;
}

/** Saves what was edited; answers what was said against it. */
async function keep(attempt: Attempt, text: string, value: unknown): Promise<Complaint | undefined> {
  if (!isJsonObject(value)) return unreadable(attempt, "invalid object to validate");
  return refused(attempt, await save(attempt, { text, value }));
}

/** Opens the editor until the object is saved or given up. */
async function editOne(attempt: Attempt): Promise<ExitCode> {
  const { object, file, format, call } = attempt;
  const text = printObjects({ is: format }, { object }).text;
  let notes = "";
  let shown = text;
  for (;;) {
    const saved = withoutComments(file.edit(`${HEADER}${notes}${shown}`));
    if (saved.trim() === "") return cancelled(call, "Edit cancelled, saved file was empty.");
    const read = await tryValue(saved);
    const isSame = "value" in read && sameJson(read.value, await readValue(text));
    const isUnchanged = saved.trim() === withoutComments(shown).trim() || isSame;
    if (isUnchanged && notes === "") return cancelled(call, "Edit cancelled, no changes made.");
    if (isUnchanged) {
      if (!isSame) warnOfCopy(attempt, saved);
      throw new CommandError("REFUSED", "Edit cancelled, no valid changes were saved.");
    }
    const complaint = "why" in read ? unreadable(attempt, read.why) : await keep(attempt, saved, read.value);
    if (complaint === undefined) return EXIT.done;
    call.io.stderr.write(complaint.said);
    notes = complaint.notes.map((line) => `# ${line}\n`).join("");
    shown = saved;
  }
}

function cancelled(call: Call, why: string): ExitCode {
  warn(call, why);
  return EXIT.done;
}

async function editObjects(call: Call): Promise<ExitCode> {
  if (call.words.length === 0 && !call.flags.given("filename")) refuseNothingNamed();
  const format = call.flags.text("output") ?? "yaml";
  if (format !== "yaml" && format !== "json") refuseUsage("The flag 'output' must be one of yaml|json");
  const found = await findObjects(call, (await lookAtState(call)).view);
  call.io.stderr.write(failureText(found.failures));
  if (found.failures.length > 0) return EXIT.refused;
  for (const group of found.groups) {
    for (const object of group.objects) {
      const file = openEditor(call.io, format);
      try {
        await editOne({ call, found: group, object, file, format });
      } finally {
        file.discard();
      }
    }
  }
  return EXIT.done;
}
