import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import { answer } from "../../src/dns/answer.ts";
import type { DnsConfig } from "../../src/dns/config.ts";
import { parseName } from "../../src/dns/name.ts";
import { dataText, recordText } from "../../src/dns/record.ts";
import type { Zone } from "../../src/dns/zone.ts";
import { namespace, pod, service, slice, zoneWith, type PodFacts } from "./cluster.ts";

const HTTP = { ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: 8080 }] };

function ask(zone: Zone, name: string, type = "A"): ReturnType<typeof answer> {
  return answer(zone, { name: parseName(name)?.labels ?? [], type });
}

/** What there is, `NXDOMAIN`, `NODATA`, or the data of the answer. */
function seen(zone: Zone, name: string, type = "A"): string | readonly string[] {
  const reply = ask(zone, name, type);
  if (reply.rcode !== "NOERROR") return reply.rcode;
  return reply.answer.length === 0 ? "NODATA" : reply.answer.map(({ data }) => dataText(data));
}

const SVC = "default.svc.cluster.local.";

describe("endpoints of a Service", () => {
  const cases: readonly [string, PodFacts, boolean, boolean][] = [
    ["created, not scheduled", { ready: false, phase: "Pending" }, false, false],
    ["running, not ready", { ip: "10.244.0.5", ready: false }, false, true],
    ["ready", { ip: "10.244.0.5" }, true, true],
    ["terminating, still ready", { ip: "10.244.0.5", terminating: true }, false, true],
    ["terminating, not ready", { ip: "10.244.0.5", ready: false, terminating: true }, false, true],
    ["failed", { ip: "10.244.0.5", ready: false, phase: "Failed" }, false, false],
    ["succeeded", { ip: "10.244.0.5", ready: false, phase: "Succeeded" }, false, false],
    ["of unknown phase and ready", { ip: "10.244.0.5", phase: "Unknown" }, true, true],
  ];

  it.each(cases)("with a pod %s", (_, facts, isListed, isPublished) => {
    const zone = zoneWith([
      service("web", HTTP),
      service("peers", { selector: { app: "web" }, publishNotReadyAddresses: true }),
      pod("web-0", "web", facts),
    ]);
    const listed = isListed ? ["10.244.0.5"] : "NXDOMAIN";
    expect(seen(zone, `web.${SVC}`)).toEqual(listed);
    expect(seen(zone, `web-0.web.${SVC}`)).toEqual(listed);
    expect(seen(zone, `peers.${SVC}`)).toEqual(isPublished ? ["10.244.0.5"] : "NXDOMAIN");
  });

  it("are those that the controller has listed, where it has run", () => {
    const managed = slice("web", { endpoints: [{ addresses: ["10.244.9.9"], hostname: "web-9" }] });
    const labels = {
      ...managed.metadata.labels,
      "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
    };
    const zone = zoneWith([
      service("web"),
      pod("web-0", "web", { ip: "10.244.0.5" }),
      { ...managed, metadata: { ...managed.metadata, labels } },
    ]);
    expect(seen(zone, `web.${SVC}`)).toEqual(["10.244.9.9"]);
  });

  it("are those written by hand beside the selected pods, ready unless they say otherwise", () => {
    const endpoints = [
      { addresses: ["10.244.9.1"] },
      { addresses: ["10.244.9.2"], conditions: { ready: false, serving: true } },
    ];
    const zone = zoneWith([service("web"), pod("web-0", "web", { ip: "10.244.0.5" }), slice("web", { endpoints })]);
    expect(seen(zone, `web.${SVC}`)).toEqual(["10.244.9.1", "10.244.0.5"]);
  });

  it("come from Endpoints that somebody wrote for a Service without a selector", () => {
    const subsets = [
      {
        addresses: [{ ip: "192.0.2.1", hostname: "db" }],
        notReadyAddresses: [{ ip: "192.0.2.2" }],
        ports: [{ port: 5432 }],
      },
    ];
    const endpoints = { apiVersion: "v1", kind: "Endpoints", metadata: { name: "db", namespace: "default" }, subsets };
    const zone = zoneWith([service("db", { selector: {} }), endpoints]);
    expect(seen(zone, `db.${SVC}`)).toEqual(["192.0.2.1"]);
    expect(seen(zone, `db.db.${SVC}`, "SRV")).toEqual([`0 100 5432 db.db.${SVC}`]);
  });

  it("have their hostname under their subdomain's Service alone, and a dashed address under others", () => {
    const objects = [service("web", HTTP), service("all", { ...HTTP, selector: { app: "web" } })];
    const zone = zoneWith([...objects, pod("web-0", "web", { ip: "10.244.0.5" })]);
    expect(seen(zone, `web-0.web.${SVC}`)).toEqual(["10.244.0.5"]);
    expect(seen(zone, `10-244-0-5.web.${SVC}`)).toBe("NXDOMAIN");
    expect(seen(zone, `web-0.all.${SVC}`)).toBe("NXDOMAIN");
    expect(seen(zone, `10-244-0-5.all.${SVC}`)).toEqual(["10.244.0.5"]);
    expect(seen(zone, "5.0.244.10.in-addr.arpa.", "PTR")).toEqual([`10-244-0-5.all.${SVC}`, `web-0.web.${SVC}`]);
  });

  it("have labels in the canonical text of their addresses", () => {
    const families = { ipFamilies: ["IPv6"] };
    const spec = { hostname: "", subdomain: "" };
    const zone = zoneWith([
      service("web", { ...HTTP, ...families }),
      pod("a", "web", { ip: "FD00:AA:0::", spec }),
      pod("b", "web", { ip: "fd00:0010:0::0001:2", spec }),
    ]);
    expect(seen(zone, `fd00-aa--0.web.${SVC}`, "AAAA")).toEqual(["fd00:aa::"]);
    expect(seen(zone, `fd00-10--1-2.web.${SVC}`, "AAAA")).toEqual(["fd00:10::1:2"]);
    expect(seen(zone, `fd00-10--1-2.web.${SVC}`)).toBe("NODATA");
  });

  it("come in the order of their numbers", () => {
    const pods = [10, 2, 1].map((at) => pod(`web-${at}`, "web", { ip: `10.244.0.${30 - at}` }));
    const zone = zoneWith([service("web"), ...pods]);
    expect(seen(zone, `web.${SVC}`)).toEqual(["10.244.0.29", "10.244.0.28", "10.244.0.20"]);
  });

  it("of a pod of both families have one address behind a Service of one", () => {
    const both = pod("web-0", "web", { ips: ["10.244.0.5", "fd00::5"] });
    expect(seen(zoneWith([service("web"), both]), `web.${SVC}`, "AAAA")).toBe("NODATA");
    const dual = zoneWith([service("web", { ipFamilies: ["IPv4", "IPv6"] }), both]);
    expect(seen(dual, `web.${SVC}`, "AAAA")).toEqual(["fd00::5"]);
  });
});

