import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action;
const CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n";
const MISSPELT = `${CONFIG.replace("settings", "switches")}dta:\n  mode: fast\n`;

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the runner puts in place of `${{ inputs.NAME }}` and `${{ github.action_path }}`. */
function evaluated(text: string, inputs: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ (?:inputs\.([a-z-]+)|github\.action_path) \}\}/g, (_, name?: string) =>
    name === undefined ? root : (inputs[name] ?? action.inputs[name]?.default ?? ""),
  );
}

/** Runs the step as a runner does: `bash --noprofile --norc -eo pipefail`, in the workspace. */
function step(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) {
  folder = mkdtempSync(join(tmpdir(), "stsctl action "));
  const [workspace, temporary, output] = ["work space", "temp", "output"].map((name) => join(folder, name));
  mkdirSync(temporary ?? "");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(workspace ?? "", name, ".."), { recursive: true });
    writeFileSync(join(workspace ?? "", name), text);
  }
  const [first] = action.runs.steps;
  const own = Object.entries(first?.env ?? {}).map(([name, text]) => [name, evaluated(text, inputs)]);
  const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", first?.run ?? ""], {
    cwd: workspace,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: output,
      GITHUB_WORKSPACE: workspace,
      ...Object.fromEntries(own),
    },
  });
  const places = ran.stdout
    .split("\n")
    .flatMap((line) => /^::(?:error|warning) (file=.*?),endLine/.exec(line)?.[1] ?? []);
  const findings = /^findings=(.*)$/m.exec(readFileSync(output ?? "", "utf8"))?.[1] ?? "";
  return { ...ran, places, findings: () => JSON.parse(readFileSync(findings, "utf8")) as unknown, workspace };
}

describe("the step of the GitHub action", () => {
  it("annotates places relative to the workspace, keeps the findings, and fails with them", () => {
    const ran = step({ "k8s/bad.yaml": MISSPELT, "fine.yaml": CONFIG });
    expect([ran.status, ran.places]).toEqual([1, ["file=k8s/bad.yaml,line=5"]]);
    expect(ran.findings()).toMatchObject({ findings: [{ file: "k8s/bad.yaml", line: 5 }] });
  });

  it("succeeds without findings, and as .stsctl.yaml says", () => {
    expect(step({ "fine.yaml": CONFIG })).toMatchObject({ status: 0, places: [] });
    const warned = { "warn.yaml": `${CONFIG}data:\n  on: "1"\n` };
    expect(step(warned)).toMatchObject({ status: 0, places: ["file=warn.yaml,line=6"] });
    expect(step({ ...warned, ".stsctl.yaml": "lint: {failOn: warning}\n" })).toMatchObject({ status: 1 });
    expect(step(warned, { "fail-on": "warning" })).toMatchObject({ status: 1 });
  });

  it("takes words, or lines where a path has spaces, and leaves patterns to stsctl", () => {
    const files = { "a b/c.yaml": MISSPELT, "d.yaml": MISSPELT, "k8s/e.yaml": MISSPELT };
    expect(step(files, { paths: "d.yaml k8s/*.yaml" }).places).toEqual([
      "file=d.yaml,line=5",
      "file=k8s/e.yaml,line=5",
    ]);
    expect(step(files, { paths: "a b/\nd.yaml\n" }).places).toEqual(["file=a b/c.yaml,line=5", "file=d.yaml,line=5"]);
    expect(step(files, { paths: "a b/\n" }).places).toEqual(["file=a b/c.yaml,line=5"]);
  });

  it("writes SARIF and passes further flags on", () => {
    const ran = step(
      { "bad.yaml": MISSPELT },
      { sarif: "out put.sarif", args: "--rule strict-decoding=warning --stats" },
    );
    expect(ran).toMatchObject({ status: 0, stderr: expect.stringContaining("1 objects in 1 files") as string });
    expect(JSON.parse(readFileSync(join(ran.workspace ?? "", "out put.sarif"), "utf8"))).toMatchObject({
      runs: [{ results: [{ level: "warning" }] }],
    });
  });

  it("ends with the status of stsctl when it cannot run", () => {
    expect(step({ "fine.yaml": CONFIG }, { paths: "none.yaml" })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the path "none.yaml" does not exist') as string,
    });
  });
});
