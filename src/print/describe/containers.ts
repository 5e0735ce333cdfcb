import type { Container, ContainerPort, ContainerState, ContainerStatus, Pod } from "../../api/kinds/pod/types.ts";
import type { ResourceRequirements } from "../../api/kinds/pod/types.ts";
import { byBytes } from "../../base/json.ts";
import { environment } from "./environment.ts";
import { moment } from "./moment.ts";
import type { Outline } from "./outline.ts";
import { probeText } from "./probe.ts";
import { seccompProfile } from "./seccomp.ts";

/** `indent` is two spaces inside a pod template and nothing in a pod; it moves names by one column only. */
export interface ContainerGroup {
  readonly label: string;
  readonly containers: readonly Container[];
  readonly statuses?: readonly ContainerStatus[];
  readonly pod?: Pod;
  readonly inTemplate: boolean;
}

function portLine(out: Outline, label: string, ports: readonly string[]): void {
  if (ports.length > 1) out.line(2, `${label}s:`, ports.join(", "));
  else out.line(2, `${label}:`, ports[0] ?? "<none>");
}

function portText(port: ContainerPort, number: number): string {
  const name = port.name === undefined || port.name === "" ? "" : ` (${port.name})`;
  return `${number}/${port.protocol ?? "TCP"}${name}`;
}

function basics(out: Outline, container: Container, status: ContainerStatus | undefined): void {
  const ports = container.ports ?? [];
  if (status !== undefined) out.line(2, "Container ID:", status.containerID ?? "");
  out.line(2, "Image:", container.image ?? "");
  if (status !== undefined) out.line(2, "Image ID:", status.imageID);
  portLine(
    out,
    "Port",
    ports.map((port) => portText(port, port.containerPort)),
  );
  portLine(
    out,
    "Host Port",
    ports.map((port) => portText(port, port.hostPort ?? 0)),
  );
  seccompProfile(out, container.securityContext, [2, 3]);
}

function words(out: Outline, label: string, list: readonly string[] | undefined): void {
  if (list === undefined || list.length === 0) return;
  out.line(2, label);
  for (const line of list.flatMap((word) => word.split("\n"))) out.line(3, line);
}

function state(out: Outline, label: string, { running, waiting, terminated }: ContainerState): void {
  if (running !== undefined) {
    out.line(2, label, "Running");
    out.line(3, "Started:", moment(running.startedAt));
  } else if (terminated !== undefined) {
    out.line(2, label, "Terminated");
    if (terminated.reason) out.line(3, "Reason:", terminated.reason);
    if (terminated.message) out.line(3, "Message:", terminated.message);
    out.line(3, "Exit Code:", terminated.exitCode);
    if ((terminated.signal ?? 0) > 0) out.line(3, "Signal:", terminated.signal ?? 0);
    out.line(3, "Started:", moment(terminated.startedAt));
    out.line(3, "Finished:", moment(terminated.finishedAt));
  } else {
    out.line(2, label, "Waiting");
    if (waiting?.reason) out.line(3, "Reason:", waiting.reason);
  }
}

function condition(out: Outline, status: ContainerStatus): void {
  state(out, "State:", status.state ?? {});
  if (status.lastState?.terminated !== undefined) state(out, "Last State:", status.lastState);
  out.line(2, "Ready:", status.ready ? "True" : "False");
  out.line(2, "Restart Count:", status.restartCount);
}

/** The blocks `Limits:` and `Requests:`, each only when it has entries. */
export function resources(out: Outline, level: number, { limits, requests }: ResourceRequirements): void {
  const lists = [
    ["Limits:", limits],
    ["Requests:", requests],
  ] as const;
  for (const [label, quantities = {}] of lists) {
    const names = Object.keys(quantities).sort(byBytes);
    if (names.length > 0) out.line(level, label);
    for (const name of names) out.line(level + 1, `${name}:`, quantities[name] ?? "");
  }
}

function probes(out: Outline, container: Container): void {
  if (container.livenessProbe !== undefined) out.line(2, "Liveness:", probeText(container.livenessProbe));
  if (container.readinessProbe !== undefined) out.line(2, "Readiness:", probeText(container.readinessProbe));
  if (container.startupProbe !== undefined) out.line(2, "Startup:", probeText(container.startupProbe));
}

function mounts(out: Outline, container: Container): void {
  const list = [...(container.volumeMounts ?? [])].sort((a, b) => byBytes(a.mountPath, b.mountPath));
  const none = list.length === 0 ? ["<none>"] : [];
  out.line(2, "Mounts:", ...none);
  for (const mount of list) {
    const path = mount.subPath ? `,path=${JSON.stringify(mount.subPath)}` : "";
    out.line(3, `${mount.mountPath} from ${mount.name} (${mount.readOnly === true ? "ro" : "rw"}${path})`);
  }
  const devices = [...(container.volumeDevices ?? [])].sort((a, b) => byBytes(a.devicePath, b.devicePath));
  if (devices.length > 0) out.line(2, "Devices:", ...none);
  for (const device of devices) out.line(3, `${device.devicePath} from ${device.name}`);
}

/** A list of containers, with their states where statuses are given. */
export function containers(out: Outline, { label, containers: list, statuses, pod, inTemplate }: ContainerGroup): void {
  out.line(inTemplate ? 1 : 0, list.length === 0 ? `${label}: <none>` : `${label}:`);
  for (const container of list) {
    const status = statuses?.find((candidate) => candidate.name === container.name);
    out.line(1, `${inTemplate ? " " : ""}${container.name}:`);
    basics(out, container, status);
    words(out, "Command:", container.command);
    words(out, "Args:", container.args);
    if (status !== undefined) condition(out, status);
    resources(out, 2, container.resources ?? {});
    probes(out, container);
    environment(out, container, pod);
    mounts(out, container);
  }
}