describe("SRV records", () => {
  const ports = (...names: readonly string[]): Readonly<Record<string, unknown>> => ({
    containers: [{ name: "main", ports: names.map((name, at) => ({ name, containerPort: 9000 + at })) }],
  });

  it("count in their weight the entries without a port", () => {
    const targets = {
      ports: [
        { name: "a", port: 1, targetPort: "a" },
        { name: "b", port: 2, targetPort: "b" },
      ],
    };
    const zone = zoneWith([
      service("web", targets),
      pod("web-0", "web", { ip: "10.244.0.1", spec: ports("a", "b") }),
      pod("web-1", "web", { ip: "10.244.0.2", spec: ports("a") }),
      pod("web-2", "web", { ip: "10.244.0.3", spec: ports() }),
    ]);
    expect(seen(zone, `web.${SVC}`, "SRV")).toEqual([
      `0 25 9000 web-0.web.${SVC}`,
      `0 25 9001 web-0.web.${SVC}`,
      `0 25 9000 web-1.web.${SVC}`,
    ]);
    expect(seen(zone, `web.${SVC}`)).toHaveLength(3);
    expect(seen(zone, `web-2.web.${SVC}`, "SRV")).toBe("NODATA");
    expect(seen(zone, `_b._tcp.web.${SVC}`)).toEqual(["10.244.0.1"]);
  });

  it("look for a named target port in sidecars too, by protocol", () => {
    const sidecar = {
      name: "side",
      restartPolicy: "Always",
      ports: [{ name: "a", containerPort: 7, protocol: "UDP" }],
    };
    const zone = zoneWith([
      service("web", { ports: [{ name: "a", port: 1, targetPort: "a", protocol: "UDP" }] }),
      pod("web-0", "web", { ip: "10.244.0.1", spec: { ...ports("a"), initContainers: [sidecar] } }),
    ]);
    expect(seen(zone, `_a._udp.web.${SVC}`, "SRV")).toEqual([`0 100 7 web-0.web.${SVC}`]);
  });

  it.each([
    [1, 100],
    [3, 33],
    [6, 16],
    [7, 14],
    [33, 3],
    [51, 1],
    [120, 1],
  ])("of %i endpoints weigh %i", (count, weight) => {
    const pods = Array.from({ length: count }, (_, at) => pod(`web-${at}`, "web", { ip: `10.244.0.${at}` }));
    const records = ask(zoneWith([service("web", HTTP), ...pods]), `web.${SVC}`, "SRV").answer;
    expect(records).toHaveLength(count);
    expect(records.every(({ data }) => data.type === "SRV" && data.weight === weight)).toBe(true);
  });

  it("of pods with one hostname are one, with both addresses beside it", () => {
    const zone = zoneWith([
      service("web", HTTP),
      pod("a", "web", { ip: "10.244.0.1", spec: { hostname: "same" } }),
      pod("b", "web", { ip: "10.244.0.2", spec: { hostname: "same" } }),
    ]);
    const reply = ask(zone, `web.${SVC}`, "SRV");
    expect(reply.answer.map(({ data }) => dataText(data))).toEqual([`0 50 8080 same.web.${SVC}`]);
    expect(reply.additional.map(recordText)).toEqual([
      `same.web.${SVC} 30 IN A 10.244.0.1`,
      `same.web.${SVC} 30 IN A 10.244.0.2`,
    ]);
  });

  it("of pods that share their node's address are one", () => {
    const spec = { hostname: "", subdomain: "", hostNetwork: true };
    const zone = zoneWith([
      service("web", HTTP),
      pod("a", "web", { ip: "192.168.0.1", spec }),
      pod("b", "web", { ip: "192.168.0.1", spec }),
    ]);
    const reply = ask(zone, `web.${SVC}`, "SRV");
    expect(reply.answer.map(({ data }) => dataText(data))).toEqual([`0 50 8080 192-168-0-1.web.${SVC}`]);
    expect(reply.additional).toHaveLength(1);
    expect(seen(zone, `web.${SVC}`)).toEqual(["192.168.0.1"]);
  });

  it("of a Service with an address have its ports, those of one number once", () => {
    const dns = [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns-tcp", port: 53, protocol: "TCP" },
      { name: "metrics", port: 9153, protocol: "TCP", targetPort: 1 },
    ];
    const zone = zoneWith([service("kube-dns", { clusterIP: "10.96.0.10", clusterIPs: ["10.96.0.10"], ports: dns })]);
    expect(seen(zone, `kube-dns.${SVC}`, "SRV")).toEqual([`0 33 53 kube-dns.${SVC}`, `0 33 9153 kube-dns.${SVC}`]);
    expect(seen(zone, `_dns._udp.kube-dns.${SVC}`, "SRV")).toEqual([`0 100 53 kube-dns.${SVC}`]);
    const dual = service("d", { clusterIP: "10.96.0.11", clusterIPs: ["10.96.0.11", "fd00::b"], ...HTTP });
    const reply = ask(zoneWith([dual]), `d.${SVC}`, "SRV");
    expect(reply.answer.map(({ data }) => dataText(data))).toEqual([`0 50 80 d.${SVC}`]);
    expect(reply.additional).toHaveLength(2);
  });

  it("need no underscores, and an empty port or protocol matches any", () => {
    const zone = zoneWith([service("web", HTTP), pod("web-0", "web", { ip: "10.244.0.1" })]);
    for (const name of ["_http._tcp", "http._tcp", "HTTP.tcp", "_._tcp", "_http._", "_._"]) {
      expect(seen(zone, `${name}.web.${SVC}`, "SRV")).toEqual([`0 100 8080 web-0.web.${SVC}`]);
    }
    expect(seen(zone, `_http.web.${SVC}`, "SRV")).toBe("NXDOMAIN");
  });
});

