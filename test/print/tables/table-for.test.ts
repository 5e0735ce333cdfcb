import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/api/object.ts";
import { instantOf } from "../../../src/base/instant.ts";
import { tableFor } from "../../../src/print/tables/table-for.ts";

const CREATED = "2026-01-01T00:00:00Z";
const NOW = instantOf("2026-01-01T00:02:00Z");

/** The cells of one object, by the titles of their columns; wide ones behind a plus. */
function cells(kind: string, body: object, wide = false): Record<string, string> {
  const object = { apiVersion: "v1", kind, metadata: { name: "x", creationTimestamp: CREATED }, ...body } as KubeObject;
  const { columns, rows } = tableFor(kind, [object], { now: NOW, wide });
  const titles = columns.map((column) => (column.wide === true ? "+" : "") + column.title);
  return Object.fromEntries(titles.map((title, index) => [title, rows[0]?.cells[index] ?? "missing"]));
}

const TEMPLATE = {
  spec: { containers: [{ name: "a", image: "i:1" }, { name: "b" }], nodeSelector: { z: "1", disk: "ssd" } },
};
const SELECTOR = {
  matchLabels: { app: "web" },
  matchExpressions: [
    { key: "tier", operator: "In", values: ["b", "a"] },
    { key: "old", operator: "DoesNotExist" },
  ],
};
const WORKLOAD = { "+Containers": "a,b", "+Images": "i:1,", "+Selector": "app=web,!old,tier in (a,b)" };

const NAMED = { Name: "x", Age: "2m" };

