import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "stsctl-package-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const IMPORTER = `import { lint, type JsonFinding, type JsonReport, type LintFile, type LintFlags } from "stsctl";

const files: LintFile[] = [{ file: "web.yaml", content: new Uint8Array() }];
const flags: LintFlags = { kubernetesVersion: "1.36", rules: { "strict-decoding": "warning" } };
const report: JsonReport = await lint(files, flags);
export const errors: readonly JsonFinding[] = report.findings.filter(({ severity }) => severity === "error");
// @ts-expect-error -- there is no such severity
await lint(files, { rules: { "strict-decoding": "fatal" } });
`;

describe("the package", () => {
  it("is packed with nothing but its name on standard output, which pre-commit reads", () => {
    cpSync(join(root, ".npmrc"), join(folder, ".npmrc"));
    const manifest = { name: "packed", version: "1.0.0", scripts: { prepare: "echo built" } };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    // Nothing of npm's own that would look elsewhere: no network, no logs, no news of npm.
    const quiet = { npm_config_offline: "true", npm_config_update_notifier: "false", npm_config_logs_max: "0" };
    const env = { PATH: process.env["PATH"], HOME: folder, ...quiet };
    const { stdout, stderr, status } = spawnSync("npm", ["pack"], { cwd: folder, env, encoding: "utf8" });
    expect({ stdout, status }, stderr).toEqual({ stdout: "packed-1.0.0.tgz\n", status: 0 });
  });

  it.each([
    ["nodenext", "nodenext"],
    ["node16", "node16"],
    ["esnext", "bundler"],
  ])("has types for importers with module %s and moduleResolution %s", (module, moduleResolution) => {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/stsctl"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(join(folder, "importer.ts"), IMPORTER);
    const compilerOptions = { module, moduleResolution, target: "es2022", strict: true, noEmit: true, types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["importer.ts"] }));
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], { cwd: folder, encoding: "utf8", stdio: "pipe" });
  });
});
