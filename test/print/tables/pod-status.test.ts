import { describe, expect, it } from "vitest";
import type { Container, ContainerStatus, Pod, PodStatus } from "../../../src/api/kinds/pod/types.ts";
import { podCells } from "../../../src/print/tables/pod-status.ts";
import { instantOf } from "../../../src/base/instant.ts";

const NOW = instantOf("2026-01-01T00:10:00Z");

type State = Partial<ContainerStatus>;

function status(name: string, state: State): ContainerStatus {
  return { name, ready: false, restartCount: 0, image: "i", imageID: "", ...state };
}

const running = (ready = true, more: State = {}): State => ({ state: { running: {} }, ready, started: true, ...more });
const waiting = (reason: string, more: State = {}): State => ({ state: { waiting: { reason } }, ...more });
const ended = (exitCode: number, reason?: string, signal?: number): State => ({
  state: {
    terminated: { exitCode, ...(reason === undefined ? {} : { reason }), ...(signal === undefined ? {} : { signal }) },
  },
});
const crashed = (restartCount: number, finishedAt: string): State => ({
  restartCount,
  lastState: { terminated: { exitCode: 1, finishedAt } },
});

interface Shape {
  readonly phase?: PodStatus["phase"];
  readonly reason?: string;
  readonly main?: readonly State[];
  readonly init?: readonly State[];
  readonly initSpecs?: readonly Partial<Container>[];
  readonly conditions?: Readonly<Record<string, string>>;
  readonly gated?: boolean;
  readonly deleted?: boolean;
}

function pod(shape: Shape): Pod {
  const main = shape.main ?? [{}];
  const init = shape.init ?? [];
  const conditions = Object.entries(shape.conditions ?? {}).map(([type, value]) => ({ type, status: value as "True" }));
  const gate = { type: "PodScheduled", status: "False" as const, reason: "SchedulingGated" };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web-0", ...(shape.deleted === true ? { deletionTimestamp: "2026-01-01T00:10:00Z" } : {}) },
    spec: {
      containers: main.map((_, index) => ({ name: `c${index}` })),
      initContainers: (shape.initSpecs ?? init).map((spec, index) => ({
        name: `i${index}`,
        ...(shape.initSpecs ? spec : {}),
      })),
    },
    status: {
      phase: shape.phase ?? "Running",
      ...(shape.reason === undefined ? {} : { reason: shape.reason }),
      conditions: shape.gated === true ? [gate] : conditions,
      initContainerStatuses: init.map((state, index) => status(`i${index}`, state)),
      ...(shape.main === undefined
        ? {}
        : { containerStatuses: main.map((state, index) => status(`c${index}`, state)) }),
    },
  };
}

const SIDECAR = { restartPolicy: "Always" };
const PENDING = { phase: "Pending" } as const;