describe("tableFor", () => {
  it.each([
    [
      "StatefulSet",
      { spec: { replicas: 2, template: TEMPLATE }, status: { readyReplicas: 3 } },
      { ...NAMED, Ready: "3/2", "+Containers": "a,b", "+Images": "i:1," },
    ],
    [
      "Deployment",
      { spec: { replicas: 2, template: TEMPLATE, selector: SELECTOR }, status: { updatedReplicas: 1 } },
      { ...NAMED, Ready: "0/2", "Up-to-date": "1", Available: "0", ...WORKLOAD },
    ],
    [
      "ReplicaSet",
      { spec: { replicas: 2, template: TEMPLATE, selector: SELECTOR }, status: { replicas: 1 } },
      { ...NAMED, Desired: "2", Current: "1", Ready: "0", ...WORKLOAD },
    ],
    [
      "DaemonSet",
      {
        spec: { template: TEMPLATE, selector: SELECTOR },
        status: { desiredNumberScheduled: 3, currentNumberScheduled: 2, numberReady: 1, numberAvailable: 1 },
      },
      {
        ...NAMED,
        Desired: "3",
        Current: "2",
        Ready: "1",
        "Up-to-date": "0",
        Available: "1",
        "Node Selector": "disk=ssd,z=1",
        ...WORKLOAD,
      },
    ],
    [
      "PersistentVolumeClaim",
      { spec: { storageClassName: "fast", resources: { requests: { storage: "1Gi" } } }, status: { phase: "Pending" } },
      {
        ...NAMED,
        Status: "Pending",
        Volume: "",
        Capacity: "",
        "Access Modes": "",
        StorageClass: "fast",
        VolumeAttributesClass: "<unset>",
        "+VolumeMode": "<unset>",
      },
    ],
    [
      "PersistentVolumeClaim",
      {
        metadata: {
          name: "x",
          creationTimestamp: CREATED,
          deletionTimestamp: CREATED,
          annotations: { "volume.beta.kubernetes.io/storage-class": "old" },
        },
        spec: { volumeName: "pv", storageClassName: "fast", volumeMode: "Block", volumeAttributesClassName: "gold" },
        status: {
          phase: "Bound",
          capacity: { storage: "2Gi" },
          accessModes: ["ReadWriteMany", "ReadWriteOncePod", "ReadOnlyMany", "ReadWriteOnce", "ReadWriteOnce"],
        },
      },
      {
        ...NAMED,
        Status: "Terminating",
        Volume: "pv",
        Capacity: "2Gi",
        "Access Modes": "RWO,ROX,RWX,RWOP",
        StorageClass: "old",
        VolumeAttributesClass: "gold",
        "+VolumeMode": "Block",
      },
    ],
    [
      "PersistentVolume",
      {
        spec: {
          capacity: { storage: "1Gi" },
          accessModes: ["ReadWriteOnce"],
          persistentVolumeReclaimPolicy: "Delete",
          claimRef: { namespace: "default", name: "data-web-0" },
          volumeMode: "Filesystem",
        },
        status: { phase: "Bound" },
      },
      {
        ...NAMED,
        Capacity: "1Gi",
        "Access Modes": "RWO",
        "Reclaim Policy": "Delete",
        Status: "Bound",
        Claim: "default/data-web-0",
        StorageClass: "",
        VolumeAttributesClass: "<unset>",
        Reason: "",
        "+VolumeMode": "Filesystem",
      },
    ],
    [
      "ControllerRevision",
      {
        metadata: {
          name: "x",
          creationTimestamp: CREATED,
          ownerReferences: [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "u", controller: true }],
        },
        revision: 3,
      },
      { ...NAMED, Controller: "statefulset.apps/web", Revision: "3" },
    ],
    ["ControllerRevision", { revision: 1 }, { ...NAMED, Controller: "<none>", Revision: "1" }],
    [
      "Event",
      {
        type: "Warning",
        reason: "Failed",
        message: " no \n",
        involvedObject: { kind: "Pod", name: "web-0", fieldPath: "spec.containers{a}" },
        source: { component: "kubelet", host: "node-1" },
        firstTimestamp: CREATED,
        lastTimestamp: "2026-01-01T00:01:30Z",
        count: 4,
      },
      {
        "Last Seen": "30s",
        Type: "Warning",
        Reason: "Failed",
        Object: "pod/web-0",
        "+Subobject": "spec.containers{a}",
        "+Source": "kubelet, node-1",
        Message: "no",
        "+First Seen": "2m",
        "+Count": "4",
        "+Name": "x",
      },
    ],
    [
      "Event",
      {
        type: "Normal",
        reason: "Scheduled",
        involvedObject: { kind: "Pod", name: "web-0" },
        eventTime: "2026-01-01T00:01:00.000000Z",
        firstTimestamp: null,
        lastTimestamp: null,
        series: { count: 2, lastObservedTime: "2026-01-01T00:01:50.000000Z" },
        reportingComponent: "default-scheduler",
        reportingInstance: "s-0",
      },
      {
        "Last Seen": "10s",
        Type: "Normal",
        Reason: "Scheduled",
        Object: "pod/web-0",
        "+Subobject": "",
        "+Source": "default-scheduler, s-0",
        Message: "",
        "+First Seen": "60s",
        "+Count": "2",
        "+Name": "x",
      },
    ],
    [
      "EndpointSlice",
      {
        addressType: "IPv4",
        ports: [{ port: 80 }, { name: "dns" }, {}, { port: 81 }],
        endpoints: [{ addresses: ["10.0.0.1"], conditions: { ready: false } }, { addresses: ["10.0.0.2"] }],
      },
      { ...NAMED, AddressType: "IPv4", Ports: "80,dns,* + 1 more...", Endpoints: "10.0.0.1,10.0.0.2" },
    ],
    [
      "EndpointSlice",
      { addressType: "IPv4", endpoints: [] },
      { ...NAMED, AddressType: "IPv4", Ports: "<unset>", Endpoints: "<unset>" },
    ],
    [
      "Endpoints",
      { subsets: [{ addresses: [{ ip: "10.0.0.1" }, { ip: "fd00::1" }], ports: [{ port: 80 }, { port: 81 }] }] },
      { ...NAMED, Endpoints: "10.0.0.1:80,[fd00::1]:80,10.0.0.1:81 + 1 more..." },
    ],
    ["Endpoints", {}, { ...NAMED, Endpoints: "<none>" }],
    ["Namespace", { status: { phase: "Active" } }, { ...NAMED, Status: "Active" }],
    [
      "Node",
      {
        metadata: { name: "x", creationTimestamp: CREATED, labels: { "node-role.kubernetes.io/control-plane": "" } },
        spec: { unschedulable: true },
        status: {
          conditions: [{ type: "Ready", status: "False" }],
          addresses: [{ type: "InternalIP", address: "192.168.0.1" }],
          nodeInfo: { kubeletVersion: "v1.36.2", osImage: "Linux" },
        },
      },
      {
        ...NAMED,
        Status: "NotReady,SchedulingDisabled",
        Roles: "control-plane",
        Version: "v1.36.2",
        "+Internal-IP": "192.168.0.1",
        "+External-IP": "<none>",
        "+OS-Image": "Linux",
        "+Kernel-Version": "<unknown>",
        "+Container-Runtime": "<unknown>",
      },
    ],
    [
      "StorageClass",
      {
        metadata: { name: "x", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
        provisioner: "p",
        allowVolumeExpansion: true,
        volumeBindingMode: "WaitForFirstConsumer",
      },
      {
        Name: "x (default)",
        Provisioner: "p",
        ReclaimPolicy: "Delete",
        VolumeBindingMode: "WaitForFirstConsumer",
        AllowVolumeExpansion: "true",
        Age: "<unknown>",
      },
    ],
    ["ConfigMap", { data: { a: "1" }, binaryData: { b: "" } }, { ...NAMED, Data: "2" }],
    ["Secret", { type: "kubernetes.io/tls", data: { a: "1" } }, { ...NAMED, Type: "kubernetes.io/tls", Data: "1" }],
    ["ServiceAccount", {}, { ...NAMED, Secrets: "0" }],
    [
      "PodDisruptionBudget",
      { spec: { maxUnavailable: "30%" }, status: { disruptionsAllowed: 1 } },
      { ...NAMED, "Min Available": "N/A", "Max Unavailable": "30%", "Allowed Disruptions": "1" },
    ],
    ["Widget.example.com", { spec: {} }, NAMED],
  ])("shows a %s", (kind, body, expected) => {
    expect(cells(kind, body)).toEqual(expected);
  });

  const INGRESS = [{ hostname: "b.example.com" }, { ip: "10.1.1.1" }];

  it.each([
    [{ clusterIPs: ["None"] }, "None", "<none>", "<none>"],
    [
      { type: "NodePort", clusterIP: "10.0.0.9", ports: [{ port: 80, nodePort: 31491 }] },
      "10.0.0.9",
      "<none>",
      "80:31491/TCP",
    ],
    [
      { externalIPs: ["1.2.3.4", "5.6.7.8"], ports: [{ port: 53, protocol: "UDP" }, { port: 80 }] },
      "<none>",
      "1.2.3.4,5.6.7.8",
      "53/UDP,80/TCP",
    ],
    [{ type: "LoadBalancer" }, "<none>", "<pending>", "<none>"],
    [
      { type: "LoadBalancer", ingress: INGRESS, externalIPs: ["9.9.9.9"] },
      "<none>",
      "10.1.1.1,b.ex...,9.9.9.9",
      "<none>",
    ],
    [{ type: "ExternalName", externalName: "db.example.com" }, "<none>", "db.example.com", "<none>"],
    [{ type: "Strange" }, "<none>", "<unknown>", "<none>"],
  ])("shows the addresses and ports of a Service with %j", ({ ...spec }, clusterIp, externalIp, ports) => {
    const ingress = "ingress" in spec ? spec.ingress : [];
    const row = cells("Service", { spec, status: { loadBalancer: { ingress } } });
    expect([row["Cluster-IP"], row["External-IP"], row["Port(s)"]]).toEqual([clusterIp, externalIp, ports]);
  });

  it("shows all of a load balancer's addresses in a wide table", () => {
    const body = {
      spec: { type: "LoadBalancer", selector: { b: "2", a: "1" } },
      status: { loadBalancer: { ingress: INGRESS } },
    };
    expect(cells("Service", body, true)).toMatchObject({
      "External-IP": "10.1.1.1,b.example.com",
      "+Selector": "a=1,b=2",
    });
  });

  it("shows where a pod runs, and its readiness gates", () => {
    const body = {
      spec: { containers: [], nodeName: "node-1", readinessGates: [{ conditionType: "a" }, { conditionType: "b" }] },
      status: { podIPs: [{ ip: "10.0.0.1" }], conditions: [{ type: "a", status: "True" }] },
    };
    expect(cells("Pod", body)).toMatchObject({
      "+IP": "10.0.0.1",
      "+Node": "node-1",
      "+Nominated Node": "<none>",
      "+Readiness Gates": "1/2",
    });
    expect(cells("Pod", { spec: { containers: [] } })).toMatchObject({ "+IP": "<none>", "+Readiness Gates": "<none>" });
  });
});