describe("aliases", () => {
  const alias = (name: string, externalName: string): KubeObject =>
    service(name, { type: "ExternalName", externalName });

  it("lead to what their target has, through a chain", () => {
    const zone = zoneWith([
      alias("a", `b.${SVC}`),
      alias("b", `web.${SVC.slice(0, -1)}`),
      service("web"),
      pod("web-0", "web", { ip: "10.244.0.1" }),
    ]);
    expect(seen(zone, `a.${SVC}`)).toEqual([`b.${SVC}`, `web.${SVC}`, "10.244.0.1"]);
    expect(seen(zone, `a.${SVC}`, "AAAA")).toBe("NODATA");
    expect(seen(zone, `a.${SVC}`, "CNAME")).toEqual([`b.${SVC}`]);
  });

  it("are alone where the target is outside", () => {
    const zone = zoneWith([alias("a", `b.${SVC}`), alias("b", "db.example.com")]);
    expect(seen(zone, `a.${SVC}`)).toEqual([`b.${SVC}`, "db.example.com."]);
    expect(seen(zone, `a.${SVC}`, "SRV")).toBe("NODATA");
  });

  it("have no records where they lead back, to themselves, or to nothing", () => {
    const zone = zoneWith([
      alias("a", `b.${SVC}`),
      alias("b", `a.${SVC}`),
      alias("self", `self.${SVC}`),
      alias("gone", `x.${SVC}`),
    ]);
    for (const name of ["a", "self", "gone"]) expect(seen(zone, `${name}.${SVC}`)).toBe("NODATA");
    expect(seen(zone, `self.${SVC}`, "CNAME")).toEqual([`self.${SVC}`]);
    expect(seen(zone, `gone.${SVC}`, "CNAME")).toEqual([`x.${SVC}`]);
  });

  it("have no names below, and an address is no target", () => {
    const zone = zoneWith([alias("a", "db.example.com"), alias("ip", "192.0.2.1")]);
    expect(seen(zone, `x.a.${SVC}`)).toBe("NXDOMAIN");
    expect(seen(zone, `_x._tcp.a.${SVC}`, "SRV")).toBe("NXDOMAIN");
    expect(seen(zone, `_._.a.${SVC}`)).toEqual(["db.example.com."]);
    expect(seen(zone, `ip.${SVC}`)).toBe("NXDOMAIN");
  });

  it("come from slices that list hosts", () => {
    const hosts = slice("web", { addressType: "FQDN", endpoints: [{ addresses: ["db.example.com"] }] });
    const zone = zoneWith([service("web", { selector: {} }), hosts]);
    expect(seen(zone, `web.${SVC}`)).toEqual(["db.example.com."]);
    expect(seen(zone, `web.${SVC}`, "SRV")).toBe("NODATA");
  });
});

