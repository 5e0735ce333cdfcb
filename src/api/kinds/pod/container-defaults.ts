import { filled, mapped, remembered, replaced, rewritten } from "../../defaulting.ts";
import { parseQuantity, printQuantity, roundUp } from "../../quantity.ts";
import { imageTag } from "./image-reference.ts";
import type { Container, ContainerPort, EnvVar, LifecycleHandler, Probe, ResourceRequirements } from "./types.ts";

type ResourceList = Readonly<Record<string, string | number>>;

const MILLI = -3;

function roundedAmount(amount: string | number): string | number {
  const parsed = parseQuantity(String(amount));
  if (!parsed.ok) return amount;
  const text = printQuantity(roundUp(parsed.quantity, MILLI));
  return text === amount ? amount : text;
}

/**
 * Amounts rounded up to thousandths.
 * @see pkg/apis/core/v1/defaults.go, `SetDefaults_ResourceList` (1.36)
 */
export function roundedResources(resources: ResourceList): ResourceList {
  let changed = false;
  const entries = Object.entries(resources).map(([name, amount]): [string, string | number] => {
    const rounded = roundedAmount(amount);
    changed ||= rounded !== amount;
    return [name, rounded];
  });
  return changed ? Object.fromEntries(entries) : resources;
}

/** Both lists of amounts rounded. */
export function roundedRequirements<T extends { readonly limits?: ResourceList; readonly requests?: ResourceList }>(
  requirements: T,
): T {
  return rewritten(rewritten(requirements, "limits", roundedResources), "requests", roundedResources);
}

/** A number or text that counts as absent when it is zero or empty. */
function orDefault<T extends string | number>(value: T | undefined, byDefault: T): T {
  return value === undefined || value === 0 || value === "" ? byDefault : value;
}

type HttpGet = NonNullable<Probe["httpGet"]>;

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_HTTPGetAction` (1.36) */
function httpGetDefaults<T extends Partial<HttpGet>>(action: T): T {
  const path = orDefault(action.path, "/");
  const scheme = orDefault(action.scheme, "HTTP");
  return action.path === path && action.scheme === scheme ? action : { ...action, path, scheme };
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_Probe` (1.36) */
function probeDefaults(probe: Probe): Probe {
  const numbers = {
    timeoutSeconds: orDefault(probe.timeoutSeconds, 1),
    periodSeconds: orDefault(probe.periodSeconds, 10),
    successThreshold: orDefault(probe.successThreshold, 1),
    failureThreshold: orDefault(probe.failureThreshold, 3),
  };
  const isDone =
    probe.timeoutSeconds === numbers.timeoutSeconds &&
    probe.periodSeconds === numbers.periodSeconds &&
    probe.successThreshold === numbers.successThreshold &&
    probe.failureThreshold === numbers.failureThreshold;
  const timed = isDone ? probe : { ...probe, ...numbers };
  const http = rewritten(timed, "httpGet", httpGetDefaults);
  return rewritten(http, "grpc", (grpc) => filled(grpc, { service: "" }));
}

function handlerDefaults(handler: LifecycleHandler): LifecycleHandler {
  return rewritten(handler, "httpGet", (action) => httpGetDefaults(action as Partial<HttpGet>) as typeof action);
}

function lifecycleDefaults(lifecycle: NonNullable<Container["lifecycle"]>): NonNullable<Container["lifecycle"]> {
  return rewritten(rewritten(lifecycle, "preStop", handlerDefaults), "postStart", handlerDefaults);
}

function portDefaults(port: ContainerPort): ContainerPort {
  return replaced(port, "protocol", orDefault(port.protocol, "TCP"));
}

function envDefaults(variable: EnvVar): EnvVar {
  return rewritten(variable, "valueFrom", (source) =>
    rewritten(
      rewritten(source, "fieldRef", (reference) => filled(reference, { apiVersion: "v1" })),
      "fileKeyRef",
      (reference) => filled(reference, { optional: false }),
    ),
  );
}

const NO_RESOURCES: ResourceRequirements = {};

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_Container` (1.36) */
function scalarDefaults(container: Container): Container {
  const pullPolicy = imageTag(container.image ?? "") === "latest" ? "Always" : "IfNotPresent";
  return filled(container, {
    imagePullPolicy: pullPolicy,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    resources: NO_RESOURCES,
  });
}

const resourcesDefaults = remembered((resources: ResourceRequirements) => roundedRequirements(resources));
const portsDefaults = remembered((ports: readonly ContainerPort[]) => mapped(ports, portDefaults));
const envListDefaults = remembered((variables: readonly EnvVar[]) => mapped(variables, envDefaults));
const sharedProbeDefaults = remembered(probeDefaults);

function containerDefaults(container: Container): Container {
  let result = scalarDefaults(container);
  result = rewritten(result, "resources", resourcesDefaults);
  result = rewritten(result, "ports", portsDefaults);
  result = rewritten(result, "env", envListDefaults);
  result = rewritten(result, "livenessProbe", sharedProbeDefaults);
  result = rewritten(result, "readinessProbe", sharedProbeDefaults);
  result = rewritten(result, "startupProbe", sharedProbeDefaults);
  return rewritten(result, "lifecycle", lifecycleDefaults);
}

/** Defaults of a template's containers. A list that was seen before costs nothing. */
export const containersDefaults = remembered((containers: readonly Container[]) =>
  mapped(containers, containerDefaults),
);

/** Requests that are missing are the limits. @see pkg/apis/core/v1/defaults.go, `SetDefaults_Pod` (1.36) */
function requestsFromLimits(container: Container): Container {
  const limits = container.resources?.limits;
  if (limits === undefined) return container;
  const requests = container.resources?.requests;
  if (requests !== undefined && Object.keys(limits).every((name) => Object.hasOwn(requests, name))) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}

function portsOnHost(container: Container): Container {
  return rewritten(container, "ports", (ports) =>
    mapped(ports, (port) => replaced(port, "hostPort", orDefault(port.hostPort, port.containerPort))),
  );
}

/** What is filled in for a pod's containers, but not for a template's. */
export const podContainersDefaults = remembered((containers: readonly Container[]) =>
  mapped(containers, requestsFromLimits),
);

/** The same for pods in the network of their node. */
export const hostContainersDefaults = remembered((containers: readonly Container[]) =>
  mapped(mapped(containers, requestsFromLimits), portsOnHost),
);
