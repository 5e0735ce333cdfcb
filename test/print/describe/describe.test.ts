import { readFileSync } from "node:fs";
import { describe as group, expect, it } from "vitest";
import type { Event } from "../../../src/api/kinds/event/types.ts";
import type { PersistentVolumeClaim } from "../../../src/api/kinds/persistentvolumeclaim/types.ts";
import type { Pod, PodCondition } from "../../../src/api/kinds/pod/types.ts";
import type { StatefulSet } from "../../../src/api/kinds/statefulset/types.ts";
import type { KubeObject } from "../../../src/api/object.ts";
import { instantOf } from "../../../src/base/instant.ts";
import { viewOf } from "../../../src/cluster/open-view.ts";
import { describe } from "../../../src/print/describe/describe.ts";
import { recorded } from "../recording.ts";

const owner = { apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "set", controller: true };

function event(about: KubeObject, index: number, rest: Partial<Event>): Event {
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `e-${index}`, namespace: "default", uid: `e-${index}` },
    involvedObject: {
      kind: about.kind,
      name: about.metadata.name,
      namespace: "default",
      uid: about.metadata.uid ?? "",
    },
    type: "Normal",
    count: 1,
    ...rest,
  };
}

function set(replicas: number): StatefulSet {
  const containers = [
    {
      name: "nginx",
      image: "nginx:1.25",
      ports: [{ name: "", containerPort: 80, protocol: "TCP" }],
      env: [{ name: "MODE", value: "prod" }],
      resources: { requests: { cpu: "100m" } },
      volumeMounts: [{ name: "data", mountPath: "/data" }],
    },
  ];
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: {
      name: "web",
      namespace: "default",
      uid: "set",
      labels: { tier: "front" },
      creationTimestamp: "2026-11-20T11:17:18Z",
      annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" },
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: "web" } },
      template: {
        metadata: { labels: { app: "web" } },
        spec: {
          containers: containers.map((c) => ({ ...c, ports: [{ name: "http", containerPort: 80, protocol: "TCP" }] })),
        },
      },
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } },
      volumeClaimTemplates: [claim("data", { requests: { storage: "1Gi" } })],
    },
    status: { replicas: 2 },
  };
}

function claim(name: string, resources: PersistentVolumeClaim["spec"]["resources"] & object): PersistentVolumeClaim {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name },
    spec: { accessModes: ["ReadWriteOnce"], resources, volumeMode: "Filesystem" },
  };
}

function condition(type: string, up: boolean): PodCondition {
  return { type, status: up ? "True" : "False" };
}

function pod(name: string, state: "running" | "crashing"): Pod {
  const started = "2026-11-20T11:17:33Z";
  const isUp = state === "running";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace: "default",
      uid: name,
      ownerReferences: [owner],
      labels: {
        app: "web",
        "statefulset.kubernetes.io/pod-name": name,
        "apps.kubernetes.io/pod-index": "0",
        "controller-revision-hash": "web-754d988dcf",
      },
    },
    spec: {
      nodeName: "node-1",
      priority: 0,
      containers: [
        {
          name: "nginx",
          image: "nginx:1.25",
          ports: [{ name: "http", containerPort: 80, protocol: "TCP" }],
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        },
      ],
      volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data-web-0" } }],
      tolerations: ["unreachable", "not-ready"].map((taint) => ({
        key: `node.kubernetes.io/${taint}`,
        operator: "Exists",
        effect: "NoExecute",
        tolerationSeconds: 300,
      })),
    },
    status: {
      phase: "Running",
      hostIP: "192.168.0.1",
      podIP: "10.244.0.10",
      podIPs: [{ ip: "10.244.0.10" }],
      startTime: started,
      qosClass: "BestEffort",
      conditions: [
        condition("PodReadyToStartContainers", true),
        condition("Initialized", true),
        condition("Ready", isUp),
        condition("ContainersReady", isUp),
        condition("PodScheduled", true),
      ],
      containerStatuses: [
        {
          name: "nginx",
          image: "nginx:1.25",
          imageID: "sim://nginx:1.25",
          ready: isUp,
          restartCount: isUp ? 0 : 4,
          state: isUp ? { running: { startedAt: started } } : { waiting: { reason: "CrashLoopBackOff" } },
        },
      ],
    },
  };
}

const now = instantOf("2026-11-20T11:17:20Z");

interface Vectors {
  readonly now: string;
  readonly cases: readonly {
    readonly what: string;
    readonly objects: readonly KubeObject[];
    readonly prints: readonly string[];
  }[];
}

/** What kubectl's describers printed of the first of some objects. */
const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")) as Vectors;