/** Names against types: what exists without records, and what does not exist. */
describe.each(["cluster.local", "k8s.example"])("existence in %s", (clusterDomain) => {
  const zone = zoneWith(
    [
      namespace("vacant"),
      namespace("svc"),
      service("web", HTTP),
      service("bare"),
      service("idle"),
      service("v6", { ...HTTP, ipFamilies: ["IPv6"] }),
      service("vip", { ...HTTP, clusterIP: "10.96.0.20", clusterIPs: ["10.96.0.20"], selector: { app: "none" } }),
      service("x", { selector: { app: "x" } }, "svc"),
      pod("web-0", "web", { ip: "10.244.0.1" }),
      pod("bare-0", "bare", { ip: "10.244.0.2" }),
      pod("v6-0", "v6", { ip: "fd00::1" }),
      pod("x-0", "x", { ip: "10.244.0.3", where: "svc" }),
    ],
    { clusterDomain },
  );
  const TYPES = ["A", "AAAA", "SRV", "TXT", "SOA", "NS", "MX", "ANY", "PTR"] as const;

  /** One letter a type: `+` records, `0` none, `x` NXDOMAIN. */
  function row(name: string): string {
    return TYPES.map((type) => {
      const found = seen(zone, `${name}${clusterDomain}.`, type);
      return found === "NXDOMAIN" ? "x" : found === "NODATA" ? "0" : "+";
    }).join("");
  }

  it.each([
    ["", "000x++000"],
    ["dns-version.", "xxx+0xxxx"],
    ["ns.dns.", "+00x0000x"],
    ["svc.", "000x00000"],
    ["pod.", "000x00000"],
    ["vacant.svc.", "000x00000"],
    ["vacant.pod.", "000x00000"],
    ["nosuch.svc.", "xxxx0xxxx"],
    ["web.", "xxxx0xxxx"],
    ["nosuch.default.svc.", "xxxx0xxxx"],
    ["idle.default.svc.", "xxxx0xxxx"],
    ["v6.default.svc.", "0++000000"],
    ["bare.default.svc.", "+00000000"],
    ["vip.default.svc.", "+0+000000"],
    ["web-0.web.default.svc.", "+0+000000"],
    ["_nosuch._tcp.web.default.svc.", "xxxx0xxxx"],
    ["_http._udp.web.default.svc.", "xxxx0xxxx"],
    ["_http._tcp.bare.default.svc.", "xxxx0xxxx"],
    ["_._.bare.default.svc.", "+00000000"],
    ["_http._tcp.web-0.web.default.svc.", "xxxx0xxxx"],
    ["*.web.default.svc.", "xxxx0xxxx"],
    ["any.default.svc.", "xxxx0xxxx"],
    ["10-244-0-1.default.pod.", "+0+000000"],
    ["a.b.10-244-0-1.default.pod.", "+0+000000"],
    ["a.b.c.10-244-0-1.default.pod.", "xxxx0xxxx"],
    ["1-2-3.default.pod.", "xxxx0xxxx"],
    ["x-0.x.svc.svc.", "+00000000"],
  ])("%s", (name, expected) => {
    expect(row(name)).toBe(expected);
  });

  it("ends every negative answer with the zone's SOA, and only those", () => {
    const reply = ask(zone, `nosuch.default.svc.${clusterDomain.toUpperCase()}.`);
    const apex = `${clusterDomain.toUpperCase()}.`;
    expect(reply.authority.map(recordText)).toEqual([
      `${apex} 30 IN SOA ns.dns.${apex} hostmaster.${apex} 1767225600 7200 1800 86400 30`,
    ]);
    expect(ask(zone, `web.default.svc.${clusterDomain}.`).authority).toEqual([]);
  });

  it("spells stored names as stored and the zone as the question does", () => {
    const reply = ask(zone, `WEB.Default.svc.${clusterDomain.toUpperCase()}.`, "SRV");
    expect(reply.answer.map(recordText)).toEqual([
      `WEB.Default.svc.${clusterDomain.toUpperCase()}. 30 IN SRV 0 100 8080 web-0.web.default.svc.${clusterDomain.toUpperCase()}.`,
    ]);
    expect(seen(zone, "1.0.244.10.IN-ADDR.arpa.", "PTR")).toEqual([`web-0.web.default.svc.${clusterDomain}.`]);
  });
});

