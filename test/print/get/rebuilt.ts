import { parseAllDocuments } from "yaml";
import { createStore } from "../../../src/cluster/store.ts";
import type { KubeObject } from "../../../src/api/object.ts";
import type { View } from "../../../src/cluster/view.ts";

/** Objects made anew from what a recorded scenario tells about them, as far as it does. */

type Recorded = Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- recorded JSON of every kind

export interface RecordedStep {
  readonly kubectl?: string;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly state: Readonly<Record<string, readonly Recorded[]>>;
}

export interface RecordedScenario {
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly RecordedStep[];
}

export const CREATED = "2026-01-01T00:00:00.250Z";

function metadata(name: string, more: Recorded = {}): KubeObject["metadata"] {
  return { name, namespace: "default", creationTimestamp: CREATED, ...more };
}

function owners(texts: readonly string[]): Recorded[] {
  return texts.map((text) => {
    const [kind = "", name = ""] = text.replace(/ controller$/, "").split("/");
    const controller = text.endsWith(" controller");
    const flags = controller ? { controller: true, blockOwnerDeletion: true } : {};
    return { apiVersion: "apps/v1", kind, name, uid: "u", ...flags };
  });
}

/** Every document of the scenario's files. */
export function manifestsOf({ files }: RecordedScenario): readonly Recorded[] {
  return Object.values(files ?? {}).flatMap((text) =>
    parseAllDocuments(text, { logLevel: "silent" }).map((document) => (document.toJS() ?? {}) as Recorded),
  );
}

function templateOf(manifests: readonly Recorded[], kind: string, name: string): Recorded | undefined {
  return manifests.findLast((one) => one["kind"] === kind && one["metadata"]?.name === name)?.["spec"];
}

function pod(one: Recorded): Recorded {
  const state = one["ready"] ? { running: {} } : undefined;
  const started = one["phase"] === "Running";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadata(one["name"], {
      labels: one["labels"],
      ownerReferences: owners(one["owners"]),
      ...(one["terminating"] ? { deletionTimestamp: CREATED } : {}),
    }),
    spec: {
      containers: one["images"].map((image: string, index: number) => ({ name: `c${index}`, image })),
      ...(started ? { nodeName: "node-1" } : {}),
      hostname: one["hostname"],
      subdomain: one["subdomain"],
      volumes: one["claims"].map((claim: string) => {
        const [name = "", claimName = ""] = claim.split("=");
        return { name, persistentVolumeClaim: { claimName } };
      }),
    },
    status: {
      phase: one["phase"],
      podIPs: [{ ip: "10.0.0.1" }],
      containerStatuses: one["images"].map(() => ({
        ready: one["ready"],
        restartCount: 0,
        ...(state ? { state } : {}),
      })),
    },
  };
}

function claim(one: Recorded): Recorded {
  const bound = one["phase"] === "Bound";
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: metadata(one["name"], {
      labels: one["labels"],
      ownerReferences: owners(one["owners"]),
      ...(one["terminating"] ? { deletionTimestamp: CREATED } : {}),
    }),
    spec: {
      ...(bound ? { volumeName: "pvc-00000000-0000-4000-8000-000000000000" } : {}),
      storageClassName: one["storageClassName"],
      volumeMode: "Filesystem",
      resources: { requests: { storage: one["request"] } },
    },
    status: {
      phase: one["phase"],
      ...(bound ? { capacity: { storage: one["request"] }, accessModes: ["ReadWriteOnce"] } : {}),
    },
  };
}

function endpointSlice(service: string, endpoints: readonly Recorded[]): Recorded {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: metadata(`${service}-x`, { labels: { "kubernetes.io/service-name": service } }),
    addressType: "IPv4",
    ports: endpoints[0]?.["ports"],
    endpoints: endpoints.map(() => ({ addresses: ["10.0.0.1"] })),
  };
}

function workloads(step: RecordedStep, manifests: readonly Recorded[]): readonly Recorded[] {
  const { state } = step;
  const make = (kind: string, apiVersion: string, one: Recorded): Recorded => ({
    apiVersion,
    kind,
    metadata: metadata(one["name"], {
      ...manifestMetadata(manifests, kind, one["name"]),
      generation: one["generation"],
    }),
    spec: {
      ...templateOf(manifests, kind, one["name"]),
      ...(one["replicas"] === undefined ? {} : { replicas: one["replicas"] }),
    },
    status: one["status"],
  });
  return [
    ...(state["statefulsets"] ?? []).map((one) => make("StatefulSet", "apps/v1", one)),
    ...(state["daemonsets"] ?? []).map((one) => make("DaemonSet", "apps/v1", one)),
    ...(state["poddisruptionbudgets"] ?? []).map((one) => make("PodDisruptionBudget", "policy/v1", one)),
  ];
}

function manifestMetadata(manifests: readonly Recorded[], kind: string, name: string): Recorded {
  const labels = manifests.findLast((one) => one["kind"] === kind && one["metadata"]?.name === name)?.["metadata"]
    .labels;
  return labels === undefined ? {} : { labels };
}

function services(manifests: readonly Recorded[], said: string): readonly Recorded[] {
  const own = manifests.filter(({ kind, metadata: { name } = {} as Recorded }) => {
    return kind === "Service" && said.includes(`service/${name} created`);
  });
  const builtIn = { metadata: { name: "kubernetes" }, spec: { clusterIP: "10.96.0.1", ports: [{ port: 443 }] } };
  return [...own, builtIn].map((one) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: metadata(one["metadata"].name, { labels: one["metadata"].labels }),
    spec: { type: "ClusterIP", ...one["spec"] },
  }));
}

/** The cluster after a step, as far as the recording tells. */
export function rebuilt(scenario: RecordedScenario, step: RecordedStep): View {
  const store = createStore();
  const manifests = manifestsOf(scenario);
  const { state } = step;
  const endpoints = state["endpoints"] ?? [];
  const served = [...new Set(endpoints.map((one) => one["service"] as string))];
  const revisions = (state["controllerrevisions"] ?? []).map((one) => ({
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: metadata(one["name"], { ownerReferences: owners(one["owners"]) }),
    revision: one["revision"],
  }));
  const said = scenario.steps.slice(0, scenario.steps.indexOf(step)).map(({ stdout }) => stdout ?? "");
  const objects: readonly Recorded[] = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } },
    ...(state["pods"] ?? []).map(pod),
    ...(state["persistentvolumeclaims"] ?? []).map(claim),
    ...served.map((service) => {
      return endpointSlice(
        service,
        endpoints.filter((one) => one["service"] === service),
      );
    }),
    ...workloads(step, manifests),
    ...services(manifests, said.join("")),
    ...revisions,
  ];
  for (const object of objects) {
    const kube = object as unknown as KubeObject;
    store.put({ kind: kube.kind, namespace: kube.metadata.namespace ?? "", name: kube.metadata.name }, kube);
  }
  return store.view;
}
