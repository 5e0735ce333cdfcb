import { printPath, type FieldPath } from "../../../base/field-path.ts";
import { goText } from "../../../base/go-text.ts";
import { list, number, text, type Fields } from "../../validation/fields.ts";
import { CONTAINER_PORT } from "./go-container.ts";
import { placedContainers } from "./placed-containers.ts";

interface PlacedPort {
  readonly at: FieldPath;
  readonly port: Fields;
}

function placedPorts(path: FieldPath, spec: Fields): readonly PlacedPort[] {
  return placedContainers(path, spec).flatMap(([at, container]) =>
    list(container, "ports").map((port, index) => ({ at: [...at, "ports", index], port })),
  );
}

/** The port as Go's `%+v` prints it. */
function goFields(port: Fields): string {
  const members = CONTAINER_PORT.map(([goName, kind, name]) => {
    const field = name ?? `${goName.slice(0, 1).toLowerCase()}${goName.slice(1)}`;
    return `${goName}:${kind === "number" ? number(port, field) : text(port, field)}`;
  });
  return `{${members.join(" ")}}`;
}

function relation(port: Fields, other: Fields): string | undefined {
  const [ip, otherIp] = [text(port, "hostIP"), text(other, "hostIP")];
  const [host, otherHost] = [number(port, "hostPort"), number(other, "hostPort")];
  if (ip === otherIp && host === otherHost) return "duplicate";
  if (host === 0 || otherHost === 0) return "overlapping";
  return host === otherHost && (ip === "") !== (otherIp === "") ? "dangerously ambiguous" : undefined;
}

function clashWarnings(ports: readonly PlacedPort[]): readonly string[] {
  const known = new Map<string, PlacedPort[]>();
  return ports.flatMap((placed) => {
    const { at, port } = placed;
    const warnings: string[] = [];
    if (text(port, "hostIP") !== "" && number(port, "hostPort") === 0)
      warnings.push(`${printPath(at)}: hostIP set without hostPort: ${goFields(port)}`);
    const key = `${number(port, "containerPort")}/${text(port, "protocol")}`;
    const others = known.get(key) ?? [];
    for (const other of others) {
      const how = relation(port, other.port);
      if (how !== undefined) warnings.push(`${printPath(at)}: ${how} port definition with ${printPath(other.at)}`);
    }
    known.set(key, [...others, placed]);
    return warnings;
  });
}

function nameWarnings(ports: readonly PlacedPort[]): readonly string[] {
  const first = new Map<string, FieldPath>();
  return ports.flatMap(({ at, port }) => {
    const name = text(port, "name");
    const other = first.get(name);
    if (name === "" || other === undefined) {
      first.set(name, at);
      return [];
    }
    const use = `services and probes that select ports by name will use ${printPath(other)}`;
    return [`${printPath(at)}: duplicate port name ${goText(name)} with ${printPath(other)}, ${use}`];
  });
}

/** Ports that are declared twice. @see pkg/api/pod/warnings.go, `warningsForPodSpecAndMeta` (1.36) */
export function portWarnings(path: FieldPath, spec: Fields): readonly string[] {
  const ports = placedPorts(path, spec);
  return [...clashWarnings(ports), ...nameWarnings(ports)];
}