group("describe", () => {
  it("prints a pod as kubectl did", () => {
    for (const [state, step] of [
      ["running", 1],
      ["crashing", 3],
    ] as const) {
      const object = pod("web-0", state);
      expect(describe(viewOf([object]), object, { now, showEvents: true })).toBe(recorded("describe-pod", step));
    }
  });

  it("prints a set with its claims and events as kubectl did", () => {
    const object = set(2);
    const messages = ["web-0", "web-1"].flatMap((name) => [
      `Create Claim data-${name} Pod ${name} in StatefulSet web success`,
      `Create Pod ${name} in StatefulSet web successful`,
    ]);
    const events = messages.map((message, index) => {
      const at = "2026-11-20T11:17:18Z";
      const source = { component: "statefulset-controller" };
      return event(object, index, {
        reason: "SuccessfulCreate",
        message,
        source,
        firstTimestamp: at,
        lastTimestamp: at,
      });
    });
    const view = viewOf([object, pod("web-0", "running"), pod("web-1", "running"), ...events]);
    expect(describe(view, object, { now, showEvents: true })).toBe(recorded("describe-statefulset", 1));
  });

  it("prints a pending claim with its warning as kubectl did", () => {
    const object: PersistentVolumeClaim = {
      ...claim("data-web-0", {}),
      metadata: {
        name: "data-web-0",
        namespace: "default",
        uid: "claim",
        labels: { app: "web" },
        finalizers: ["kubernetes.io/pvc-protection"],
      },
      spec: { ...claim("x", {}).spec, storageClassName: "fast" },
      status: { phase: "Pending" },
    };
    const warning = event(object, 0, {
      type: "Warning",
      reason: "ProvisioningFailed",
      message: 'storageclass.storage.k8s.io "fast" not found',
      source: { component: "persistentvolume-controller" },
      firstTimestamp: "2026-11-20T11:17:10Z",
      lastTimestamp: "2026-11-20T11:17:10Z",
    });
    const view = viewOf([object, pod("web-0", "running"), warning]);
    expect(describe(view, object, { now, showEvents: true })).toBe(recorded("pvc-storage-class-missing", 3));
  });

  it("leaves the events out, and adds the last user of a claim, when told to", () => {
    const object: PersistentVolumeClaim = {
      ...claim("data-web-0", {}),
      metadata: { name: "data-web-0", namespace: "default" },
    };
    const text = describe(viewOf([object]), object, { now, showEvents: false, lastUsedBy: "web-0 (deleted 5m ago)" });
    expect(text).not.toContain("Events:");
    expect(text).toMatch(/^Last Used By: {2}web-0 \(deleted 5m ago\)$/m);
  });

  it("shows up to three ready endpoints for each port of a Service", () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace: "default", uid: "svc" },
      spec: {
        clusterIP: "None",
        clusterIPs: ["None"],
        type: "ClusterIP",
        ports: [{ name: "http", port: 80, protocol: "TCP" }],
      },
    };
    const addresses = ["1", "2", "3", "4", "5"].map((n) => `10.0.0.${n}`);
    const slice = {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { name: "web-x", namespace: "default", labels: { "kubernetes.io/service-name": "web" } },
      addressType: "IPv4",
      ports: [{ name: "http", port: 80, protocol: "TCP" }],
      endpoints: addresses.map((address, index) => ({ addresses: [address], conditions: { ready: index > 0 } })),
    };
    const text = describe(viewOf([service, slice] as KubeObject[]), service, { now, showEvents: false });
    expect(text).toContain("Endpoints:         10.0.0.2:80,10.0.0.3:80,10.0.0.4:80 + 1 more...\n");
    const alone = describe(viewOf([service] as KubeObject[]), service, { now, showEvents: false });
    expect(alone).toMatch(/^Endpoints: +<none>$/m);
  });

  it("indents the labels of an ephemeral volume's claim twice, as kubectl's writer does", () => {
    const metadata = { labels: { a: "b", c: "d" }, annotations: { e: "f", g: "h\ni" } };
    const spec = { accessModes: ["ReadWriteOnce"], storageClassName: "s" };
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "eph", namespace: "default" },
      spec: {
        containers: [{ name: "c", image: "x" }],
        volumes: [{ name: "v", ephemeral: { volumeClaimTemplate: { metadata, spec } } }],
      },
    } as unknown as KubeObject;
    const text = describe(viewOf([pod]), pod, { now, showEvents: false });
    expect(text.slice(text.indexOf("    StorageClass:"), text.indexOf("    Capacity:"))).toBe(
      [
        "    StorageClass:  s",
        "    Volume:        ",
        "    Labels:            a=b",
        "                       c=d",
        "    Annotations:       e: f",
        "                       g:",
        "                     h",
        "                     i",
        "",
      ].join("\n"),
    );
  });

  it("lists the topologies that a storage class allows", () => {
    const matchLabelExpressions = [
      { key: "z", values: ["a", "b"] },
      { key: "y", values: ["c"] },
    ];
    const storageClass = {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "fast" },
      provisioner: "x",
      allowedTopologies: [{ matchLabelExpressions }, {}],
    } as unknown as KubeObject;
    expect(describe(viewOf([storageClass]), storageClass, { now, showEvents: false })).toContain(
      "AllowedTopologies:     \n" +
        "  Term 0:              z in [a, b]\n" +
        "                       y in [c]\n" +
        "  Term 1:              <none>\n",
    );
  });

  it("shows the bounds of LimitRanges as a table, of one and of a namespace", () => {
    const item = { type: "Container", max: { memory: "1Gi" }, default: { memory: "1Gi" }, min: { cpu: "1m" } };
    const range = {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "bounds", namespace: "a" },
      spec: { limits: [item] },
    };
    const table = [
      "Type       Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio",
      "----       --------  ---  ---  ---------------  -------------  -----------------------",
      "Container  cpu       1m   -    -                -              -",
      "Container  memory    -    1Gi  -                1Gi            -",
    ];
    const view = viewOf([range] as KubeObject[]);
    const lines = (object: object): readonly string[] =>
      describe(view, object as KubeObject, { now, showEvents: true })
        .trimEnd()
        .split("\n");
    expect(lines(range)).toEqual([
      "Name:       bounds",
      "Namespace:  a",
      ...table.map((row) => row.replace(/^[\w-]+ +/, (cell) => `${cell} `)),
    ]);
    const namespace = (name: string): object => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    expect(lines(namespace("a")).slice(-5)).toEqual(["Resource Limits", ...table.map((row) => ` ${row}`)]);
    expect(lines(namespace("b")).at(-1)).toBe("No LimitRange resource.");
  });

  it("shows what is used of ResourceQuotas, of one and of a namespace", () => {
    const spec = { hard: { pods: "3", "count/configmaps": "5", "requests.cpu": "1" }, scopes: ["NotTerminating"] };
    const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "q", namespace: "default" }, spec };
    const view = viewOf([quota, pod("web-0", "running"), pod("web-1", "running")] as KubeObject[]);
    const lines = (object: object): readonly string[] =>
      describe(view, object as KubeObject, { now, showEvents: true })
        .split("\n")
        .map((line) => line.trimEnd().replace(/(?<=\S) {2,}/g, " | "));
    const help =
      "* Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.";
    const rows = ["count/configmaps | 0 | 5", "pods | 2 | 3", "requests.cpu | 0 | 1"];
    expect(lines(quota)).toEqual([
      "Name: | q",
      "Namespace: | default",
      "Scopes: | NotTerminating",
      ` ${help}`,
      "Resource | Used | Hard",
      "-------- | ---- | ----",
      ...rows,
      "",
    ]);
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } };
    const inNamespace = [
      "Name: | q",
      "Scopes: | NotTerminating",
      help,
      "Resource | Used | Hard",
      "-------- | --- | ---",
    ];
    expect(lines(namespace).slice(5, -3)).toEqual([
      "Resource Quotas",
      ...[...inNamespace, ...rows].map((line) => `  ${line}`),
    ]);
  });

  it("outlines kinds without a describer of their own", () => {
    const revision = {
      apiVersion: "apps/v1",
      kind: "ControllerRevision",
      metadata: { name: "web-1", namespace: "default", uid: "u", creationTimestamp: "2026-11-20T11:17:18Z" },
      data: { spec: { template: { $patch: "replace", spec: { hostIPs: ["a", "b"], dnsPolicy: "ClusterFirst" } } } },
      revision: 1,
    };
    expect(describe(viewOf([]), revision as KubeObject, { now, showEvents: true })).toBe(
      [
        "Name:         web-1",
        "Namespace:    default",
        "Labels:       <none>",
        "Annotations:  <none>",
        "API Version:  apps/v1",
        "Data:",
        "  Spec:",
        "    Template:",
        "      $patch:  replace",
        "      Spec:",
        "        Dns Policy:  ClusterFirst",
        "        Host I Ps:",
        "          a",
        "          b",
        "Kind:  ControllerRevision",
        "Metadata:",
        "  Creation Timestamp:  2026-11-20T11:17:18Z",
        "  UID:                 u",
        "Revision:              1",
        "Events:                <none>",
        "",
      ].join("\n"),
    );
  });

  it.each(vectors.cases)("prints as kubectl did: $what", ({ objects, prints }) => {
    const [object] = objects;
    if (object === undefined) throw new Error("no object");
    expect(describe(viewOf(objects), object, { now: instantOf(vectors.now), showEvents: false })).toBe(
      prints.join("\n"),
    );
  });
});
