import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { podSecurityViolated } from "../../../src/lint/rules/pod-security-violated.ts";
import { messagesIn } from "../messages.ts";

const SHOP = (level: string): string =>
  exampleObject("v1", "Namespace", {
    name: "shop",
    metadata: `labels:\n  pod-security.kubernetes.io/enforce: ${level}`,
  });
const IN = (level: string, parts: { pod?: string; container?: string }): string =>
  documents(SHOP(level), exampleService({ namespace: "shop" }), exampleSet({ namespace: "shop", ...parts }));

const KEPT = "securityContext:\n  allowPrivilegeEscalation: false\n  capabilities:\n    drop:\n      - ALL";
const ALL = "securityContext:\n  runAsNonRoot: true\n  seccompProfile:\n    type: RuntimeDefault";

it("knows what restricted asks of a pod and of its containers", () => {
  expect(messagesIn(IN("restricted", { pod: ALL, container: KEPT }), podSecurityViolated)).toEqual([]);
  expect(messagesIn(IN("restricted", {}), podSecurityViolated)).toEqual([
    "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation: namespace shop enforces restricted, and the pods " +
      "violate it: allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile",
  ]);
  expect(messagesIn(IN("restricted", { pod: `${ALL}\n  runAsUser: 0`, container: KEPT }), podSecurityViolated)).toEqual(
    [
      "spec.template.spec.containers[0].securityContext.runAsUser: namespace shop enforces restricted, and the pods violate it: runAsUser=0",
    ],
  );
  const nfs = "volumes:\n  - name: data\n    nfs:\n      server: a\n      path: /";
  expect(messagesIn(IN("restricted", { pod: `${ALL}\n${nfs}`, container: KEPT }), podSecurityViolated)).toEqual([
    "spec.template.spec.volumes[0]: namespace shop enforces restricted, and the pods violate it: restricted volume types",
  ]);
});

it("knows what baseline refuses", () => {
  expect(messagesIn(IN("baseline", {}), podSecurityViolated)).toEqual([]);
  expect(
    messagesIn(
      IN("baseline", { container: "securityContext:\n  capabilities:\n    add:\n      - CHOWN" }),
      podSecurityViolated,
    ),
  ).toEqual([]);
  const bad = (path: string, what: string): readonly string[] => [
    `${path}: namespace shop enforces baseline, and the pods violate it: ${what}`,
  ];
  expect(messagesIn(IN("baseline", { pod: "hostNetwork: true" }), podSecurityViolated)).toEqual(
    bad("spec.template.spec.hostNetwork", "host namespaces"),
  );
  expect(
    messagesIn(
      IN("baseline", { pod: "volumes:\n  - name: logs\n    hostPath:\n      path: /var/log" }),
      podSecurityViolated,
    ),
  ).toEqual(bad("spec.template.spec.volumes[0].hostPath", "hostPath volumes"));
  const context = (text: string): string => IN("baseline", { container: `securityContext:\n  ${text}` });
  expect(messagesIn(context("privileged: true"), podSecurityViolated)).toEqual(
    bad("spec.template.spec.containers[0].securityContext.privileged", "privileged"),
  );
  expect(messagesIn(context("capabilities:\n    add:\n      - IPC_LOCK"), podSecurityViolated)).toEqual(
    bad("spec.template.spec.containers[0].securityContext.capabilities.add", "non-default capabilities"),
  );
});

it("looks at namespaces that enforce something, and at no pods of Windows", () => {
  expect(messagesIn(IN("privileged", { pod: "hostNetwork: true" }), podSecurityViolated)).toEqual([]);
  expect(messagesIn(IN("restricted", { pod: "os:\n  name: windows" }), podSecurityViolated)).toEqual([]);
});
