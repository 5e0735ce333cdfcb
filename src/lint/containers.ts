import type { Container, PodSpec } from "../api/kinds/pod/types.ts";
import type { FieldPath } from "../base/field-path.ts";
import type { Workload } from "./workload.ts";

export interface PlacedContainer {
  readonly container: Container;
  readonly path: FieldPath;
  /** Sidecars are init containers that keep running. */
  readonly role: "main" | "init" | "sidecar";
}

type PodPlace = Pick<Workload, "path" | "spec">;

/** The pod template of a StatefulSet, a Deployment and the like. */
export function templateOf(object: { readonly spec: { readonly template: { readonly spec: PodSpec } } }): PodPlace {
  return { path: ["spec", "template"], spec: object.spec.template.spec };
}

/** The containers of a pod in the order in which the API writes them: main ones, then init containers. */
export function containersOf({ path, spec }: PodPlace): readonly PlacedContainer[] {
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
}

/** Those that run as long as the pod does. */
export function runningContainersOf(pod: PodPlace): readonly PlacedContainer[] {
  return containersOf(pod).filter(({ role }) => role !== "init");
}
