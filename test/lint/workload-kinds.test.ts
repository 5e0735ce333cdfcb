import { expect, it } from "vitest";
import { RULES } from "../../src/lint/rules.ts";
import { documents, exampleClaim, exampleObject } from "../../src/lint/example.ts";
import { findingsIn } from "./rule-test.ts";

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}

/** Every kind that makes pods, or is one, with the same pod. */
const KINDS: Readonly<Record<string, (pod: string) => string>> = {
  StatefulSet: (pod) => selecting("StatefulSet", pod),
  Deployment: (pod) => selecting("Deployment", pod),
  ReplicaSet: (pod) => selecting("ReplicaSet", pod),
  DaemonSet: (pod) => selecting("DaemonSet", pod),
  Job: (pod) => exampleObject("batch/v1", "Job", { body: `spec:\n${template(`${pod}\nrestartPolicy: Never`, 2)}` }),
  CronJob: (pod) =>
    exampleObject("batch/v1", "CronJob", {
      body: `spec:\n  schedule: "@daily"\n  jobTemplate:\n    spec:\n${template(`${pod}\nrestartPolicy: Never`, 6)}`,
    }),
  Pod: (pod) => exampleObject("v1", "Pod", { body: `spec:\n${indented(pod, 2)}` }),
};

function template(pod: string, by: number): string {
  return indented(`template:\n  metadata:\n    labels:\n      app: db\n  spec:\n${indented(pod, 4)}`, by);
}

function selecting(kind: string, pod: string): string {
  const body = `spec:\n  selector:\n    matchLabels:\n      app: db\n${template(pod, 2)}`;
  return exampleObject("apps/v1", kind, { body });
}

function containers(lines: string): string {
  return `containers:\n  - name: db\n    image: db:1\n${indented(lines, 4)}`;
}

const MOUNT = "volumeMounts:\n  - name: data\n    mountPath: /data";

/** Flaws of pods that are the same whatever makes them. */
const FLAWS: readonly (readonly [rule: string, pod: string, beside?: string])[] = [
  ["probe-port-unknown", containers("livenessProbe:\n  tcpSocket:\n    port: sql")],
  [
    "container-ports-collide",
    `${containers("ports:\n  - containerPort: 80")}\n  - name: other\n    image: other:1\n    ports:\n      - containerPort: 80`,
  ],
  ["cpu-quantity-suspicious", containers("resources:\n  requests:\n    cpu: 500")],
  ["memory-quantity-suspicious", containers("resources:\n  limits:\n    memory: 512")],
  [
    "memory-volume-above-limit",
    `${containers(`resources:\n  limits:\n    memory: 1Gi\n${MOUNT}`)}\nvolumes:\n  - name: data\n    emptyDir:\n      medium: Memory\n      sizeLimit: 2Gi`,
  ],
  [
    "volume-mode-mismatch",
    `${containers(MOUNT)}\nvolumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: raw`,
    exampleClaim({ name: "raw", accessMode: "ReadWriteMany", spec: "volumeMode: Block" }),
  ],
  ["secret-in-variable", containers("env:\n  - name: DB_PASSWORD\n    value: hunter2")],
  ["service-account-missing", `${containers("tty: true")}\nserviceAccountName: db`],
  ["topology-key-unknown", `${containers("tty: true")}\nnodeSelector:\n  kubernetes.io/os: macos`],
  [
    "affinity-unsatisfiable",
    `${containers("tty: true")}\naffinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: nobody`,
  ],
  [
    "storage-request-tiny",
    `${containers(MOUNT)}\nvolumes:\n  - name: data\n    ephemeral:\n      volumeClaimTemplate:\n        spec:\n          accessModes:\n            - ReadWriteOnce\n          resources:\n            requests:\n              storage: 10`,
  ],
  [
    "storage-class-missing",
    `${containers(MOUNT)}\nvolumes:\n  - name: data\n    ephemeral:\n      volumeClaimTemplate:\n        spec:\n          accessModes:\n            - ReadWriteOnce\n          storageClassName: fats\n          resources:\n            requests:\n              storage: 1Gi`,
    exampleObject("storage.k8s.io/v1", "StorageClass", { name: "fast", body: "provisioner: disk.example.com" }),
  ],
];

const CASES = FLAWS.flatMap(([id, pod, beside]) =>
  Object.entries(KINDS).map(([kind, make]) => {
    return { id, kind, manifest: beside === undefined ? make(pod) : documents(beside, make(pod)) };
  }),
);

it.each(CASES)("$id looks at a $kind", ({ id, manifest }) => {
  const found = findingsIn(
    manifest,
    RULES.filter((rule) => rule.id === id),
  );
  expect(found.filter(({ rule }) => rule === id)).toHaveLength(1);
});
