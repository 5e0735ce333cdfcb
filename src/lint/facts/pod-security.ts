import type { Container, PodSpec } from "../../api/kinds/pod/types.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { containersOf, type PodPlace } from "./containers.ts";

/** What a level of Pod Security does not allow, in the words of the server's answer, and where. */
export interface Violation {
  readonly what: string;
  readonly path: FieldPath;
}

export type PodSecurityLevel = "baseline" | "restricted";

const HOST_FIELDS = ["hostNetwork", "hostPID", "hostIPC"];
/** Capabilities that may be added at baseline. */
const USUAL = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  ),
);
/** Volume sources that may be used at restricted. */
const SOURCES = new Set(
  "configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret name".split(" "),
);

function listAt(value: unknown, path: FieldPath): readonly string[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? (list as readonly string[]) : [];
}

function ofPodAtBaseline(spec: PodSpec, base: FieldPath): readonly Violation[] {
  const host = HOST_FIELDS.filter((field) => valueAt(spec, [field]) === true);
  const hostPath = (spec.volumes ?? []).findIndex(({ hostPath: source }) => source !== undefined);
  const seccomp = ["securityContext", "seccompProfile", "type"];
  return [
    ...host.map((field) => ({ what: "host namespaces", path: [...base, field] })),
    ...(hostPath < 0 ? [] : [{ what: "hostPath volumes", path: [...base, "volumes", hostPath, "hostPath"] }]),
    ...(valueAt(spec, seccomp) === "Unconfined" ? [{ what: "seccompProfile", path: [...base, ...seccomp] }] : []),
  ];
}

function ofContainerAtBaseline(container: Container, base: FieldPath): readonly Violation[] {
  const added = listAt(container, ["securityContext", "capabilities", "add"]);
  const hostPort = (container.ports ?? []).findIndex(({ hostPort: port = 0 }) => port !== 0);
  const context = [...base, "securityContext"];
  const isPrivileged = valueAt(container, ["securityContext", "privileged"]) === true;
  const isUnconfined = valueAt(container, ["securityContext", "seccompProfile", "type"]) === "Unconfined";
  return [
    ...(isPrivileged ? [{ what: "privileged", path: [...context, "privileged"] }] : []),
    ...(added.every((name) => USUAL.has(name))
      ? []
      : [{ what: "non-default capabilities", path: [...context, "capabilities", "add"] }]),
    ...(hostPort < 0 ? [] : [{ what: "hostPort", path: [...base, "ports", hostPort, "hostPort"] }]),
    ...(isUnconfined ? [{ what: "seccompProfile", path: [...context, "seccompProfile", "type"] }] : []),
  ];
}

function ofPodAtRestricted(spec: PodSpec, base: FieldPath): readonly Violation[] {
  const index = (spec.volumes ?? []).findIndex((volume) => Object.keys(volume).some((key) => !SOURCES.has(key)));
  return index < 0 ? [] : [{ what: "restricted volume types", path: [...base, "volumes", index] }];
}

/** `seccompProfile` and `runAsNonRoot` may be said once for the pod. */
function ofContainerAtRestricted(container: Container, base: FieldPath, spec: PodSpec): readonly Violation[] {
  const context = [...base, "securityContext"];
  const own = (field: FieldPath): unknown => valueAt(container, ["securityContext", ...field]);
  const either = (field: FieldPath): unknown => own(field) ?? valueAt(spec, ["securityContext", ...field]);
  const violations: Violation[] = [];
  const add = (what: string, field: FieldPath): void => void violations.push({ what, path: [...context, ...field] });
  if (own(["allowPrivilegeEscalation"]) !== false)
    add("allowPrivilegeEscalation != false", ["allowPrivilegeEscalation"]);
  const drops = listAt(container, ["securityContext", "capabilities", "drop"]).includes("ALL");
  const adds = listAt(container, ["securityContext", "capabilities", "add"]);
  if (!drops || adds.some((name) => name !== "NET_BIND_SERVICE")) add("unrestricted capabilities", ["capabilities"]);
  if (either(["runAsNonRoot"]) !== true) add("runAsNonRoot != true", ["runAsNonRoot"]);
  if (either(["runAsUser"]) === 0) add("runAsUser=0", ["runAsUser"]);
  const seccomp = either(["seccompProfile", "type"]);
  if (seccomp !== "RuntimeDefault" && seccomp !== "Localhost") add("seccompProfile", ["seccompProfile"]);
  return violations;
}

/**
 * What keeps a pod out of a namespace of that level, as far as it is common.
 * @see staging/src/k8s.io/pod-security-admission/policy (1.36)
 */
export function violationsOf(pod: PodPlace, level: PodSecurityLevel): readonly Violation[] {
  const { spec, path } = pod;
  const base = [...path, "spec"];
  const containers = containersOf(pod);
  const baseline = [
    ...ofPodAtBaseline(spec, base),
    ...containers.flatMap(({ container, path: place }) => ofContainerAtBaseline(container, place)),
  ];
  if (level === "baseline") return baseline;
  const restricted = containers.flatMap(({ container, path: place }) =>
    ofContainerAtRestricted(container, place, spec),
  );
  return [...baseline, ...ofPodAtRestricted(spec, base), ...restricted];
}
