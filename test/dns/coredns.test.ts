import { expect, it } from "vitest";
import { answer } from "../../src/dns/answer.ts";
import { parseName } from "../../src/dns/name.ts";
import { recordText } from "../../src/dns/record.ts";
import { namespace, service, slice, zoneWith } from "./cluster.ts";

/** The cluster and the questions of CoreDNS's own test. @see coredns, plugin/kubernetes/handler_test.go (1.14) */

const PORTS = [{ name: "http", port: 80, protocol: "TCP" }];

const clusterIp = (name: string, ...clusterIPs: readonly string[]): ReturnType<typeof service> => {
  const ipFamilies = clusterIPs.map((ip) => (ip.includes(":") ? "IPv6" : "IPv4"));
  return service(name, { clusterIP: clusterIPs[0], clusterIPs, ipFamilies, ports: PORTS }, "testns");
};

const external = (name: string, externalName: string): ReturnType<typeof service> =>
  service(name, { type: "ExternalName", clusterIP: undefined, externalName, ports: PORTS }, "testns");

const endpoints = (...addresses: readonly (readonly [string, string?])[]): object => ({
  endpoints: addresses.map(([address, hostname]) => ({
    addresses: [address],
    conditions: { ready: true, serving: true, terminating: false },
    ...(hostname === undefined ? {} : { hostname }),
  })),
});

const IPV6 = slice(
  "hdls1",
  { ...endpoints(["5678:abcd::1"], ["5678:abcd::2"]), addressType: "IPv6", ports: PORTS },
  "testns",
);

const zone = zoneWith([
  namespace("testns"),
  clusterIp("svc1", "10.0.0.1"),
  clusterIp("svcempty", "10.0.0.1"),
  clusterIp("svc6", "1234:abcd::1"),
  clusterIp("svc-dual-stack", "10.0.0.3", "10::3"),
  service("hdls1", {}, "testns"),
  service("hdlsprtls", {}, "testns"),
  external("external", "ext.interwebs.test"),
  external("external-to-service", "svc1.testns.svc.cluster.local."),
  slice(
    "hdls1",
    {
      ...endpoints(["172.0.0.2"], ["172.0.0.3"], ["172.0.0.4", "dup-name"], ["172.0.0.5", "dup-name"]),
      ports: PORTS,
    },
    "testns",
  ),
  { ...IPV6, metadata: { ...IPV6.metadata, name: "hdls1-slice-6" } },
  slice("hdlsprtls", { ...endpoints(["172.0.0.20"]), ports: [] }, "testns"),
]);

const SVC = "testns.svc.cluster.local.";

type Case = readonly [
  name: string,
  type: string,
  rcode: string,
  answers: readonly string[],
  additional?: readonly string[],
];

