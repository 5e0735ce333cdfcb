import { type KubeObject } from "../../../src/api/object.ts";
import type { JsonObject } from "../../../src/base/json.ts";
import type { Request, Targets } from "../../../src/cluster/client/request.ts";
import type { View } from "../../../src/cluster/view.ts";
import type { Fault } from "../../../src/cluster/world.ts";
import { nodeObject } from "../../../src/sim/initial-objects.ts";
import { HOLD } from "../invariants.ts";
import { budgetOf, podOf, workloadOf } from "./manifests.ts";
import { APPS, WORKLOADS, type MixedWorld, type Operation, type Shape } from "./world.ts";

const SCOPE = { namespace: "default", namespaceIsExplicit: false };

function picked<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

/** `statefulset/web`, of the workload with that number. */
function wordOf(number: number): string {
  const { kind, name } = WORKLOADS[number] ?? WORKLOADS[0];
  return `${kind.toLowerCase()}/${name}`;
}

const targets = (...words: string[]): Targets => ({ words });

function pickedWord(view: View, kind: string, pick: number): string | undefined {
  const one = picked(view.list(kind, "default"), pick);
  return one === undefined ? undefined : `${kind.toLowerCase()}/${one.metadata.name}`;
}

function applied(object: JsonObject): Request {
  return { ...SCOPE, verb: "apply", manifests: [{ file: "world.yaml", object }], dryRun: "none" };
}

function created(object: JsonObject): Request {
  return { ...SCOPE, verb: "create", manifests: [{ file: "world.yaml", object }], dryRun: "none" };
}

function deleted(word: string | undefined, options: Partial<Extract<Request, { verb: "delete" }>> = {}) {
  if (word === undefined) return undefined;
  return { ...SCOPE, verb: "delete", targets: targets(word), dryRun: "none", ...options } as const;
}

function held(view: View, { kind, pick, on }: Extract<Operation, { do: "hold" }>): Request | undefined {
  const object = picked(view.list(kind, "default") as readonly KubeObject[], pick);
  if (object === undefined) return undefined;
  const others = (object.metadata.finalizers ?? []).filter((one) => one !== HOLD);
  const finalizers = on ? [...others, HOLD] : others;
  const word = `${kind.toLowerCase()}/${object.metadata.name}`;
  return {
    ...SCOPE,
    verb: "patch",
    targets: targets(word),
    type: "merge",
    patch: { metadata: { finalizers } },
    dryRun: "none",
  };
}

const HOW = { plain: {}, now: { now: true }, force: { force: true, gracePeriodSeconds: 0 } } as const;

function podRequest(operation: Operation, view: View): Request | undefined {
  switch (operation.do) {
    case "delete pod":
      return deleted(pickedWord(view, "Pod", operation.pick), HOW[operation.how]);
    case "hold":
      return held(view, operation);
    case "label": {
      const word = pickedWord(view, "Pod", operation.pick);
      if (word === undefined) return undefined;
      const changes = [`app=${APPS[operation.app] ?? "out"}`];
      return { ...SCOPE, verb: "label", targets: targets(word), changes, overwrite: true, dryRun: "none" };
    }
    case "make pod":
      return created(podOf(operation.name, APPS[operation.app] ?? "out"));
    default:
      return undefined;
  }
}

function nodeRequest(operation: Operation): Request | undefined {
  switch (operation.do) {
    case "cordon":
    case "uncordon":
      return { ...SCOPE, verb: operation.do, targets: targets(`node-${operation.node}`), dryRun: "none" };
    case "drain": {
      const options = { force: true, ignoreDaemonSets: true, dryRun: "none" } as const;
      return { ...SCOPE, verb: "drain", targets: targets(`node-${operation.node}`), timeoutSeconds: 60, ...options };
    }
    case "delete node":
      return deleted(`node/node-${operation.node}`);
    case "make node":
      return created(nodeObject(operation.node) as unknown as JsonObject);
    default:
      return undefined;
  }
}

function workloadRequest(operation: Operation): Request | undefined {
  switch (operation.do) {
    case "scale": {
      const { replicas } = operation;
      return { ...SCOPE, verb: "scale", targets: targets(wordOf(operation.workload)), replicas, dryRun: "none" };
    }
    case "restart":
    case "pause":
    case "resume":
      return { ...SCOPE, verb: `rollout-${operation.do}`, targets: targets(wordOf(operation.workload)) };
    case "undo": {
      const toRevision = operation.revision;
      return {
        ...SCOPE,
        verb: "rollout-undo",
        targets: targets(wordOf(operation.workload)),
        toRevision,
        dryRun: "none",
      };
    }
    case "delete":
      return deleted(wordOf(operation.workload), { cascade: operation.cascade });
    default:
      return undefined;
  }
}

/** The request that an operation comes to in a cluster; undefined for what is no request, or is about nothing. */
export function requestFor(
  operation: Operation,
  world: MixedWorld,
  shapes: readonly Shape[],
  view: View,
): Request | undefined {
  switch (operation.do) {
    case "apply": {
      const shape = shapes[operation.workload];
      return shape === undefined ? undefined : applied(workloadOf(world, operation.workload, shape));
    }
    case "budget": {
      const { name } = WORKLOADS[operation.workload] ?? WORKLOADS[0];
      if (operation.budget === undefined) return deleted(`poddisruptionbudget/${name}`);
      return applied(budgetOf(name, operation.budget));
    }
    case "delete one":
      return deleted(pickedWord(view, operation.kind, operation.pick));
    case "delete claim":
      return deleted(pickedWord(view, "PersistentVolumeClaim", operation.pick));
    default:
      return podRequest(operation, view) ?? nodeRequest(operation) ?? workloadRequest(operation);
  }
}

/** The fault that comes into force; undefined when there is nothing that it could befall. */
export function faultFor({ of, pick, as }: Extract<Operation, { do: "fail" }>, view: View): Fault | undefined {
  if (of === "image") return { target: `image/app:${1 + (pick % 4)}`, namespace: "", as };
  if (of === "node") return { target: `node/node-${1 + (pick % 3)}`, namespace: "", as };
  const kind = of === "pod" ? "Pod" : "PersistentVolumeClaim";
  const name = picked(view.list(kind, "default") as readonly KubeObject[], pick)?.metadata.name;
  return name === undefined ? undefined : { target: `${of}/${name}`, namespace: "default", as };
}
