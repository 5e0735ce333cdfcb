import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const program = fileURLToPath(new URL("../../bin/stsctl.cjs", import.meta.url));
const web = fileURLToPath(new URL("../../fixtures/manifests/webserver.yaml", import.meta.url));

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "stsctl-output-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function stsctl(argv: readonly string[], stdout: number | "pipe" = "pipe", stderr: number | "pipe" = "pipe") {
  return spawnSync(process.execPath, [program, ...argv], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", stdout, stderr],
  });
}

// Only Linux has a device that is always full.
describe.runIf(existsSync("/dev/full"))("on a full disk", () => {
  let full = -1;
  beforeEach(() => (full = openSync("/dev/full", "w")));
  afterEach(() => closeSync(full));

  it("says that the answer could not be written, as no fault of the program's", () => {
    const { status, stderr } = stsctl(["api-versions"], full);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "error: cannot write to standard output: no space left on device\n",
    });
  });

  it("says of a change that it was made all the same", () => {
    const { status, stderr } = stsctl(["apply", "-q", "-f", web], full);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no space left on device\nthe change itself was made\n$/);
    expect(stsctl(["get", "sts", "-o", "name"]).stdout).toBe("statefulset.apps/webserver\n");
  });

  it("keeps its status where messages cannot be written", () => {
    expect(stsctl(["get", "nope"], "pipe", full).status).toBe(1);
  });
});

it("takes a folder on standard input for no empty file", () => {
  const descriptor = openSync(folder, "r");
  const { status, stderr } = spawnSync(process.execPath, [program, "lint", "-"], {
    cwd: folder,
    encoding: "utf8",
    stdio: [descriptor, "pipe", "pipe"],
  });
  closeSync(descriptor);
  expect({ status, stderr }).toEqual({ status: 2, stderr: "error: read STDIN: it is a folder\n" });
});
