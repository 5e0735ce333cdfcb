import type { Container, ContainerPort, PodSpec } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { keepingMany } from "../../base/last-answer.ts";
import type { Project } from "../project.ts";
import { type Workload, workloadIn } from "./workload.ts";

export interface PlacedContainer {
  readonly container: Container;
  readonly path: FieldPath;
  /** Sidecars are init containers that keep running. */
  readonly role: "main" | "init" | "sidecar";
}

/** A pod template, or a pod, and where it stands. */
export type PodPlace = Pick<Workload, "path" | "spec">;

type Templated = KubeObject & { readonly spec: { readonly template: { readonly spec: PodSpec } } };

/** The pod template of a StatefulSet, a Deployment and the like. */
export function templateOf(object: Templated): PodPlace {
  return workloadIn(object) ?? { path: ["spec", "template"], spec: object.spec.template.spec };
}

/** The containers of a pod in the order in which the API writes them: main ones, then init containers. */
export const containersOf = keepingMany(({ path, spec }: PodPlace): readonly PlacedContainer[] => {
  const main = spec.containers.map((container, index): PlacedContainer => ({
    container,
    path: [...path, "spec", "containers", index],
    role: "main",
  }));
  const init = (spec.initContainers ?? []).map((container, index): PlacedContainer => ({
    container,
    path: [...path, "spec", "initContainers", index],
    role: container.restartPolicy === "Always" ? "sidecar" : "init",
  }));
  return init.length === 0 ? main : [...main, ...init];
});

/** Those that run as long as the pod does. */
export function runningContainersOf(pod: PodPlace): readonly PlacedContainer[] {
  return containersOf(pod).filter(({ role }) => role !== "init");
}

function noPorts(): WeakMap<readonly Workload[], readonly ContainerPort[]> {
  return new WeakMap();
}

/** The ports that containers of these workloads declare, those of init containers that end left out. */
export function portsOf(project: Project, workloads: readonly Workload[]): readonly ContainerPort[] {
  const known = project.index(noPorts);
  let ports = known.get(workloads);
  if (ports === undefined) {
    ports = workloads.flatMap((workload) =>
      runningContainersOf(workload).flatMap(({ container }) => container.ports ?? []),
    );
    known.set(workloads, ports);
  }
  return ports;
}

export const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"] as const;
export const HOOKS = ["postStart", "preStop"] as const;

/** A command line, and its place in the container. */
export interface HandlerLine {
  readonly place: FieldPath;
  readonly words: readonly string[];
}

/** The command lines of a container's probes and hooks. */
export function handlerLines(container: Container): readonly HandlerLine[] {
  const lines: HandlerLine[] = [];
  for (const name of PROBES) {
    const words = container[name]?.exec?.command;
    if (words !== undefined) lines.push({ place: [name, "exec", "command"], words });
  }
  const { lifecycle } = container;
  if (lifecycle === undefined) return lines;
  for (const name of HOOKS) {
    const words = lifecycle[name]?.exec?.command;
    if (words !== undefined) lines.push({ place: ["lifecycle", name, "exec", "command"], words });
  }
  return lines;
}

/** What a container, or a whole pod, asks for, and where that stands. */
export interface PlacedResources {
  readonly resources: NonNullable<Container["resources"]>;
  readonly path: FieldPath;
}

/** The resources of a pod's containers, then those of the pod as a whole. */
export const resourcesIn = keepingMany((pod: PodPlace): readonly PlacedResources[] => {
  const own = containersOf(pod).flatMap(({ container: { resources }, path }): PlacedResources[] =>
    resources === undefined ? [] : [{ resources, path: [...path, "resources"] }],
  );
  const { resources } = pod.spec;
  return resources === undefined ? own : [...own, { resources, path: [...pod.path, "spec", "resources"] }];
});
