// Serves a zone of 10, 1,000 and 10,000 pods over UDP in one process and asks it from another: questions a second that
// are answered, and how long answers take at half of what is aimed at. `--vs HOST:PORT` asks another server as well.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubeObject } from "../../src/api/object.ts";
import { EPOCH } from "../../src/base/instant.ts";
import { viewOf } from "../../src/cluster/open-view.ts";
import { DEFAULT_DNS_CONFIG } from "../../src/dns/config.ts";
import { createResponder } from "../../src/dns/responder.ts";
import { openZone } from "../../src/dns/zone.ts";
import { startDnsServer } from "../../src/serve/dns-server.ts";
import { query } from "../serve/client.ts";

const SLICE_SIZE = 100;
const DOMAIN = ["default", "svc", "cluster", "local"];

function meta(name: string, labels: object = {}): object {
  return { name, namespace: "default", labels };
}

function objects(pods: number): readonly KubeObject[] {
  const service = { clusterIP: "None", selector: { app: "web" }, ports: [{ name: "http", port: 80 }] };
  const slices = Array.from({ length: Math.ceil(pods / SLICE_SIZE) }, (_, slice) => ({
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: meta(`web-${slice}`, {
      "kubernetes.io/service-name": "web",
      "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
    }),
    addressType: "IPv4",
    ports: [{ name: "http", port: 80, protocol: "TCP" }],
    endpoints: Array.from({ length: Math.min(SLICE_SIZE, pods - slice * SLICE_SIZE) }, (_unused, at) => {
      const ordinal = slice * SLICE_SIZE + at;
      const address = `10.244.${ordinal >> 8}.${ordinal & 255}`;
      return { addresses: [address], conditions: { ready: true }, hostname: `web-${ordinal}` };
    }),
  }));
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } },
    { apiVersion: "v1", kind: "Service", metadata: meta("web"), spec: service },
    ...slices,
  ] as unknown as readonly KubeObject[];
}

async function serve(pods: number): Promise<void> {
  const zone = openZone(viewOf(objects(pods)), DEFAULT_DNS_CONFIG, EPOCH);
  const server = await startDnsServer({ host: "127.0.0.1", port: 0, allowsTransfer: false }, createResponder(zone));
  process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
  process.send?.({ port: server.port });
}

const EDNS = { udpSize: 1232, version: 0, dnssecOk: false, options: [] };

/** Half of the questions are for pods all over the set, a few for the Service, the rest for its port. */
function packets(type: string, pods: number): readonly Uint8Array[] {
  return Array.from({ length: 2000 }, (_, at) => {
    const pod = `web-${(at * 7919) % pods}`;
    if (type === "SRV")
      return query(at % 2 === 0 ? ["_http", "_tcp", "web", ...DOMAIN] : [pod, "web", ...DOMAIN], type, { edns: EDNS });
    return query(at % 20 === 0 ? ["web", ...DOMAIN] : [pod, "web", ...DOMAIN], type, { edns: EDNS });
  });
}

interface Load {
  readonly host: string;
  readonly port: number;
  readonly type: string;
  readonly pods: number;
  readonly ms: number;
  /** Questions a second; 0: as many as are answered, with a window of questions under way. */
  readonly rate: number;
}

interface Measured {
  readonly answered: number;
  readonly lost: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU seconds of the asking process for each second. */
  readonly askerLoad: number;
}

const WINDOW = 64;
const TICK_MS = 1;

/** Asks for a while and measures, in a process of its own. */
async function ask({ host, port, type, pods, ms, rate }: Load): Promise<Measured> {
  const questions = packets(type, pods).map((one) => Buffer.from(one));
  const sentAt = new Float64Array(65_536);
  const times: number[] = [];
  const socket = createSocket({ type: "udp4", lookup: (address, _options, done) => done(null, address, 4) });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  socket.setRecvBufferSize(1 << 22);
  socket.setSendBufferSize(1 << 22);
  await new Promise<void>((resolve) => socket.connect(port, host, resolve));
  let sent = 0;
  let answered = 0;
  const now = (): number => performance.now();
  const begin = now();
  const cpu = process.cpuUsage();
  const send = (): void => {
    const id = sent & 0xffff;
    const question = Buffer.from(questions[sent % questions.length] ?? Buffer.alloc(0));
    question.writeUInt16BE(id, 0);
    sentAt[id] = now();
    sent++;
    socket.send(question);
  };
  socket.on("message", (reply) => {
    answered++;
    times.push(now() - (sentAt[reply.readUInt16BE(0)] ?? 0));
    if (rate === 0 && now() - begin < ms) send();
  });
  if (rate === 0) for (let at = 0; at < WINDOW; at++) send();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = now() - begin;
      if (elapsed >= ms) {
        clearInterval(timer);
        setTimeout(resolve, 50);
      } else if (rate > 0) {
        const due = Math.floor((elapsed / 1000) * rate) - sent;
        for (let at = 0; at < due; at++) send();
      } else if (answered === 0) for (let at = 0; at < WINDOW; at++) send();
    }, TICK_MS);
  });
  const used = process.cpuUsage(cpu);
  socket.close();
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return {
    answered,
    lost: sent - answered,
    perSecond: (answered / ms) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    askerLoad: (used.user + used.system) / 1000 / ms,
  };
}

