import { describe, expect, test } from "vitest";
import { printPath } from "../../../src/base/field-path.ts";
import type { Finding } from "../../../src/lint/finding.ts";
import { lintManifests } from "../../../src/lint/lint.ts";
import { bytesOf, verdictGroups, type VerdictCase } from "../../conformance/verdict-case.ts";

/** Answers that depend on what else is in the cluster. */
const DECIDED_BY_THE_CLUSTER = new Set([403, 404, 409, 500]);

/** kubectl keeps the last of equal keys without a word; lint is stricter on purpose. */
function isOwn({ rule, message }: Finding): boolean {
  return rule === "object-defined-twice" || (rule === "strict-decoding" && message.startsWith("duplicate field"));
}

/** An empty file has nothing wrong in it, and which addresses there are is the cluster's affair. */
const NOT_OF_THE_MANIFEST = ["no objects passed to apply", "failed to allocate IP"];

function isComparable({ op, dependsOn, server = [], kubectl }: VerdictCase): boolean {
  const about = server.every(({ code }) => code === undefined || !DECIDED_BY_THE_CLUSTER.has(code));
  const isOther = NOT_OF_THE_MANIFEST.some((words) => kubectl?.stderr.includes(words));
  return op === "create" && dependsOn === undefined && about && !isOther;
}

function errorsIn(verdict: VerdictCase): readonly Finding[] {
  const { findings } = lintManifests([{ file: "manifest.yaml", bytes: bytesOf(verdict) }], {
    namespace: "lint",
    rules: [],
  });
  return findings.filter((finding) => finding.severity === "error" && !isOwn(finding));
}

describe("lint refuses what kubectl and the API server refuse", () => {
  for (const { group, cases } of verdictGroups()) {
    test(group, () => {
      const wrong = cases.filter(isComparable).flatMap((verdict) => {
        const errors = errorsIn(verdict);
        const refused = verdict.kubectlVerdict === "reject";
        if (errors.length > 0 === refused) return [];
        return [
          `${verdict.id}: ${verdict.kubectl?.stderr ?? ""} | ${errors.map(({ message }) => message).join(" | ")}`,
        ];
      });
      expect(wrong).toEqual([]);
    });
  }
});

test("lint shows what is empty as the API server does", () => {
  const text =
    "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\n" +
    "spec: {capacity: {}, accessModes: [ReadWriteOnce], hostPath: {path: /a}}\n";
  const { findings } = lintManifests([{ file: "v.yaml", bytes: new TextEncoder().encode(text) }], { rules: [] });
  expect(findings.map(({ message }) => message)).toEqual([
    "spec.capacity: Required value",
    'spec.capacity: Unsupported value: {}: supported values: "storage"',
  ]);
});

test("lint shows the entry, the index and the volume that the API server leaves out", () => {
  const text = [
    "apiVersion: apps/v1",
    "kind: StatefulSet",
    "metadata: {name: web}",
    "spec:",
    "  selector: {matchLabels: {app: web}}",
    "  template:",
    "    metadata:",
    "      labels:",
    "        app: web",
    "        tier: not fine",
    "    spec:",
    "      volumes: [{name: keys, secret: {}}]",
    "      containers: [{name: web, image: web:1, volumeMounts: [{name: Data, mountPath: /data}]}]",
    "  volumeClaimTemplates:",
    "  - metadata: {name: Data}",
    "    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}",
  ].join("\n");
  const { findings } = lintManifests([{ file: "web.yaml", bytes: new TextEncoder().encode(text) }], { rules: [] });
  expect(findings.map(({ path, at }) => `${printPath(path)} at ${at.start.line}:${at.start.column}`)).toEqual([
    "spec.template.metadata.labels[tier] at 10:15",
    "spec.template.spec.volumes[0].secret.secretName at 12:30",
    "spec.template.spec.containers[0].volumeMounts[0].name at 13:68",
    "spec.volumeClaimTemplates[0].metadata.name at 15:22",
  ]);
});

test("lint shows what a warning of the API server is about", () => {
  const service =
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n    service.kubernetes.io/topology-aware-hints: auto\n";
  const spec =
    "spec:\n  clusterIP: None\n  loadBalancerIP: 10.0.0.1\n  sessionAffinity: ClientIP\n  ports: [{port: 80}]\n";
  const pod =
    "---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  volumes: [{name: keys, secret: {secretName: a, items: [{key: a, path: p}, {key: b, path: p}]}}]\n";
  const text = `${service}${spec}${pod}  containers: [{name: web, image: web:1}]\n`;
  const { findings } = lintManifests([{ file: "web.yaml", bytes: new TextEncoder().encode(text) }], { rules: [] });
  expect(findings.map(({ at, message }) => `${at.start.line}:${at.start.column} ${message.slice(0, 24)}`)).toEqual([
    "6:49 annotation service.kuber",
    "9:19 spec.loadBalancerIP is i",
    "10:20 spec.SessionAffinity is ",
    '17:13 volume "keys" (Secret "a',
  ]);
});

test("lint says of a name that no request can be made for what to write", () => {
  const text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 50%}\n";
  const { findings } = lintManifests([{ file: "a.yaml", bytes: new TextEncoder().encode(text) }], { rules: [] });
  expect(findings).toMatchObject([
    {
      message: "invalid resource name \"50%\": [may not contain '%']",
      fix: "write a name of lower case letters, digits and hyphens",
    },
  ]);
});

test("lint says what helps against the commonest mistakes", () => {
  const pod = (spec: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  ${spec}\n  containers: [{name: c, image: "c:1"`;
  const fixes = [
    pod("imagePullSecrets: [{name: }]") + "}]\n",
    pod("volumes: []") + ", volumeMounts: [{name: v, mountPath: /v}]}]\n",
    pod("volumes: []") + ", env: [{name: A, valueFrom: , secretKeyRef: {name: s, key: k}}]}]\n",
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n` +
      `  template: {spec: {containers: [{name: c, image: "c:1"}]}}\n`,
    pod("volumeMounts: []") + "}]\n",
    pod("nodeSelector: {}") + ", nodeSelector: {}}]\n",
    pod("labels: {a: b}") + "}]\n",
  ].map(
    (text) =>
      lintManifests([{ file: "p.yaml", bytes: new TextEncoder().encode(text) }], { rules: [] }).findings[0]?.fix,
  );
  expect(fixes).toEqual([
    "name the Secret, or take the entry out: kubectl apply cannot compare entries without a name, and fails the next time",
    "add a volume or a claim template of that name, or correct the name",
    "indent it, if it is to lie in valueFrom, which is empty",
    "give the template labels, and select them",
    "move it to spec.containers[]",
    "take it out: spec.nodeSelector is there already",
    "move it to metadata",
  ]);
});
