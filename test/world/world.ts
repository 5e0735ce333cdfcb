import fc from "fast-check";
import type { StatefulSetUpdateStrategy } from "../../src/api/kinds/statefulset/types.ts";
import type { FaultKind } from "../../src/cluster/world.ts";

type Retention = "Retain" | "Delete";

/** What of a set may be changed while it lives. */
export interface Shape {
  readonly replicas: number;
  /** The version of its image: the template. */
  readonly version: number;
  readonly strategy: StatefulSetUpdateStrategy;
  readonly start: number;
  readonly minReadySeconds: number;
  readonly whenDeleted: Retention;
  readonly whenScaled: Retention;
  readonly historyLimit: number;
}

export type Operation =
  | { readonly do: "change"; readonly shape: Partial<Shape> }
  | { readonly do: "apply" }
  | { readonly do: "delete set"; readonly cascade: "Background" | "Foreground" | "Orphan" }
  | { readonly do: "delete pod"; readonly ordinal: number; readonly force: boolean }
  | { readonly do: "evict pod"; readonly ordinal: number }
  | { readonly do: "delete claim"; readonly template: number; readonly ordinal: number }
  | { readonly do: "delete revision"; readonly index: number }
  | { readonly do: "label"; readonly ordinal: number; readonly app: "web" | "out" }
  | { readonly do: "fail"; readonly target: string; readonly as: FaultKind }
  | { readonly do: "recover" }
  | { readonly do: "cordon"; readonly node: number; readonly on: boolean };

/** An operation and how long the controllers then work: seconds, or until they come to rest. */
export interface Step {
  readonly operation: Operation;
  readonly until: number | "settled";
}

/** Everything that a run depends on. */
export interface World {
  readonly seed: number;
  readonly parallel: boolean;
  readonly claimTemplates: number;
  readonly service: "headless" | "clustered" | "none";
  readonly publishNotReady: boolean;
  readonly maxUnavailableGate: boolean;
  readonly shape: Shape;
  readonly steps: readonly Step[];
}

const replicas = fc.integer({ min: 0, max: 6 });
const ordinal = fc.integer({ min: 0, max: 7 });
const retention = fc.constantFrom<Retention>("Retain", "Retain", "Delete");
const version = fc.integer({ min: 1, max: 4 });

const strategy: fc.Arbitrary<StatefulSetUpdateStrategy> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: "RollingUpdate", rollingUpdate: { partition: 0 } } as const) },
  {
    weight: 3,
    arbitrary: fc
      .record({ partition: fc.integer({ min: 0, max: 6 }), maxUnavailable: fc.constantFrom(1, 2, "50%") })
      .map((rollingUpdate) => ({ type: "RollingUpdate", rollingUpdate }) as const),
  },
  { weight: 1, arbitrary: fc.constant({ type: "RollingUpdate" } as const) },
  { weight: 1, arbitrary: fc.constant({ type: "OnDelete" } as const) },
);

const fields = {
  replicas,
  version,
  strategy,
  start: fc.constantFrom(0, 0, 0, 1, 3),
  minReadySeconds: fc.constantFrom(0, 0, 5),
  whenDeleted: retention,
  whenScaled: retention,
  historyLimit: fc.constantFrom(0, 1, 10),
};
const shape: fc.Arbitrary<Shape> = fc.record(fields);

const change = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ replicas }) },
    { weight: 4, arbitrary: fc.record({ version }) },
    { weight: 2, arbitrary: fc.record({ strategy }) },
    { weight: 1, arbitrary: fc.record({ start: fields.start }) },
    { weight: 1, arbitrary: fc.record({ minReadySeconds: fields.minReadySeconds }) },
    { weight: 2, arbitrary: fc.record({ whenDeleted: retention, whenScaled: retention }) },
    { weight: 1, arbitrary: fc.record({ historyLimit: fields.historyLimit }) },
    { weight: 2, arbitrary: fc.record({ replicas, version }) },
  )
  .map((changed): Operation => ({ do: "change", shape: changed }));

const podFault = fc.constantFrom<FaultKind>(
  "not-ready",
  "crash-loop",
  "failed",
  "succeeded",
  "stuck-terminating",
  "unschedulable",
);
const fault = fc
  .oneof(
    fc.record({ target: ordinal.map((at) => `pod/web-${at}`), as: podFault }),
    fc.record({
      target: version.map((at) => `image/app:${at}`),
      as: fc.constantFrom<FaultKind>("image-pull", "crash-loop"),
    }),
    fc.record({
      target: fc.integer({ min: 1, max: 3 }).map((at) => `node/node-${at}`),
      as: fc.constant<FaultKind>("down"),
    }),
    fc.record({ target: ordinal.map((at) => `pvc/c0-web-${at}`), as: fc.constant<FaultKind>("unbound") }),
  )
  .map((one): Operation => ({ do: "fail", ...one }));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 10, arbitrary: change },
  { weight: 3, arbitrary: fc.constant<Operation>({ do: "apply" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("delete set" as const),
      cascade: fc.constantFrom("Background" as const, "Foreground" as const, "Orphan" as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("delete pod" as const), ordinal, force: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("evict pod" as const), ordinal }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("delete claim" as const),
      template: fc.integer({ min: 0, max: 1 }),
      ordinal,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("delete revision" as const), index: fc.integer({ min: 0, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("label" as const),
      ordinal,
      app: fc.constantFrom("web" as const, "out" as const),
    }),
  },
  { weight: 4, arbitrary: fault },
  { weight: 4, arbitrary: fc.constant<Operation>({ do: "recover" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("cordon" as const),
      node: fc.integer({ min: 1, max: 3 }),
      on: fc.boolean(),
    }),
  },
);

/** How long controllers work after a step. */
export const until: fc.Arbitrary<Step["until"]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant("settled" as const) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 2.5, 4, 30, 400) },
);

/** Worlds of one set called `web` in a cluster of three nodes. */
export const worlds: fc.Arbitrary<World> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  parallel: fc.boolean(),
  claimTemplates: fc.integer({ min: 0, max: 2 }),
  service: fc.constantFrom("headless", "headless", "clustered", "none"),
  publishNotReady: fc.boolean(),
  maxUnavailableGate: fc.constantFrom(false, false, false, true),
  shape,
  steps: fc.array(fc.record({ operation, until }), { minLength: 1, maxLength: 12 }),
});