const cases: readonly Case[] = [
  [`svc1.${SVC}`, "A", "NOERROR", ["A 10.0.0.1"]],
  [`svcempty.${SVC}`, "A", "NOERROR", ["A 10.0.0.1"]],
  [`svc1.${SVC}`, "SRV", "NOERROR", [`SRV 0 100 80 svc1.${SVC}`], [`svc1.${SVC} A 10.0.0.1`]],
  [`svc6.${SVC}`, "SRV", "NOERROR", [`SRV 0 100 80 svc6.${SVC}`], [`svc6.${SVC} AAAA 1234:abcd::1`]],
  [`_http._tcp.svc1.${SVC}`, "SRV", "NOERROR", [`SRV 0 100 80 svc1.${SVC}`], [`svc1.${SVC} A 10.0.0.1`]],
  [`_http._tcp.svc6.${SVC}`, "SRV", "NOERROR", [`SRV 0 100 80 svc6.${SVC}`], [`svc6.${SVC} AAAA 1234:abcd::1`]],
  [`hdls1.${SVC}`, "A", "NOERROR", ["A 172.0.0.2", "A 172.0.0.3", "A 172.0.0.4", "A 172.0.0.5"]],
  [`hdls1.${SVC}`, "AAAA", "NOERROR", ["AAAA 5678:abcd::1", "AAAA 5678:abcd::2"]],
  [`hdlsprtls.${SVC}`, "A", "NOERROR", ["A 172.0.0.20"]],
  [`172-0-0-20.hdlsprtls.${SVC}`, "A", "NOERROR", ["A 172.0.0.20"]],
  [`172-0-0-2.hdls1.${SVC}`, "A", "NOERROR", ["A 172.0.0.2"]],
  [`dup-name.hdls1.${SVC}`, "A", "NOERROR", ["A 172.0.0.4", "A 172.0.0.5"]],
  [
    `_http._tcp.hdls1.${SVC}`,
    "SRV",
    "NOERROR",
    ["172-0-0-2", "172-0-0-3", "5678-abcd--1", "5678-abcd--2", "dup-name"].map(
      (one) => `SRV 0 16 80 ${one}.hdls1.${SVC}`,
    ),
    [
      `172-0-0-2.hdls1.${SVC} A 172.0.0.2`,
      `172-0-0-3.hdls1.${SVC} A 172.0.0.3`,
      `5678-abcd--1.hdls1.${SVC} AAAA 5678:abcd::1`,
      `5678-abcd--2.hdls1.${SVC} AAAA 5678:abcd::2`,
      `dup-name.hdls1.${SVC} A 172.0.0.4`,
      `dup-name.hdls1.${SVC} A 172.0.0.5`,
    ],
  ],
  [`5678-abcd--2.hdls1.${SVC}`, "AAAA", "NOERROR", ["AAAA 5678:abcd::2"]],
  [`external.${SVC}`, "CNAME", "NOERROR", ["CNAME ext.interwebs.test."]],
  [`external-to-service.${SVC}`, "A", "NOERROR", [`CNAME svc1.${SVC}`, "A 10.0.0.1"]],
  [`svc1.${SVC}`, "AAAA", "NOERROR", []],
  [`svc0.${SVC}`, "AAAA", "NXDOMAIN", []],
  [`svc0.${SVC}`, "A", "NXDOMAIN", []],
  ["svc0.svc-nons.svc.cluster.local.", "A", "NXDOMAIN", []],
  ["dns-version.cluster.local.", "TXT", "NOERROR", ['TXT "1.1.0"']],
  [`bogusendpoint.hdls1.${SVC}`, "A", "NXDOMAIN", []],
  [`bogusendpoint.svc0.${SVC}`, "A", "NXDOMAIN", []],
  [`svc6.${SVC}`, "AAAA", "NOERROR", ["AAAA 1234:abcd::1"]],
  ["svc.cluster.local.", "A", "NOERROR", []],
  ["pod.cluster.local.", "A", "NOERROR", []],
  [SVC, "A", "NOERROR", []],
  ["svc.cluster.local.", "NS", "NOERROR", []],
  [SVC, "NS", "NOERROR", []],
  ["foo.cluster.local.", "NS", "NXDOMAIN", []],
  ["foo.svc.cluster.local.", "NS", "NXDOMAIN", []],
  [`svc-dual-stack.${SVC}`, "A", "NOERROR", ["A 10.0.0.3"]],
  [`svc-dual-stack.${SVC}`, "AAAA", "NOERROR", ["AAAA 10::3"]],
  [
    `svc-dual-stack.${SVC}`,
    "SRV",
    "NOERROR",
    [`SRV 0 50 80 svc-dual-stack.${SVC}`],
    [`svc-dual-stack.${SVC} A 10.0.0.3`, `svc-dual-stack.${SVC} AAAA 10::3`],
  ],
  [`svc1.${SVC}`, "SOA", "NOERROR", []],
  [`endpoint.external.${SVC}`, "CNAME", "NXDOMAIN", []],
];

it.each(cases.map((one) => ({ one, title: one.slice(0, 3).join(" ") })))("$title", ({ one }) => {
  const [name, type, rcode, answers, additional = []] = one;
  const reply = answer(zone, { name: parseName(name)?.labels ?? [], type });
  const texts = (records: typeof reply.answer): readonly string[] =>
    records.map((record) => recordText(record).replace(/ \d+ IN /u, " "));
  const bare = texts(reply.answer).map((text) => text.slice(text.indexOf(" ") + 1));
  expect(reply.rcode).toBe(rcode);
  expect([...bare].sort()).toEqual([...answers].sort());
  expect([...texts(reply.additional)].sort()).toEqual([...additional].sort());
  const isDenied = answers.length === 0;
  expect(texts(reply.authority).map((text) => text.split(" ").slice(0, 2).join(" "))).toEqual(
    isDenied ? ["cluster.local. SOA"] : [],
  );
});
