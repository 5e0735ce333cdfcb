import { FEATURE_GATES } from "../../src/api/feature-gates.ts";
import { fieldErrorText } from "../../src/api/field-error.ts";
import type { KubeObject } from "../../src/api/object.ts";
import type { KindStrategy, StrategyContext } from "../../src/api/strategy.ts";
import { strategyFor } from "../../src/api/strategies.ts";

const CONTEXT: StrategyContext = { gates: FEATURE_GATES };

export type Body = Readonly<Record<string, unknown>>;

const API_VERSIONS: Readonly<Record<string, string>> = {
  ControllerRevision: "apps/v1",
  DaemonSet: "apps/v1",
  Deployment: "apps/v1",
  EndpointSlice: "discovery.k8s.io/v1",
  "HorizontalPodAutoscaler.autoscaling": "autoscaling/v2",
  PodDisruptionBudget: "policy/v1",
  ReplicaSet: "apps/v1",
  StatefulSet: "apps/v1",
  StorageClass: "storage.k8s.io/v1",
};

/** An object named `web`, where the body says nothing else. */
function objectOf(kind: string, { metadata, ...body }: Body): KubeObject {
  const own = { name: "web", ...(metadata as object | undefined) };
  return { apiVersion: API_VERSIONS[kind] ?? "v1", kind, metadata: own, ...body };
}

function made(kind: string, body: Body): { readonly strategy: KindStrategy; readonly object: KubeObject } {
  const strategy = strategyFor(kind);
  return { strategy, object: strategy.prepareForCreate(strategy.defaults(objectOf(kind, body), CONTEXT), CONTEXT) };
}

/** What the server has against a new object. */
export function errorsOf(kind: string, body: Body): readonly string[] {
  const { strategy, object } = made(kind, body);
  return strategy.validate(object, CONTEXT).map(fieldErrorText);
}

/** The old object has the status that its body says, if any. */
function changed(kind: string, before: Body, after: Body): ReturnType<typeof made> & { readonly old: KubeObject } {
  const { strategy, object: created } = made(kind, before);
  const old = "status" in before ? { ...created, status: before["status"] } : created;
  const object = strategy.prepareForUpdate(strategy.defaults(objectOf(kind, after), CONTEXT), old, CONTEXT);
  return { strategy, object, old };
}

/** What the server has against one object becoming another. */
export function changeErrors(kind: string, before: Body, after: Body): readonly string[] {
  const { strategy, object, old } = changed(kind, before, after);
  return strategy.validateUpdate(object, old, CONTEXT).map(fieldErrorText);
}

export function changeWarnings(kind: string, before: Body, after: Body): readonly string[] {
  const { strategy, object, old } = changed(kind, before, after);
  return strategy.warnings?.(object, old, CONTEXT) ?? [];
}

export function warningsOf(kind: string, body: Body): readonly string[] {
  const { strategy, object } = made(kind, body);
  return strategy.warnings?.(object, undefined, CONTEXT) ?? [];
}
