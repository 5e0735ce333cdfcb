import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { beforeAll, describe, expect, it } from "vitest";
import { stateFile } from "../../src/backend/state-file.ts";
import { readState } from "../../src/backend/state-format.ts";
import { NEVER, temporaryFolder } from "./world.ts";

/** Adds so many objects to a state, one commit each, and prints the revision after every commit. */
const WRITER = `
const [file, name, count, ballast] = process.argv.slice(2);
const backend = stateFile(file);
const never = new AbortController().signal;
for (let i = 0; i < Number(count); i++) {
  const lock = await backend.lock(never);
  const before = await backend.open();
  const data = { ballast: "x".repeat(Number(ballast)) };
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: name + "-" + i, namespace: "default" }, data };
  const after = await backend.commit({ ...before, objects: [...before.objects, object] }, before.revision);
  lock.release();
  process.stdout.write(after.revision + "\\n");
}
`;

let script = "";

beforeAll(async () => {
  const source = fileURLToPath(new URL("../../src/backend/state-file.ts", import.meta.url));
  const bundle = await rolldown({ input: source, platform: "node", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  script = `${output[0].code.replace(/export \{[^}]*\};?/g, "")}\n${WRITER}`;
});

function start(file: string, name: string, count: number, ballast = 0): ChildProcess {
  const program = join(file, "..", "writer.mjs");
  if (!existsSync(program)) writeFileSync(program, script);
  const { NODE_EXTRA_CA_CERTS: _slow, ...env } = process.env;
  return spawn(process.execPath, [program, file, name, String(count), String(ballast)], { env });
}

describe("a state file", () => {
  it("is whole and not older than what was confirmed, whenever its writer is killed", async () => {
    const file = join(temporaryFolder(), "s.json");
    for (let round = 0; round < 12; round++) {
      const writer = start(file, `round-${round}`, 1000, 100_000);
      let confirmed = 0;
      let killing = false;
      writer.stdout?.setEncoding("utf8").on("data", (text: string) => {
        confirmed = Number(text.trim().split("\n").at(-1));
        if (killing) return;
        killing = true;
        setTimeout(() => writer.kill("SIGKILL"), (round * 7) % 23);
      });
      await once(writer, "exit");
      expect(confirmed).toBeGreaterThan(0);
      const kept = readState("s.json", readFileSync(file, "utf8"));
      expect(kept.revision).toBeGreaterThanOrEqual(confirmed);
      expect(kept.objects).toHaveLength(kept.revision);
      (await stateFile(file, { patienceMs: 0 }).lock(NEVER)).release();
      if (existsSync(`${file}.bak`)) readState("s.json.bak", readFileSync(`${file}.bak`, "utf8"));
    }
  });

  it("holds what every one of several writers at once did", async () => {
    const file = join(temporaryFolder(), "s.json");
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), start: "" }));
    const writers = ["a", "b", "c", "d"].map((name) => start(file, name, 8));
    const errors: string[] = [];
    for (const writer of writers) writer.stderr?.setEncoding("utf8").on("data", (text: string) => errors.push(text));
    await Promise.all(writers.map((writer) => once(writer, "exit")));
    expect(errors).toEqual([]);
    const { objects } = readState("s.json", readFileSync(file, "utf8"));
    expect(new Set(objects.map(({ metadata }) => metadata.name)).size).toBe(32);
  });
});