describe("reverse names", () => {
  const zone = zoneWith([
    service("vip", { ...HTTP, clusterIP: "10.96.0.20", clusterIPs: ["10.96.0.20"], selector: { app: "web" } }),
    service("web", { ...HTTP, ipFamilies: ["IPv4", "IPv6"] }),
    pod("web-0", "web", { ips: ["10.244.0.1", "fd00::1"] }),
  ]);
  const v6 = `1.${"0.".repeat(27)}0.0.d.f.ip6.arpa.`;

  it("lead to the Service that has the address, else to each endpoint", () => {
    expect(seen(zone, "20.0.96.10.in-addr.arpa.", "PTR")).toEqual([`vip.${SVC}`]);
    expect(seen(zone, "1.0.244.10.in-addr.arpa.", "PTR")).toEqual([`10-244-0-1.vip.${SVC}`, `web-0.web.${SVC}`]);
    expect(seen(zone, v6, "PTR")).toEqual([`web-0.web.${SVC}`]);
  });

  it.each([
    ["9.9.9.10.in-addr.arpa.", "PTR", "NXDOMAIN"],
    ["244.10.in-addr.arpa.", "PTR", "NXDOMAIN"],
    ["x.1.0.244.10.in-addr.arpa.", "PTR", "NXDOMAIN"],
    [`x.${v6}`, "PTR", "NXDOMAIN"],
    ["1.0.244.10.in-addr.arpa.", "A", "NXDOMAIN"],
    ["1.0.244.10.in-addr.arpa.", "SOA", "NODATA"],
    ["in-addr.arpa.", "PTR", "NODATA"],
    ["arpa.", "PTR", "REFUSED"],
  ])("%s %s: %s", (name, type, expected) => {
    expect(seen(zone, name, type)).toBe(expected);
  });
});