function child(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [process.argv[1] ?? "", ...args], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

function message<T>(from: ChildProcess): Promise<T> {
  return new Promise((resolve) => from.once("message", (value) => resolve(value as T)));
}

async function measure(load: Load): Promise<Measured> {
  const asker = child(["ask", JSON.stringify(load)]);
  const measured = await message<Measured>(asker);
  asker.kill();
  return measured;
}

async function cpuSeconds(server: ChildProcess): Promise<number> {
  const reply = message<{ cpu: NodeJS.CpuUsage }>(server);
  server.send("cpu");
  const { cpu } = await reply;
  return (cpu.user + cpu.system) / 1e6;
}

function print(cells: readonly string[]): void {
  process.stdout.write(`${cells.map((cell, at) => cell.padStart(at === 0 ? 6 : 11)).join("")}\n`);
}

function row(type: string, pods: number, full: Measured, half: Measured, perCore: number): void {
  print([
    type,
    String(pods),
    full.perSecond.toFixed(0),
    Number.isNaN(perCore) ? "-" : perCore.toFixed(0),
    full.askerLoad.toFixed(2),
    half.perSecond.toFixed(0),
    half.p50.toFixed(3),
    half.p99.toFixed(3),
    String(half.lost),
  ]);
}

const SECONDS = 4;
/** Half of the 30,000 answers a second that are aimed at. */
const HALF_OF_AIM = 15_000;

async function compare(host: string, port: number, pods: number, server?: ChildProcess): Promise<void> {
  for (const type of ["A", "SRV"]) {
    await measure({ host, port, type, pods, ms: 1000, rate: 0 });
    const before = server === undefined ? Number.NaN : await cpuSeconds(server);
    const full = await measure({ host, port, type, pods, ms: SECONDS * 1000, rate: 0 });
    const spent = server === undefined ? Number.NaN : (await cpuSeconds(server)) - before;
    const half = await measure({ host, port, type, pods, ms: SECONDS * 1000, rate: HALF_OF_AIM });
    row(type, pods, full, half, full.answered / spent);
  }
}

/** The same with dnsperf, where it is installed: it is in no way ours. */
function withDnsperf(port: number, pods: number): void {
  const folder = mkdtempSync(join(tmpdir(), "stsctl-bench-"));
  const names = Array.from({ length: 2000 }, (_, at) => `web-${(at * 7919) % pods}.web.${DOMAIN.join(".")} A`);
  writeFileSync(join(folder, "names"), `${names.join("\n")}\n`);
  try {
    const args = ["-s", "127.0.0.1", "-p", String(port), "-d", join(folder, "names"), "-l", String(SECONDS)];
    const output = execFileSync("dnsperf", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const wanted = /Queries per second|Average Latency|Queries lost/;
    for (const line of output.split("\n"))
      if (wanted.test(line)) process.stdout.write(`  dnsperf, ${pods} pods: ${line.trim()}\n`);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    process.stdout.write(`  dnsperf left out: ${isMissing ? "it is not installed" : String(error)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function table(args: readonly string[]): Promise<void> {
  const vs = args[0] === "--vs" ? args[1] : undefined;
  print(["type", "pods", "answers/s", "per core s", "asker CPU", "at 15000", "p50 ms", "p99 ms", "lost"]);
  for (const pods of [10, 1000, 10_000]) {
    const server = child(["serve", String(pods)]);
    const { port } = await message<{ port: number }>(server);
    await compare("127.0.0.1", port, pods, server);
    withDnsperf(port, pods);
    server.kill();
  }
  const [host = "", port = "53"] = vs?.split(":") ?? [];
  if (vs === undefined) return;
  process.stdout.write(`${vs}, asked for the names of 1000 pods:\n`);
  await compare(host, Number(port), 1000);
}

const [mode, value] = process.argv.slice(2);
if (mode === "serve") await serve(Number(value));
else if (mode === "ask") process.send?.(await ask(JSON.parse(value ?? "{}") as Load));
else await table(process.argv.slice(2));
