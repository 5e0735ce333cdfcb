import { isAbsolute, join, relative, resolve } from "node:path";
import type { Finding } from "../../lint/finding.ts";
import type { LintReport } from "../../print/diagnostics/report.ts";
import type { Call } from "../command.ts";

/** Formats that are read by the servers of repositories, which know files by their paths from the top. */
const FOR_REPOSITORIES: ReadonlySet<string> = new Set(["github", "gitlab", "sarif"]);

function isInside(path: string): boolean {
  return path !== "" && !path.startsWith("..") && !isAbsolute(path);
}

/** How paths in the working directory are called from the top of the repository: CI says where that is. */
function renaming({ io: { cwd, env } }: Call): (file: string) => string {
  const { GITHUB_WORKSPACE: github, CI_PROJECT_DIR: gitlab } = env;
  const top = [github, gitlab].find((folder) => folder !== undefined && isInside(relative(folder, join(cwd, "_"))));
  return (file) => {
    if (/^https?:\/\//.test(file)) return file;
    const path = relative(top ?? cwd, resolve(cwd, file));
    return isInside(path) ? path.replaceAll("\\", "/") : file;
  };
}

function renamed<T extends { readonly file: string }>(place: T, rename: (file: string) => string): T {
  return { ...place, file: rename(place.file) };
}

function renamedFinding(finding: Finding, rename: (file: string) => string): Finding {
  const { related, edits } = finding;
  return {
    ...finding,
    at: renamed(finding.at, rename),
    ...(related === undefined ? {} : { related: related.map((one) => ({ ...one, at: renamed(one.at, rename) })) }),
    ...(edits === undefined ? {} : { edits: edits.map((edit) => renamed(edit, rename)) }),
  };
}

/** The report as a format's readers know its files: from the top of the repository, or as the user spelled them. */
export function spelledFor(format: string, report: LintReport, call: Call): LintReport {
  if (!FOR_REPOSITORIES.has(format)) return report;
  const rename = renaming(call);
  return {
    ...report,
    files: report.files.map(rename),
    findings: report.findings.map((finding) => renamedFinding(finding, rename)),
  };
}
