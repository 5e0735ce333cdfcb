import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, notSupported, required, type FieldError } from "../../field-error.ts";
import { labelFlaws, qualifiedNameFlaws } from "../../names.ts";
import { list, number, optionalText, text, type Fields } from "../../validation/fields.ts";
import { portNumberFlaws } from "../../validation/formats.ts";
import { printedStruct, type GoStruct } from "../../validation/go-value.ts";
import { invalidEach } from "../../validation/labels.ts";
import { PROTOCOLS } from "../pod/validate-container.ts";
import { validatePort as validateTargetPort } from "../pod/validate-probes.ts";

const PORTS: FieldPath = ["spec", "ports"];

const PORT_IDENTITY: GoStruct = [
  ["Name", "text", ""],
  ["Protocol", "text"],
  ["AppProtocol", "pointer", ""],
  ["Port", "number"],
  ["TargetPort", "number", ""],
  ["NodePort", "number", ""],
];

function validatePortName(
  path: FieldPath,
  name: string,
  known: ReadonlySet<string>,
  needed: boolean,
): readonly FieldError[] {
  if (name === "") return needed ? [required(path)] : [];
  return [...invalidEach(path, name, labelFlaws(name)), ...(known.has(name) ? [duplicate(path, name)] : [])];
}

/** The port that a Service's port leads to is the same one unless it says otherwise. */
function withTarget(port: Fields): Fields {
  const target = port["targetPort"];
  return target == null || target === 0 || target === "" ? { ...port, targetPort: port["port"] } : port;
}

/** @see pkg/apis/core/validation/validation.go, `validateServicePort` (1.36) */
export function validatePorts(spec: Fields): readonly FieldError[] {
  const ports = list(spec, "ports");
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = [...PORTS, index];
    const name = text(port, "name");
    const protocol = optionalText(port, "protocol") ?? "TCP";
    const application = optionalText(port, "appProtocol");
    const errors = [
      ...validatePortName([...at, "name"], name, names, ports.length > 1),
      ...invalidEach([...at, "port"], number(port, "port"), portNumberFlaws(number(port, "port"))),
      ...(PROTOCOLS.includes(protocol) ? [] : [notSupported([...at, "protocol"], protocol, PROTOCOLS)]),
      ...validateTargetPort([...at, "targetPort"], withTarget(port), "targetPort"),
      ...(application === undefined
        ? []
        : invalidEach([...at, "appProtocol"], application, qualifiedNameFlaws(application))),
    ];
    if (name !== "") names.add(name);
    return errors;
  });
}

/** Node ports and ports that occur twice with one protocol. */
export function validatePortsOnce(spec: Fields): readonly FieldError[] {
  const ports = list(spec, "ports").map((port): Fields => ({ protocol: "TCP", ...port }));
  const repeated = (name: string): readonly boolean[] => {
    const seen = new Set<string>();
    return ports.map((port) => {
      const key = `${number(port, name)} ${text(port, "protocol")}`;
      return seen.size === seen.add(key).size;
    });
  };
  const nodePorts = repeated("nodePort");
  const numbers = repeated("port");
  return [
    ...ports.flatMap((port, index) => {
      const nodePort = number(port, "nodePort");
      return nodePort !== 0 && nodePorts[index] === true ? [duplicate([...PORTS, index, "nodePort"], nodePort)] : [];
    }),
    ...ports.flatMap((port, index) =>
      numbers[index] === true ? [duplicate([...PORTS, index], printedStruct(port, PORT_IDENTITY))] : [],
    ),
  ];
}
