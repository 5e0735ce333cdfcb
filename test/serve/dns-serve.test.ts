import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import { decodeMessage } from "../../src/dns/wire/decode.ts";
import { RCODES } from "../../src/dns/wire/message.ts";
import { askUdp, query } from "./client.ts";

const WEB = ["web", "default", "svc", "cluster", "local"];

function manifest(clusterIP: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web" },
    spec: { clusterIP, ports: [{ port: 80 }] },
  });
}

interface Served {
  readonly text: { stdout: string; stderr: string };
  readonly exit: Promise<number>;
  readonly stop: () => void;
}

function start(folder: string, argv: readonly string[]): Served {
  const text = { stdout: "", stderr: "" };
  const interruption = new AbortController();
  const stream = (name: "stdout" | "stderr"): Io["stdout"] => ({
    isTerminal: false,
    columns: undefined,
    write: (written) => void (text[name] += written),
  });
  const exit = run(argv, {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: () => Promise.resolve(new Uint8Array()),
    env: {},
    cwd: folder,
    interrupted: interruption.signal,
    atOnce: (work) => work(),
  });
  return { text, exit, stop: () => interruption.abort(143) };
}

/** Asks until the answer is what is wanted; the milliseconds that it took. */
async function until(wanted: () => Promise<boolean>): Promise<number> {
  const begin = performance.now();
  while (!(await wanted())) {
    if (performance.now() - begin > 10_000) throw new Error("it did not come about");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - begin;
}

it("dns serve follows the state file, says SERVFAIL while it is damaged, and ends with 0 when it is stopped", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stsctl-serve-"));
  const apply = async (clusterIP: string): Promise<number> => {
    writeFileSync(join(folder, "web.json"), manifest(clusterIP));
    return start(folder, ["replace", "--force", "-q", "-f", "web.json"]).exit;
  };
  const served = start(folder, ["dns", "serve", "--port", "0"]);
  await until(async () => served.text.stdout !== "");
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(served.text.stdout)?.[1]);
  const asked = async (): Promise<string> => {
    const message = decodeMessage(await askUdp(port, query(WEB, "A")));
    const data = message?.answer[0]?.data;
    return data?.type === "A" ? data.address : String(message?.header.rcode);
  };
  expect(await asked()).toBe(String(RCODES.NXDOMAIN));
  expect(await apply("10.96.7.7")).toBe(0);
  await until(async () => (await asked()) === "10.96.7.7");
  expect(await apply("10.96.8.8")).toBe(0);
  await until(async () => (await asked()) === "10.96.8.8");
  writeFileSync(join(folder, "stsctl.state.json"), "{");
  await until(async () => (await asked()) === String(RCODES.SERVFAIL));
  expect(served.text.stderr).toMatch(/^warning: .*answering SERVFAIL/);
  served.stop();
  expect(await served.exit).toBe(0);
  rmSync(folder, { recursive: true });
});
