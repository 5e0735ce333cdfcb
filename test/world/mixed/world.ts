import fc from "fast-check";
import type { FaultKind } from "../../../src/cluster/world.ts";
import { until } from "../world.ts";

export type WorkloadKind = "StatefulSet" | "Deployment" | "DaemonSet" | "ReplicaSet";

/** The workloads that a world may have; some names begin like others. */
export const WORKLOADS = [
  { kind: "StatefulSet", name: "web" },
  { kind: "StatefulSet", name: "web-1" },
  { kind: "Deployment", name: "api" },
  { kind: "Deployment", name: "api-web" },
  { kind: "DaemonSet", name: "agent" },
  { kind: "ReplicaSet", name: "bare" },
] as const satisfies readonly { readonly kind: WorkloadKind; readonly name: string }[];

export const APPS: readonly string[] = [...WORKLOADS.map(({ name }) => name), "out"];

/** What of a workload may be changed while it lives; what its kind has not is not looked at. */
export interface Shape {
  readonly replicas: number;
  /** The version of its image: the template. */
  readonly version: number;
  readonly minReadySeconds: number;
  readonly historyLimit: number;
  /** Recreate of a Deployment, OnDelete of the others. */
  readonly byHand: boolean;
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
  readonly partition: number;
  readonly start: number;
  readonly whenDeleted: "Retain" | "Delete";
  readonly whenScaled: "Retain" | "Delete";
}

/** What a budget says: one of both, as a number or a share. */
export interface Budget {
  readonly by: "minAvailable" | "maxUnavailable";
  readonly value: number | string;
  readonly always: boolean;
}

export type Cascade = "background" | "foreground" | "orphan";

/** What is done. Things that have no fixed name are picked by number among those there are, in order of their names. */
export type Operation =
  | { readonly do: "apply"; readonly workload: number; readonly shape: Partial<Shape> }
  | { readonly do: "scale"; readonly workload: number; readonly replicas: number }
  | { readonly do: "restart" | "pause" | "resume"; readonly workload: number }
  | { readonly do: "undo"; readonly workload: number; readonly revision: number }
  | { readonly do: "delete"; readonly workload: number; readonly cascade: Cascade }
  | { readonly do: "delete one"; readonly kind: "ReplicaSet" | "ControllerRevision"; readonly pick: number }
  | { readonly do: "delete pod"; readonly pick: number; readonly how: "plain" | "now" | "force" }
  | { readonly do: "delete claim"; readonly pick: number }
  | { readonly do: "hold"; readonly kind: "Pod" | "PersistentVolumeClaim"; readonly pick: number; readonly on: boolean }
  | { readonly do: "label"; readonly pick: number; readonly app: number }
  | { readonly do: "make pod"; readonly name: string; readonly app: number }
  | { readonly do: "evict"; readonly pick: number }
  | { readonly do: "budget"; readonly workload: number; readonly budget: Budget | undefined }
  | { readonly do: "cordon" | "uncordon" | "drain" | "delete node" | "make node"; readonly node: number }
  | {
      readonly do: "fail";
      readonly of: "pod" | "image" | "node" | "pvc";
      readonly pick: number;
      readonly as: FaultKind;
    }
  | { readonly do: "recover" };

/** An operation and how long the controllers then work: seconds, or until they come to rest. */
export interface Step {
  readonly operation: Operation;
  readonly until: number | "settled";
}

/** Everything that a run depends on. */
export interface MixedWorld {
  readonly seed: number;
  readonly maxUnavailableGate: boolean;
  /** Of the StatefulSets. */
  readonly parallel: boolean;
  readonly claimTemplates: number;
  /** By the number of their workload; the first so many are there from the beginning. */
  readonly present: readonly boolean[];
  readonly shapes: readonly Shape[];
  readonly steps: readonly Step[];
}

const pick = fc.integer({ min: 0, max: 15 });
const workload = fc.integer({ min: 0, max: WORKLOADS.length - 1 });
const app = fc.integer({ min: 0, max: APPS.length - 1 });
const node = fc.integer({ min: 1, max: 3 });
const amount = fc.constantFrom<number | string>(0, 1, 1, 2, "25%", "50%", "100%");
const retention = fc.constantFrom("Retain" as const, "Delete" as const);

