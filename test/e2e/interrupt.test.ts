import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../bin/stsctl.cjs", import.meta.url));

/** More than pipes hold: when it is gone, the program has begun to read. */
const INPUT = `# ${"x".repeat(1 << 20)}\n`;

describe("standard input", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("can be interrupted while it is read, by %s", async (signal, status) => {
    const program = spawn(process.execPath, [PROGRAM, "lint", "-"], { stdio: ["pipe", "ignore", "pipe"] });
    let errors = "";
    program.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    program.stdin.write(INPUT, () => program.kill(signal));
    expect(await once(program, "close")).toEqual([status, null]);
    expect(errors).toBe("error: interrupted while reading standard input\n");
  });
});
