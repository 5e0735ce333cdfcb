import { describe, expect, it } from "vitest";
import type { ControllerRevision } from "../../../src/api/kinds/controllerrevision/types.ts";
import type { Deployment } from "../../../src/api/kinds/deployment/types.ts";
import type { PodTemplateSpec } from "../../../src/api/kinds/pod/types.ts";
import type { ReplicaSet } from "../../../src/api/kinds/replicaset/types.ts";
import type { StatefulSet } from "../../../src/api/kinds/statefulset/types.ts";
import { viewOf } from "../../../src/cluster/open-view.ts";
import { historyText, undoPreview } from "../../../src/print/rollout/history.ts";
import { rolloutHistory } from "../../../src/rollout/history.ts";
import { recorded } from "../recording.ts";

const rich: PodTemplateSpec = {
  metadata: { labels: { app: "web", tier: "front" }, annotations: { note: "x" } },
  spec: {
    containers: [
      {
        name: "nginx",
        image: "nginx:1.25",
        command: ["nginx", "-g", "daemon off;"],
        ports: [{ name: "http", containerPort: 80, protocol: "TCP" }],
        env: [{ name: "MODE", value: "prod" }],
        resources: { requests: { memory: "64Mi", cpu: "100m" }, limits: { memory: "128Mi" } },
        volumeMounts: [{ name: "data", mountPath: "/data" }],
        readinessProbe: {
          httpGet: { path: "/", port: 80, scheme: "HTTP" },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
      },
    ],
  },
};

const bare: PodTemplateSpec = {
  metadata: { labels: { app: "web" } },
  spec: {
    containers: [{ name: "nginx", image: "nginx:1.26", ports: [{ name: "http", containerPort: 80, protocol: "TCP" }] }],
  },
};

const set: StatefulSet = {
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "web", namespace: "default", uid: "set" },
  spec: { selector: { matchLabels: { app: "web" } }, template: bare },
};

function revision(number: number, template: PodTemplateSpec, cause?: string): ControllerRevision {
  const annotations = cause === undefined ? {} : { "kubernetes.io/change-cause": cause };
  return {
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name: `web-${number}`,
      namespace: "default",
      labels: { app: "web" },
      annotations,
      ownerReferences: [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "set", controller: true }],
    },
    data: { spec: { template: { ...template, $patch: "replace" } } },
    revision: number,
  };
}

const two = [revision(2, bare, "nginx 1.26"), revision(1, rich, "first release")];

describe("rollout history", () => {
  it("lists revisions by number as kubectl did", () => {
    const entries = rolloutHistory(viewOf([set, ...two]), set);
    expect(historyText(set, entries)).toBe(recorded("rollout-history", 3));
    expect(historyText(set, rolloutHistory(viewOf([set, revision(2, bare)]), set))).toBe(
      recorded("history-limit-zero", 2),
    );
  });

  it("prints the template of one revision with raw tabs as kubectl did", () => {
    const entries = rolloutHistory(viewOf([set, ...two]), set);
    expect(historyText(set, entries, 1)).toBe(recorded("rollout-history-template", 1));
    expect(historyText(set, entries, 2)).toBe(recorded("rollout-history", 4));
  });

  it("gives for -o the set as it was at the revision", () => {
    const [first] = rolloutHistory(viewOf([set, ...two]), set);
    expect(first?.object).toEqual({ ...set, spec: { ...set.spec, template: rich } });
  });

  it("refuses numbers that are not there", () => {
    const entries = rolloutHistory(viewOf([set, ...two]), set);
    expect(() => historyText(set, entries, 9)).toThrow("unable to find the specified revision");
    expect(() => historyText(set, entries, -1)).toThrow("revision must be a positive integer: -1");
  });

  it("patches the set's own template where a revision replaces none, as one that was made by hand", () => {
    const byHand = { ...revision(2, bare), data: { spec: { template: { metadata: { labels: { x: "y" } } } } } };
    const entries = rolloutHistory(viewOf([set, byHand]), set);
    const text = historyText(set, entries, 2);
    expect(text).toContain("Labels:\tapp=web\n\tx=y\n");
    expect(text).toContain(`Image:\t${set.spec.template.spec.containers[0]?.image ?? ""}\n`);
  });

  const shop: Deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: set.metadata,
    spec: { selector: { matchLabels: { app: "web" } }, template: bare },
  };
  const replicaSet = (name: string, number: string, template = bare): ReplicaSet => ({
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name,
      namespace: "default",
      labels: { app: "web" },
      annotations: { "deployment.kubernetes.io/revision": number },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "set", controller: true }],
    },
    spec: { selector: { matchLabels: { app: "web" } }, template },
  });

  // Source: ViewHistory of staging/src/k8s.io/kubectl/pkg/polymorphichelpers (1.36.4)
  it("knows a Deployment's causes from its templates, too, and leaves out sets with unreadable numbers", () => {
    const noted = { ...bare, metadata: { ...bare.metadata, annotations: { "kubernetes.io/change-cause": "mine" } } };
    const entries = rolloutHistory(
      viewOf([shop, replicaSet("a", "x"), replicaSet("b", "+3", rich), replicaSet("c", "007", noted)]),
      shop,
    );
    expect(historyText(shop, entries)).toBe(
      "deployment.apps/web \nREVISION  CHANGE-CAUSE\n3         <none>\n7         mine\n\n",
    );
    const none = rolloutHistory(viewOf([shop, replicaSet("a", "x")]), shop);
    expect(historyText(shop, none, 1)).toBe("deployment.apps/web \nNo rollout history found.\n");
  });

  it("shows of two replica sets with the same number the younger, whatever their names", () => {
    const aged = (name: string, second: number, template: PodTemplateSpec): ReplicaSet => {
      const made = replicaSet(name, "2", template);
      const creationTimestamp = `2026-01-01T00:00:0${second}Z`;
      return { ...made, metadata: { ...made.metadata, creationTimestamp } };
    };
    const other = { ...bare, metadata: { labels: { app: "web", tier: "back" } } };
    const entries = rolloutHistory(viewOf([shop, aged("a", 2, rich), aged("b", 1, other)]), shop);
    expect(entries.map(({ object }) => object.metadata.name)).toEqual(["a"]);
  });

  it("does not count revisions that the set does not control", () => {
    const orphan = { ...revision(3, bare), metadata: { name: "web-3", namespace: "default", labels: { app: "web" } } };
    expect(rolloutHistory(viewOf([set, orphan]), set)).toEqual([]);
    expect(historyText(set, [])).toBe("statefulset.apps/web \nNo rollout history found.\n");
  });

  it("previews an undo", () => {
    const text = undoPreview(set, bare);
    expect(text).toMatch(/^statefulset\.apps\/web will roll back to Pod Template:\n {2}Labels:\tapp=web\n/);
    expect(text).toMatch(/\n \(dry run\)\n$/);
  });
});
