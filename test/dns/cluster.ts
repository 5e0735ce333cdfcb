import type { KubeObject } from "../../src/api/object.ts";
import { EPOCH } from "../../src/base/instant.ts";
import { viewOf } from "../../src/cluster/open-view.ts";
import type { View } from "../../src/cluster/view.ts";
import { DEFAULT_DNS_CONFIG, type DnsConfig } from "../../src/dns/config.ts";
import { openZone, type Zone } from "../../src/dns/zone.ts";

type Body = Readonly<Record<string, unknown>>;

function object(apiVersion: string, kind: string, metadata: Body, rest: Body): KubeObject {
  return { apiVersion, kind, metadata, ...rest } as unknown as KubeObject;
}

export function namespace(name: string): KubeObject {
  return object("v1", "Namespace", { name }, {});
}

/** A headless Service that selects `app=NAME`, unless `spec` says otherwise. */
export function service(name: string, spec: Body = {}, where = "default"): KubeObject {
  const common = { clusterIP: "None", clusterIPs: ["None"], ipFamilies: ["IPv4"], selector: { app: name } };
  return object("v1", "Service", { name, namespace: where }, { spec: { type: "ClusterIP", ...common, ...spec } });
}

export interface PodFacts {
  readonly ip?: string;
  readonly ips?: readonly string[];
  readonly ready?: boolean;
  readonly phase?: string;
  readonly waiting?: string;
  readonly terminating?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: Body;
  readonly where?: string;
}

/** A ready pod with `app=APP`, hostname NAME and subdomain APP, as a StatefulSet of that governing Service makes it. */
export function pod(name: string, app: string, facts: PodFacts = {}): KubeObject {
  const { ip, ips = ip === undefined ? [] : [ip], ready = true, phase = "Running", waiting, terminating } = facts;
  const { labels = { app }, spec = {}, where = "default" } = facts;
  const gone = terminating === true ? { deletionTimestamp: "2026-01-01T00:00:30Z" } : {};
  const state = waiting === undefined ? { running: {} } : { waiting: { reason: waiting } };
  return object(
    "v1",
    "Pod",
    { name, namespace: where, labels, ...gone },
    {
      spec: { hostname: name, subdomain: app, containers: [{ name: "main", image: "app:1" }], ...spec },
      status: {
        phase,
        conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
        containerStatuses: [{ name: "main", ready, restartCount: 0, image: "", imageID: "", state }],
        ...(ips[0] === undefined ? {} : { podIP: ips[0], podIPs: ips.map((one) => ({ ip: one })) }),
      },
    },
  );
}

export function statefulSet(name: string, spec: Body = {}): KubeObject {
  return object("apps/v1", "StatefulSet", { name, namespace: "default" }, { spec: { replicas: 3, ...spec } });
}

export function slice(owner: string, rest: Body, where = "default"): KubeObject {
  const labels = { "kubernetes.io/service-name": owner };
  const metadata = { name: `${owner}-slice`, namespace: where, labels };
  return object("discovery.k8s.io/v1", "EndpointSlice", metadata, { addressType: "IPv4", endpoints: [], ...rest });
}

export function viewWith(objects: readonly KubeObject[]): View {
  return viewOf([namespace("default"), ...objects]);
}

export function zoneWith(objects: readonly KubeObject[], config: Partial<DnsConfig> = {}): Zone {
  return openZone(viewWith(objects), { ...DEFAULT_DNS_CONFIG, ...config }, EPOCH);
}