const fields = {
  replicas: fc.integer({ min: 0, max: 5 }),
  version: fc.integer({ min: 1, max: 4 }),
  minReadySeconds: fc.constantFrom(0, 0, 5),
  historyLimit: fc.constantFrom(0, 1, 2, 10),
  byHand: fc.constantFrom(false, false, false, true),
  maxSurge: amount,
  maxUnavailable: amount,
  partition: fc.constantFrom(0, 0, 0, 1, 2),
  start: fc.constantFrom(0, 0, 0, 1, 3),
  whenDeleted: retention,
  whenScaled: retention,
};
const shape: fc.Arbitrary<Shape> = fc.record(fields);

const change: fc.Arbitrary<Partial<Shape>> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ version: fields.version }) },
  { weight: 3, arbitrary: fc.record({ replicas: fields.replicas }) },
  { weight: 2, arbitrary: fc.record({ version: fields.version, replicas: fields.replicas }) },
  { weight: 1, arbitrary: fc.record({ maxSurge: amount, maxUnavailable: amount }) },
  { weight: 1, arbitrary: fc.record({ minReadySeconds: fields.minReadySeconds, historyLimit: fields.historyLimit }) },
  { weight: 1, arbitrary: fc.record({ byHand: fields.byHand, partition: fields.partition }) },
  { weight: 1, arbitrary: fc.record({ start: fields.start }) },
  { weight: 1, arbitrary: fc.record({ whenDeleted: retention, whenScaled: retention }) },
  { weight: 2, arbitrary: fc.constant({}) },
);

const budget = fc.option(
  fc.record({
    by: fc.constantFrom("minAvailable" as const, "maxUnavailable" as const),
    value: amount,
    always: fc.boolean(),
  }),
  { nil: undefined, freq: 4 },
);

const faults = fc.oneof(
  fc.record({
    of: fc.constant("pod" as const),
    as: fc.constantFrom<FaultKind>("not-ready", "crash-loop", "failed", "succeeded", "stuck-terminating"),
  }),
  fc.record({ of: fc.constant("image" as const), as: fc.constantFrom<FaultKind>("image-pull", "crash-loop") }),
  fc.record({ of: fc.constant("node" as const), as: fc.constant<FaultKind>("down") }),
  fc.record({ of: fc.constant("pvc" as const), as: fc.constant<FaultKind>("unbound") }),
);

const bareNames = ["web-0", "web-1", "web-2", "web-01", "web-1-0", "web-1-1", "web-7", "solo"];

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant("apply" as const), workload, shape: change }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("scale" as const), workload, replicas: fields.replicas }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("restart" as const, "pause" as const, "resume" as const), workload }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("undo" as const), workload, revision: fc.constantFrom(0, 0, 0, 1, 2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("delete" as const),
      workload,
      cascade: fc.constantFrom<Cascade>("background", "foreground", "orphan", "orphan"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("delete one" as const),
      kind: fc.constantFrom("ReplicaSet" as const, "ControllerRevision" as const),
      pick,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("delete pod" as const),
      pick,
      how: fc.constantFrom("plain" as const, "plain" as const, "now" as const, "force" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete claim" as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("hold" as const),
      kind: fc.constantFrom("Pod" as const, "Pod" as const, "PersistentVolumeClaim" as const),
      pick,
      on: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("label" as const), pick, app }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("make pod" as const), name: fc.constantFrom(...bareNames), app }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("evict" as const), pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("budget" as const), workload, budget }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "cordon" as const,
        "uncordon" as const,
        "uncordon" as const,
        "drain" as const,
        "drain" as const,
        "delete node" as const,
        "make node" as const,
      ),
      node,
    }),
  },
  { weight: 4, arbitrary: faults.chain((one) => pick.map((at): Operation => ({ do: "fail", pick: at, ...one }))) },
  { weight: 4, arbitrary: fc.constant<Operation>({ do: "recover" }) },
);

/** Worlds of several workloads side by side, in a cluster of three nodes. */
export const mixedWorlds: fc.Arbitrary<MixedWorld> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  maxUnavailableGate: fc.constantFrom(false, false, false, true),
  parallel: fc.boolean(),
  claimTemplates: fc.integer({ min: 0, max: 1 }),
  present: fc.array(fc.constantFrom(true, true, false), { minLength: WORKLOADS.length, maxLength: WORKLOADS.length }),
  shapes: fc.array(shape, { minLength: WORKLOADS.length, maxLength: WORKLOADS.length }),
  steps: fc.array(fc.record({ operation, until }), { minLength: 1, maxLength: 8 }),
});
