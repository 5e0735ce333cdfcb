import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a process took. */
export interface Cost {
  readonly wallMs: number;
  /** User and system time of it and its children, in steps of 10 ms. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly status: number | null;
  readonly stdoutBytes: number;
}

const TICK_MS = 10;

/** The CPU time of all children that have ended. @see proc(5), `/proc/pid/stat` */
function childrenCpuMs(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

function peakKb(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Runs a program and weighs it. Linux only. */
export function measure(command: readonly string[], cwd: string): Promise<Cost> {
  const [program = "", ...args] = command;
  const cpuBefore = childrenCpuMs();
  const started = performance.now();
  let peak = 0;
  let stdoutBytes = 0;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "ignore"] });
    const poll = setInterval(() => (peak = Math.max(peak, peakKb(child.pid))), 5);
    child.stdout.on("data", (chunk: Buffer) => (stdoutBytes += chunk.length));
    child.on("error", reject);
    child.on("close", (status) => {
      clearInterval(poll);
      const wallMs = performance.now() - started;
      resolve({ wallMs, cpuMs: childrenCpuMs() - cpuBefore, peakMb: peak / 1024, status, stdoutBytes });
    });
  });
}
