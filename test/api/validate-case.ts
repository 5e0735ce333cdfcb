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

/** An object named `web`, where the body says nothing else. `key`: the kind, with its group where it is not simulated. */
function objectOf(key: string, { metadata, ...body }: Body): KubeObject {
  const own = { name: "web", ...(metadata as object | undefined) };
  const [kind = "", ...group] = key.split(".");
  const version = group.length === 0 ? "v1" : `${group.join(".")}/v1`;
  return { apiVersion: API_VERSIONS[key] ?? version, kind, metadata: own, ...body };
}

interface Made {
  readonly strategy: KindStrategy;
  readonly sent: KubeObject;
  readonly object: KubeObject;
}

function made(kind: string, body: Body): Made {
  const strategy = strategyFor(kind);
  const sent = strategy.defaults(objectOf(kind, body), CONTEXT);
  return { strategy, sent, object: strategy.prepareForCreate(sent, CONTEXT) };
}

/** The object as the server would store it. */
export function storedOf(kind: string, body: Body): Body {
  return { ...made(kind, body).object };
}

/** What the server has against a new object. */
export function errorsOf(kind: string, body: Body): readonly string[] {
  const { strategy, object } = made(kind, body);
  return strategy.validate(object, CONTEXT).map(fieldErrorText);
}

/** The old object has the status that its body says, if any. */
function changed(kind: string, before: Body, after: Body): Omit<Made, "sent"> & { readonly old: KubeObject } {
  const { strategy, object: created } = made(kind, before);
  const old = "status" in before ? { ...created, status: before["status"] } : created;
  const object = strategy.prepareForUpdate(strategy.defaults(objectOf(kind, after), CONTEXT), old, CONTEXT);
  return { strategy, object, old };
}

/** The object as the server would store it in the place of another. */
export function changedOf(kind: string, before: Body, after: Body): Body {
  return { ...changed(kind, before, after).object };
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
  const { strategy, sent, object } = made(kind, body);
  return [...(strategy.preparationWarnings?.(sent) ?? []), ...(strategy.warnings?.(object, undefined, CONTEXT) ?? [])];
}
