import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/api/object.ts";
import { EPOCH } from "../../../src/base/instant.ts";
import { DEFAULT_DNS_CONFIG, type DnsConfig } from "../../../src/dns/config.ts";
import { lookup, type LookupResult } from "../../../src/dns/lookup.ts";
import type { Reason } from "../../../src/dns/why/reason.ts";
import type { Pod } from "../../../src/api/kinds/pod/types.ts";
import { namespace, pod, service, slice, statefulSet, viewWith } from "../cluster.ts";

interface Case {
  readonly reason: Reason;
  readonly objects?: readonly KubeObject[];
  readonly name: string;
  readonly type?: string;
  readonly config?: Partial<DnsConfig>;
  readonly from?: KubeObject;
  readonly text: string;
  readonly resolves?: string;
}

const READY = pod("web-0", "web", { ip: "10.244.0.10" });
const WEB = service("web", { ports: [{ name: "http", port: 80, protocol: "TCP" }] });

const CASES: readonly Case[] = [
  {
    reason: "pod-not-ready",
    objects: [WEB, pod("web-1", "web", { ip: "10.244.0.11", ready: false, waiting: "CrashLoopBackOff" })],
    name: "web-1.web",
    text: 'pod web-1 is not ready (CrashLoopBackOff) and Service "web" does not publish not-ready addresses',
    resolves: "when the pod is ready, or with publishNotReadyAddresses: true",
  },
  {
    reason: "pod-terminating",
    objects: [WEB, pod("web-1", "web", { ip: "10.244.0.11", terminating: true })],
    name: "web-1.web",
    text: 'pod web-1 is terminating and Service "web" does not publish not-ready addresses',
    resolves: "when a new pod of that name is ready",
  },
  {
    reason: "pod-finished",
    objects: [WEB, pod("web-1", "web", { ip: "10.244.0.11", phase: "Failed", ready: false })],
    name: "web-1.web",
    text: "pod web-1 has failed: a finished pod is no endpoint",
    resolves: "when a new pod of that name is ready",
  },
  {
    reason: "pod-without-address",
    objects: [WEB, pod("web-1", "web", { phase: "Pending", ready: false, waiting: "ContainerCreating" })],
    name: "web-1.web",
    text: "pod web-1 has no address yet (ContainerCreating)",
    resolves: "when the pod is ready",
  },
  {
    reason: "not-selected",
    objects: [WEB, pod("web-1", "web", { ip: "10.244.0.11", labels: { app: "other" } })],
    name: "web-1.web",
    text: 'Service "web" does not select pod web-1: it has no label app=web',
    resolves: "when the Service's selector and the pod's labels agree",
  },
  {
    reason: "other-subdomain",
    objects: [WEB, service("peers", { selector: { app: "web" } }), READY],
    name: "web-0.peers",
    text: 'pod web-0 has subdomain "web", so its name is not under Service "peers"',
    resolves: "as web-0.web, where that Service selects it",
  },
  {
    reason: "pod-without-subdomain",
    objects: [WEB, pod("web-0", "web", { ip: "10.244.0.10", spec: { subdomain: "" } })],
    name: "web-0.web",
    text: "pod web-0 has a hostname but no subdomain, so it is known by its address alone",
    resolves: "with subdomain: web",
  },
  {
    reason: "pod-without-hostname",
    objects: [WEB, pod("web-6f7c9-abcde", "web", { ip: "10.244.0.10", spec: { hostname: "", subdomain: "" } })],
    name: "web-6f7c9-abcde.web",
    text: "pod web-6f7c9-abcde has no hostname, so it is known by its address alone",
    resolves: "as 10-244-0-10.web",
  },
  {
    reason: "hostname-in-place-of-address",
    objects: [WEB, READY],
    name: "10-244-0-10.web",
    text: 'the endpoint at 10.244.0.10 has the hostname "web-0", and so no name by its address',
    resolves: "as web-0.web",
  },
  {
    reason: "beyond-replicas",
    objects: [WEB, READY, statefulSet("web", { serviceName: "web" })],
    name: "web-7.web",
    text: 'there is no pod web-7: StatefulSet "web" has 3 replicas, web-0 to web-2',
    resolves: "with replicas: 8 or more",
  },
  {
    reason: "pod-not-created",
    objects: [WEB, READY, statefulSet("web", { serviceName: "web" })],
    name: "web-1.web",
    text: 'StatefulSet "web" has not created pod web-1 yet',
    resolves: "when the pod is created and ready",
  },
  {
    reason: "no-pod",
    objects: [WEB, READY],
    name: "nobody.web",
    text: 'no pod in namespace "default" has the hostname "nobody"',
  },
  {
    reason: "no-service",
    objects: [namespace("shop"), service("web", {}, "shop")],
    name: "web",
    text: 'Service "web" does not exist in namespace "default"',
    resolves: "as web.shop",
  },
  {
    reason: "no-service",
    objects: [WEB],
    name: "db.prod",
    text: 'Service "prod" does not exist in namespace "default", and there is no namespace "prod"',
    resolves: "elsewhere, if at all: what lies outside cluster.local is not looked up here",
  },
  {
    reason: "no-service",
    objects: [WEB, namespace("prod")],
    name: "db.prod",
    text: 'Service "db" does not exist in namespace "prod"',
  },
  {
    reason: "no-service",
    objects: [WEB, READY],
    name: "web-0.wbe",
    text: 'Service "wbe" does not exist in namespace "default"',
  },
  {
    reason: "governing-service-missing",
    objects: [READY, statefulSet("web", { serviceName: "web" })],
    name: "web",
    text: 'Service "web" does not exist in namespace "default": StatefulSet "web" names it as its serviceName, but it does not create it',
    resolves: "when somebody creates the Service",
  },
  {
    reason: "pod-is-no-service",
    objects: [WEB, READY],
    name: "web-0",
    text: '"web-0" is a pod, not a Service: names of pods stand under their Service',
    resolves: "as web-0.web",
  },
  {
    reason: "no-namespace",
    objects: [WEB],
    name: "web.prod.svc.cluster.local.",
    text: 'namespace "prod" does not exist',
    resolves: "as web.default, where there is such a Service",
  },
  {
    reason: "namespace-node",
    objects: [WEB],
    name: "default.svc.cluster.local.",
    text: "default.svc.cluster.local. is a namespace: it has no A record itself",
  },
  {
    reason: "selects-nothing",
    objects: [WEB],
    name: "web",
    text: 'Service "web" selects app=web and no pod has that label',
    resolves: "when there are ready pods with these labels",
  },
  {
    reason: "no-selector",
    objects: [service("web", { selector: {} })],
    name: "web",
    text: 'Service "web" has no selector and nobody has written an EndpointSlice for it',
    resolves: "with a selector that matches pods",
  },
  {
    reason: "no-ready-pod",
    objects: [
      WEB,
      pod("web-0", "web", { ip: "10.244.0.10", ready: false }),
      pod("web-1", "web", { ip: "10.244.0.11", ready: false }),
    ],
    name: "web",
    text: 'none of the 2 pods of Service "web" is ready: pod web-0 is not ready and Service "web" does not publish not-ready addresses',
    resolves: "when one of them is ready",
  },
  {
    reason: "not-listed-yet",
    objects: [WEB, READY, slice("web", {})].map((one) =>
      one.kind === "EndpointSlice"
        ? {
            ...one,
            metadata: {
              ...one.metadata,
              labels: {
                ...one.metadata.labels,
                "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
              },
            },
          }
        : one,
    ),
    name: "web-0.web",
    text: 'the EndpointSlices of Service "web" do not list pod web-0 yet',
    resolves: "when the controllers have run: stsctl sim run",
  },
  {
    reason: "no-cluster-ip",
    objects: [service("web", { clusterIP: "", clusterIPs: [] })],
    name: "web",
    text: 'Service "web" has no cluster IP',
    resolves: "when the API server has given it one",
  },
  {
    reason: "below-external-name",
    objects: [service("web", { type: "ExternalName", externalName: "db.example.com" })],
    name: "web-0.web",
    text: 'Service "web" is of type ExternalName: it is an alias of db.example.com, and there are no names below it',
  },
  {
    reason: "external-name-is-address",
    objects: [service("web", { type: "ExternalName", externalName: "192.0.2.1" })],
    name: "web",
    text: 'the externalName of Service "web" is the address 192.0.2.1, and an alias needs a name',
    resolves: "with a Service without selector and an EndpointSlice",
  },
  {
    reason: "alias-target-missing",
    objects: [service("web", { type: "ExternalName", externalName: "gone.default.svc.cluster.local" })],
    name: "web",
    text: 'Service "web" is an alias of gone.default.svc.cluster.local, which has no A record or leads back to itself',
    resolves: "when gone.default.svc.cluster.local does",
  },
  {
    reason: "wrong-protocol",
    objects: [WEB, READY],
    name: "_http._udp.web",
    type: "SRV",
    text: 'port "http" of Service "web" is TCP, not UDP',
    resolves: "as _http._tcp.web",
  },
  {
    reason: "no-such-port",
    objects: [WEB, READY],
    name: "_grpc._tcp.web",
    type: "SRV",
    text: 'Service "web" has no port named "grpc": it has _http._tcp',
  },
  {
    reason: "port-by-number",
    objects: [WEB, READY],
    name: "_80._tcp.web",
    type: "SRV",
    text: 'ports are asked for by name, not by number; Service "web" has no port named "80": it has _http._tcp',
    resolves: "as _http._tcp.web",
  },
  {
    reason: "no-ports",
    objects: [service("web"), READY],
    name: "web",
    type: "SRV",
    text: 'Service "web" has no ports',
    resolves: "when the Service has a port",
  },
  {
    reason: "other-family",
    objects: [WEB, READY],
    name: "web",
    type: "AAAA",
    text: 'Service "web" has only IPv4 addresses',
    resolves: "with --type A, or as IPv6 when its ipFamilies have that as well",
  },
  {
    reason: "no-such-type",
    objects: [WEB, READY],
    name: "web",
    type: "MX",
    text: "names of Services have no MX records",
  },
  {
    reason: "wildcard",
    objects: [WEB, READY],
    name: "*.web",
    text: "there are no wildcards: a label matches itself alone",
  },
  {
    reason: "too-many-labels",
    objects: [WEB, READY],
    name: "_http._tcp.web-0.web.default.svc.cluster.local.",
    type: "SRV",
    text: "there are more labels before the Service's name than a pod's, or a port's and a protocol's",
  },
  {
    reason: "neither-svc-nor-pod",
    objects: [WEB, READY],
    name: "web.cluster.local.",
    text: 'web.cluster.local. has neither "svc" nor "pod" in its place: names of Services end in "svc", those of pods by address in "pod", before the cluster domain',
    resolves: "as web.default.svc.cluster.local.",
  },
  {
    reason: "searched-nowhere",
    objects: [WEB, READY],
    name: "web-0.web.",
    text: "web-0.web. ends in a dot, so that no search domain is put behind it",
    resolves: "without the dot, or in full, below cluster.local.",
  },
  {
    reason: "outside-zones",
    name: "www.example.org.",
    text: "www.example.org. lies outside cluster.local, in-addr.arpa and ip6.arpa, and there is no other name server",
  },
  {
    reason: "other-name-server",
    objects: [WEB, READY],
    name: "web-0.web.default.svc.cluster.local",
    from: pod("client", "client", { spec: { dnsPolicy: "Default" } }),
    text: "pod client has dnsPolicy Default, so it asks other name servers than the cluster's",
    resolves: "with dnsPolicy: ClusterFirst",
  },
  {
    reason: "other-name-server",
    objects: [WEB, READY],
    name: "web-0.web.default.svc.cluster.local",
    from: pod("client", "client", { spec: { hostNetwork: true } }),
    text: "pod client has hostNetwork with dnsPolicy ClusterFirst, so it asks other name servers than the cluster's",
    resolves: "with dnsPolicy: ClusterFirstWithHostNet",
  },
  {
    reason: "pod-names-disabled",
    name: "10-244-0-10.default.pod.cluster.local.",
    config: { pods: "disabled" },
    text: "names of pods by their address are disabled",
    resolves: "with --pods insecure or --pods verified",
  },
  {
    reason: "no-pod-at-address",
    objects: [READY],
    name: "10-244-0-99.default.pod.cluster.local.",
    config: { pods: "verified" },
    text: 'no pod in namespace "default" that has not finished has the address 10.244.0.99',
  },
  {
    reason: "not-an-address",
    objects: [READY],
    name: "web-0.default.pod.cluster.local.",
    text: '"web-0" is not an address with dashes, such as 10-244-1-5; pod names are not names here',
    resolves: "as 10-244-0-10.default.pod",
  },
  {
    reason: "nobody-at-address",
    objects: [WEB, READY],
    name: "10.244.9.9",
    type: "PTR",
    text: "no Service and no endpoint has the address 10.244.9.9",
  },
  {
    reason: "address-not-listed",
    objects: [WEB, pod("web-1", "web", { ip: "10.244.0.11", ready: false })],
    name: "10.244.0.11",
    type: "PTR",
    text: "no Service lists 10.244.0.11 as ready; it is the address of pod web-1",
    resolves: "when a Service selects pod web-1 and the pod is ready",
  },
  {
    reason: "pointer-only",
    objects: [WEB, READY],
    name: "10.0.244.10.in-addr.arpa.",
    type: "A",
    text: "a reverse name has a PTR record and no other; ask for type PTR",
  },
  {
    reason: "incomplete-address",
    name: "244.10.in-addr.arpa.",
    type: "PTR",
    text: "only the reverse name of a whole address has a record",
  },
  {
    reason: "zone-apex",
    name: "cluster.local.",
    text: "cluster.local. is the zone itself: it has SOA and NS records only",
  },
  {
    reason: "soa-at-apex",
    objects: [WEB, READY],
    name: "web.default.svc.cluster.local.",
    type: "SOA",
    text: "the SOA record is at cluster.local.",
  },
  {
    reason: "inner-node",
    name: "svc.cluster.local.",
    text: '"svc" stands between names and has no A record itself',
  },
  {
    reason: "version-text",
    name: "dns-version.cluster.local.",
    text: "dns-version has a TXT record only",
  },
  {
    reason: "name-server",
    name: "ns.dns.cluster.local.",
    type: "AAAA",
    text: "ns.dns.cluster.local. is the name server: it has addresses only",
  },
  {
    reason: "no-transfer",
    name: "cluster.local.",
    type: "AXFR",
    text: "zone transfers are refused; stsctl dns records -o zone prints the zone",
  },
];

function found({ objects = [], name, type = "A", config, from }: Case): LookupResult {
  return lookup(
    viewWith(objects),
    { name, type },
    {
      config: { ...DEFAULT_DNS_CONFIG, ...config },
      now: EPOCH,
      namespace: "default",
      ...(from === undefined ? {} : { pod: from as Pod }),
    },
  );
}

describe("why a name has no answer", () => {
  it.each(CASES)("$reason: $name", (one) => {
    const { because } = found(one);
    expect(because).toEqual({
      reason: one.reason,
      text: one.text,
      ...(one.resolves === undefined ? {} : { resolves: one.resolves }),
    });
  });

  it("is not asked where there is an answer", () => {
    expect(found({ reason: "no-pod", objects: [WEB, READY], name: "web-0.web", text: "" }).because).toBeUndefined();
  });
});
