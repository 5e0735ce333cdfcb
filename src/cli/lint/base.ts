import { CommandError } from "../../base/errors.ts";
import type { LintOptions } from "../../lint/lint.ts";
import type { ManifestInput } from "../../manifest/manifest.ts";
import type { Call } from "../command.ts";
import { type LintInputs, lintInputs } from "./inputs.ts";
import type { Revision } from "../plan/git.ts";

type Files = Pick<LintInputs, "files" | "bytesOf">;

/** Those of the files that are at the revision as they are here. */
function unchanged(revision: Revision, byPath: ReadonlyMap<string, string>, { bytesOf }: Files): ManifestInput[] {
  const changed = new Set(revision.changes().map(({ now }) => now));
  const there = revision.filesAt("", true).filter((path) => byPath.has(path) && !changed.has(path));
  return there.flatMap((path) => {
    const bytes = bytesOf(byPath.get(path) ?? path);
    return bytes === undefined ? [] : [{ file: path, bytes }];
  });
}

/**
 * The manifests at a revision whose objects may have changed since: those of changed files under the names that they had
 * then and, since objects move between files, those of files that are gone. Later ones count.
 */
async function changedSince(call: Call, ref: string, files: Files): Promise<readonly ManifestInput[]> {
  if (files.files.length === 0) {
    throw new CommandError("USAGE", "--base git:REF takes the files that are named, so name some");
  }
  const { Revision } = await import("../plan/git.ts");
  const revision = new Revision(ref, call.io.cwd, files.files);
  const byPath = new Map(files.files.map((file) => [revision.pathOf(file, call.io.cwd), file]));
  const changes = revision.changes();
  const read = (before: string | undefined): ManifestInput[] =>
    before === undefined ? [] : [revision.read(before, before)];
  const gone = changes.flatMap(({ before, now }) => (now === undefined ? read(before) : []));
  const kept = gone.length === 0 ? [] : unchanged(revision, byPath, files);
  const changed = changes.flatMap(({ before, now }) => (byPath.has(now ?? "") ? read(before) : []));
  return [...gone, ...kept, ...changed];
}

async function formerInputs(call: Call, base: string, files: Files): Promise<Iterable<ManifestInput>> {
  if (base.startsWith("git:")) return await changedSince(call, base.slice("git:".length), files);
  return (await lintInputs(call, { names: [base], isIgnored: undefined, stdinName: "STDIN" })).inputs;
}

/** What is changed of the manifests as they were, where `--base` says so. Throws NOT_READABLE or USAGE where there are none. */
export async function lintBase(call: Call, files: Files, options: LintOptions): Promise<Pick<LintOptions, "changes">> {
  const base = call.flags.text("base");
  if (base === undefined) return {};
  const inputs = await formerInputs(call, base, files);
  const { changesSince } = await import("../../lint/verdict/update-flaws.ts");
  return { changes: changesSince(inputs, options) };
}