describe("names of pods by their address", () => {
  const objects = [
    pod("web-0", "web", { ip: "10.244.0.1" }),
    pod("v6", "web", { ip: "fd00::1" }),
    pod("done", "web", { ip: "10.244.0.2", phase: "Succeeded" }),
    pod("raw", "web", { ip: "10.244.0.3", ready: false }),
  ];
  const of = (pods: DnsConfig["pods"], label: string, type = "A"): ReturnType<typeof seen> =>
    seen(zoneWith(objects, { pods }), `${label}.default.pod.cluster.local.`, type);

  it("need a pod there only when verified", () => {
    expect(of("insecure", "192-0-2-1")).toEqual(["192.0.2.1"]);
    expect(of("verified", "192-0-2-1")).toBe("NXDOMAIN");
    expect(of("verified", "10-244-0-1")).toEqual(["10.244.0.1"]);
    expect(of("verified", "10-244-0-3")).toEqual(["10.244.0.3"]);
    expect(of("verified", "10-244-0-2")).toBe("NXDOMAIN");
    expect(of("verified", "fd00--1", "AAAA")).toEqual(["fd00::1"]);
    expect(of("verified", "fd00-0--1", "AAAA")).toBe("NXDOMAIN");
  });

  it("are none of them there when disabled", () => {
    expect(of("disabled", "10-244-0-1")).toBe("NXDOMAIN");
    const zone = zoneWith(objects, { pods: "disabled" });
    expect(seen(zone, "default.pod.cluster.local.")).toBe("NXDOMAIN");
    expect(seen(zone, "pod.cluster.local.")).toBe("NODATA");
  });

  it("have an SRV record for port 0", () => {
    expect(of("insecure", "10-244-0-1", "SRV")).toEqual(["0 100 0 10-244-0-1.default.pod.cluster.local."]);
  });
});

describe("the zone's own records", () => {
  it("have a TTL of 300 at most for the SOA, and always 28800 for the version", () => {
    const zone = zoneWith([], { ttl: 3600 });
    expect(ask(zone, "cluster.local.", "SOA").answer.map(recordText)).toEqual([
      "cluster.local. 300 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. 1767225600 7200 1800 86400 3600",
    ]);
    expect(ask(zone, "dns-version.cluster.local.", "TXT").answer.map(recordText)).toEqual([
      'dns-version.cluster.local. 28800 IN TXT "1.1.0"',
    ]);
  });

  it("name the server itself where no Service has its address, without loopback addresses", () => {
    const reply = ask(zoneWith([], { serverIps: ["127.0.0.1", "10.0.0.53"] }), "cluster.local.", "NS");
    expect([...reply.answer, ...reply.additional].map(recordText)).toEqual([
      "cluster.local. 30 IN NS ns.dns.cluster.local.",
      "ns.dns.cluster.local. 30 IN A 10.0.0.53",
    ]);
  });

  it("name each endpoint of a headless Service that has the server's address", () => {
    const zone = zoneWith(
      [service("dns"), pod("dns-0", "dns", { ip: "10.244.0.2" }), pod("dns-1", "dns", { ip: "10.244.0.3" })],
      { serverIps: ["10.244.0.2"] },
    );
    expect(seen(zone, "cluster.local.", "NS")).toEqual([`dns-0.dns.${SVC}`, `dns-1.dns.${SVC}`]);
    expect(seen(zone, "ns.dns.cluster.local.")).toEqual(["10.244.0.2", "10.244.0.3"]);
    expect(seen(zone, "in-addr.arpa.", "NS")).toEqual([
      "dns-0.dns.default.svc.in-addr.arpa.",
      "dns-1.dns.default.svc.in-addr.arpa.",
    ]);
  });

  it("lie in the longest zone that fits", () => {
    const zone = zoneWith([service("web"), pod("web-0", "web", { ip: "10.244.0.1" })], {
      clusterDomain: "k8s.in-addr.arpa",
    });
    expect(seen(zone, "web.default.svc.k8s.in-addr.arpa.")).toEqual(["10.244.0.1"]);
  });
});