const VECTORS: readonly (readonly [what: string, shape: Shape, cells: string])[] = [
  ["a pod that is not scheduled", PENDING, "0/1 Pending 0"],
  ["a scheduling gate", { ...PENDING, gated: true }, "0/1 SchedulingGated 0"],
  ["an image being pulled", { ...PENDING, main: [waiting("ContainerCreating")] }, "0/1 ContainerCreating 0"],
  [
    "the first of two init containers running",
    { ...PENDING, init: [running(false), waiting("PodInitializing")], main: [waiting("PodInitializing")] },
    "0/1 Init:0/2 0",
  ],
  [
    "the second of two init containers running",
    { ...PENDING, init: [ended(0, "Completed"), running(false)], main: [waiting("PodInitializing")] },
    "0/1 Init:1/2 0",
  ],
  ["an init container that failed", { ...PENDING, init: [ended(1, "Error")] }, "0/1 Init:Error 0"],
  ["an init container's exit code", { ...PENDING, init: [ended(3)] }, "0/1 Init:ExitCode:3 0"],
  ["an init container's signal", { ...PENDING, init: [ended(137, undefined, 9)] }, "0/1 Init:Signal:9 0"],
  [
    "an init container that fails over and over",
    { ...PENDING, init: [waiting("CrashLoopBackOff", crashed(4, "2026-01-01T00:09:40Z"))] },
    "0/1 Init:CrashLoopBackOff 4 (20s ago)",
  ],
  [
    "init done and main waiting",
    { ...PENDING, init: [ended(0, "Completed")], main: [waiting("PodInitializing")] },
    "0/1 PodInitializing 0",
  ],
  ["a failing readiness probe", { main: [running(false)] }, "0/1 Running 0"],
  ["a pod that is ready", { main: [running()] }, "1/1 Running 0"],
  ["one crash, up again", { main: [running(true, crashed(1, "2026-01-01T00:08:29Z"))] }, "1/1 Running 1 (91s ago)"],
  [
    "a crash loop",
    { main: [waiting("CrashLoopBackOff", crashed(5, "2026-01-01T00:04:54Z"))] },
    "0/1 CrashLoopBackOff 5 (5m6s ago)",
  ],
  ["restarts whose time is unknown", { main: [running(true, { restartCount: 5 })] }, "1/1 Running 5"],
  ["a bad image", { ...PENDING, main: [waiting("ImagePullBackOff")] }, "0/1 ImagePullBackOff 0"],
  ["an image error", { ...PENDING, main: [waiting("ErrImagePull")] }, "0/1 ErrImagePull 0"],
  ["an app and its sidecar", { init: [running()], initSpecs: [SIDECAR], main: [running()] }, "2/2 Running 0"],
  [
    "a sidecar that has not started",
    {
      ...PENDING,
      init: [running(false, { started: false })],
      initSpecs: [SIDECAR],
      main: [waiting("PodInitializing")],
    },
    "0/2 Init:0/1 0",
  ],
  [
    "restarts of a sidecar, and not of a finished init container",
    {
      init: [{ ...ended(0), ...crashed(3, "2026-01-01T00:00:00Z") }, running(true, crashed(2, "2026-01-01T00:09:00Z"))],
      initSpecs: [{}, SIDECAR],
      main: [running()],
    },
    "2/2 Running 2 (60s ago)",
  ],
  ["a finished pod", { phase: "Succeeded", main: [ended(0, "Completed")] }, "0/1 Completed 0"],
  ["a failed pod", { phase: "Failed", main: [ended(1, "Error")] }, "0/1 Error 0"],
  ["a pod out of memory", { phase: "Failed", main: [ended(137, "OOMKilled")] }, "0/1 OOMKilled 0"],
  ["an exit code", { phase: "Failed", main: [ended(2)] }, "0/1 ExitCode:2 0"],
  ["a signal", { phase: "Failed", main: [ended(139, undefined, 11)] }, "0/1 Signal:11 0"],
  ["one container done in a pod that is not ready", { main: [ended(0, "Completed"), running()] }, "1/2 NotReady 0"],
  [
    "one container done in a pod that is ready",
    { main: [ended(0, "Completed"), running()], conditions: { Ready: "True" } },
    "1/2 Running 0",
  ],
  ["one done and one failed", { main: [ended(0, "Completed"), ended(2, "Error")] }, "0/2 Error 0"],
  ["an evicted pod", { phase: "Failed", reason: "Evicted" }, "0/1 Evicted 0"],
  ["a pod being deleted", { main: [running()], deleted: true }, "1/1 Terminating 0"],
  [
    "a finished pod being deleted",
    { phase: "Succeeded", main: [ended(0, "Completed")], deleted: true },
    "0/1 Completed 0",
  ],
  ["a deleted pod of a lost node", { main: [running()], deleted: true, reason: "NodeLost" }, "1/1 Unknown 0"],
  ["the phase Unknown", { phase: "Unknown" }, "0/1 Unknown 0"],
  [
    "an init container that runs again in an initialized pod",
    { init: [running(false)], main: [running()], conditions: { Initialized: "True" } },
    "1/1 Init:0/1 0",
  ],
];

describe("podCells", () => {
  it.each(VECTORS)("sums up %s", (_, shape, expected) => {
    const { ready, status: text, restarts } = podCells(pod(shape), NOW);
    expect(`${ready} ${text} ${restarts}`).toBe(expected);
  });
});
