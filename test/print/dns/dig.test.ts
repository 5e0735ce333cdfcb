import { execFile, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { EPOCH } from "../../../src/base/instant.ts";
import { lookup, type LookupResult } from "../../../src/dns/lookup.ts";
import { parseName } from "../../../src/dns/name.ts";
import { createResponder } from "../../../src/dns/responder.ts";
import { digQuestion, digRecord } from "../../../src/print/dns/dig-record.ts";
import { digText } from "../../../src/print/dns/dig.ts";
import { startDnsServer } from "../../../src/serve/dns-server.ts";
import { viewOf } from "../../../src/cluster/open-view.ts";
import { vectorConfig, vectorObjects, vectors, vectorZone } from "../../dns/vectors.ts";

const view = viewOf(vectorObjects());

function looked(name: string, type: string): LookupResult {
  return lookup(view, { name, type }, { config: vectorConfig(), now: EPOCH, namespace: "default" });
}

function name(text: string): readonly string[] {
  return parseName(text)?.labels ?? [];
}

describe("the columns of dig", () => {
  it.each([
    [
      "cluster.local.",
      "NS",
      "kube-dns.kube-system.svc.cluster.local.",
      "cluster.local.\t\t30\tIN\tNS\tkube-dns.kube-system.svc.cluster.local.",
    ],
    ["mongo.db.svc.cluster.local.", "A", "10.244.1.10", "mongo.db.svc.cluster.local. 30\tIN\tA\t10.244.1.10"],
    [
      "mongo-0.mongo.db.svc.cluster.local.",
      "A",
      "10.244.1.10",
      "mongo-0.mongo.db.svc.cluster.local. 30 IN A\t10.244.1.10",
    ],
    [
      "kube-dns.kube-system.svc.cluster.local.",
      "A",
      "10.96.0.10",
      "kube-dns.kube-system.svc.cluster.local.\t30 IN A\t10.96.0.10",
    ],
  ])("stand where they are recorded for %s %s", (owner, type, value, expected) => {
    const data = type === "NS" ? { type: "NS" as const, target: name(value) } : { type: "A" as const, address: value };
    expect(digRecord({ name: name(owner), ttl: 30, data })).toBe(expected);
  });

  it("leave the question's semicolon out of the count", () => {
    expect(digQuestion(name("mongo-0.mongo.db.svc.cluster.local."), "A")).toBe(
      ";mongo-0.mongo.db.svc.cluster.local. IN\tA",
    );
    expect(digQuestion(name("cluster.local."), "SOA")).toBe(";cluster.local.\t\t\tIN\tSOA");
  });
});

describe("the output of dig", () => {
  it("is that of BIND 9.18 for an answer", () => {
    expect(
      digText(looked("mongo.db.svc.cluster.local.", "A"), { typed: "mongo.db.svc.cluster.local", now: EPOCH }),
    ).toBe(
      [
        "",
        "; <<>> DiG 9.18.49 <<>> mongo.db.svc.cluster.local",
        ";; global options: +cmd",
        ";; Got answer:",
        ";; WARNING: .local is reserved for Multicast DNS",
        ";; You are currently testing what happens when an mDNS query is leaked to DNS",
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 59913",
        ";; flags: qr aa rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1",
        ";; WARNING: recursion requested but not available",
        "",
        ";; OPT PSEUDOSECTION:",
        "; EDNS: version: 0, flags:; udp: 1232",
        ";; QUESTION SECTION:",
        ";mongo.db.svc.cluster.local.\tIN\tA",
        "",
        ";; ANSWER SECTION:",
        "mongo.db.svc.cluster.local. 30\tIN\tA\t10.244.1.10",
        "mongo.db.svc.cluster.local. 30\tIN\tA\t10.244.2.10",
        "",
        ";; Query time: 0 msec",
        ";; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)",
        ";; WHEN: Thu Jan 01 00:00:00 UTC 2026",
        ";; MSG SIZE  rcvd: 87",
        "",
        "",
      ].join("\n"),
    );
  });

  const isInstalled = spawnSync("dig", ["-v"]).error === undefined;

  it("is line by line what dig prints, but for the id, the time, the server and the banner", async ({ skip }) => {
    skip(!isInstalled, "dig is not installed (Debian: dnsutils)");
    const server = await startDnsServer(
      { host: "127.0.0.1", port: 0, allowsTransfer: false },
      createResponder(vectorZone()),
    );
    const dig = (args: readonly string[]): Promise<string> =>
      new Promise((resolve) => execFile("dig", args, (_error, stdout) => resolve(stdout)));
    const variable = /id: \d+|^; <<>>.*|^;; Query time.*|^;; SERVER.*|^;; WHEN.*|^; \(1 server found\)\n/gm;
    for (const vector of vectors) {
      const args = ["@127.0.0.1", "-p", String(server.port), "+nocookie", vector.name, vector.type];
      const real = await dig(args);
      const own = digText(looked(vector.name, vector.type), { typed: args.join(" "), now: EPOCH, namesServer: true });
      expect(own.replace(variable, "")).toBe(real.replace(variable, ""));
    }
    await server.close();
  });
});
