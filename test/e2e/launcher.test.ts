import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stsctl-launcher-"));
  for (const name of ["bin", "dist"]) cpSync(join(root, name), join(folder, name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...argv: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  const cwd = join(root, "fixtures/manifests");
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "bin/stsctl.cjs"), ...argv], {
    cwd,
    encoding: "utf8",
  });
  return { stdout, stderr };
}

/** Of dist/, the paths of the files that end so. */
function built(ending: string): readonly string[] {
  const dist = join(folder, "dist");
  return readdirSync(dist)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(dist, name));
}

const LINT = ["lint", "webserver.yaml", "sample-statefulset-broken.yaml"];

describe("the launcher", () => {
  it("runs the same program from packs, from chunks, and with code caches that V8 refuses", () => {
    expect(built("lint.pack.cjs")).toHaveLength(1);
    const packed = run(...LINT);
    expect(packed.stdout).toContain("STS406");
    for (const cache of built(".cache")) truncateSync(cache, 100);
    expect(run(...LINT)).toEqual(packed);
    for (const cache of built(".cache")) writeFileSync(cache, "of another version");
    expect(run(...LINT)).toEqual(packed);
    for (const pack of built(".pack.cjs")) rmSync(pack);
    expect(run(...LINT)).toEqual(packed);
    for (const cache of built(".cache")) rmSync(cache);
    expect(run(...LINT)).toEqual(packed);
  });

  it("takes no pack from outside of the program's folder", () => {
    writeFileSync(join(folder, "other.pack.cjs"), 'process.stdout.write("loaded")');
    expect(run("../other")).toEqual({
      stdout: "",
      stderr: expect.stringContaining('unknown command "../other"') as string,
    });
  });
});
