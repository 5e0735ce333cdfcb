import { execFile, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { EPOCH } from "../../../src/base/instant.ts";
import { viewOf } from "../../../src/cluster/open-view.ts";
import type { Pod } from "../../../src/api/kinds/pod/types.ts";
import { createResponder } from "../../../src/dns/responder.ts";
import { runDnsTool, type ToolResult } from "../../../src/print/dns/pod-tools.ts";
import { startDnsServer } from "../../../src/serve/dns-server.ts";
import { vectorObjects, vectorZone } from "../../dns/vectors.ts";

const view = viewOf(vectorObjects());
const pod = view.get("Pod", "db", "mongo-0") as Pod;

function run(tool: "dig" | "nslookup", ...words: readonly string[]): ToolResult {
  return runDnsTool(tool, words, { view, now: EPOCH, pod });
}

const HEAD = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n";

describe("nslookup in a pod", () => {
  it.each([
    [
      ["mongo"],
      "Name:\tmongo.db.svc.cluster.local\nAddress: 10.244.1.10\nName:\tmongo.db.svc.cluster.local\nAddress: 10.244.2.10\n",
      0,
    ],
    [["mongo-2.mongo"], "** server can't find mongo-2.mongo: NXDOMAIN\n", 1],
    [["www.example.org."], "** server can't find www.example.org: REFUSED\n", 1],
    [
      ["dual.shop"],
      "Name:\tdual.shop.svc.cluster.local\nAddress: 10.244.1.50\nName:\tdual.shop.svc.cluster.local\nAddress: 10.244.2.50\nName:\tdual.shop.svc.cluster.local\nAddress: fd00:10:244:1::50\nName:\tdual.shop.svc.cluster.local\nAddress: fd00:10:244:2::50\n",
      0,
    ],
    [["-type=AAAA", "mongo"], "*** Can't find mongo: No answer\n", 0],
    [["db"], "*** Can't find db.svc.cluster.local: No answer\n", 0],
    [
      ["-type=SRV", "_mongo._tcp.mongo-read"],
      "_mongo._tcp.mongo-read.db.svc.cluster.local\tservice = 0 100 27017 mongo-read.db.svc.cluster.local.\n",
      0,
    ],
    [["-q=TXT", "dns-version.cluster.local."], 'dns-version.cluster.local\ttext = "1.1.0"\n', 0],
    [
      ["payments.shop"],
      "payments.shop.svc.cluster.local\tcanonical name = payments.example.com.\n** server can't find payments.example.com: REFUSED\n",
      1,
    ],
    [
      ["-type=SOA", "cluster.local."],
      "cluster.local\n\torigin = ns.dns.cluster.local\n\tmail addr = hostmaster.cluster.local\n\tserial = 1767225600\n\trefresh = 7200\n\tretry = 1800\n\texpire = 86400\n\tminimum = 30\n",
      0,
    ],
  ])("%j", (words, text, status) => {
    expect(run("nslookup", ...words)).toEqual({ stdout: `${HEAD}${text}\n`, stderr: "", status });
  });

  it("has no header for an address", () => {
    expect(run("nslookup", "10.96.40.7").stdout).toBe(
      "7.40.96.10.in-addr.arpa\tname = mongo-read.db.svc.cluster.local.\n\n",
    );
    expect(run("nslookup", "10.99.99.99")).toMatchObject({
      stdout: "** server can't find 99.99.99.10.in-addr.arpa: NXDOMAIN\n\n",
      status: 1,
    });
  });

  it("complains about a type that there is not, and goes on without", () => {
    expect(run("nslookup", "-type=BOGUS", "mongo-0.mongo").stdout).toBe(
      `unknown query type: BOGUS\n${HEAD}Name:\tmongo-0.mongo.db.svc.cluster.local\nAddress: 10.244.1.10\n\n`,
    );
  });

  it("reaches no other name server", () => {
    expect(run("nslookup", "mongo", "192.0.2.1")).toMatchObject({ status: 1 });
    expect(run("dig", "@192.0.2.1", "mongo")).toMatchObject({ status: 9 });
  });

  const isInstalled = spawnSync("nslookup", ["-version"]).error === undefined;

  it("prints what nslookup prints, but for the server's address", async ({ skip }) => {
    skip(!isInstalled, "nslookup is not installed (Debian: dnsutils)");
    const server = await startDnsServer(
      { host: "127.0.0.1", port: 0, allowsTransfer: false },
      createResponder(vectorZone()),
    );
    const real = (args: readonly string[]): Promise<string> =>
      new Promise((resolve) =>
        execFile("nslookup", [`-port=${server.port}`, ...args, "127.0.0.1"], (_error, out) => resolve(out)),
      );
    const questions = [
      ["mongo.db.svc.cluster.local."],
      ["mongo-2.mongo.db.svc.cluster.local."],
      ["vacant.svc.cluster.local."],
      ["dual.shop.svc.cluster.local."],
      ["db-alias.shop.svc.cluster.local."],
      ["www.example.org."],
      ["-type=SRV", "mongo.db.svc.cluster.local."],
      ["-type=AAAA", "mongo.db.svc.cluster.local."],
      ["-type=SOA", "cluster.local."],
      ["-type=TXT", "dns-version.cluster.local."],
      ["-type=NS", "cluster.local."],
      ["10.244.1.10"],
      ["10.99.99.99"],
    ];
    const plain = (text: string): string =>
      text.replace(/^(Server:\t\t|Address:\t).*$/gm, "$1").replace(/serial = \d+/, "");
    for (const words of questions) {
      // Where the server is known to be the pod's, the name server's Service is not; only NS names it.
      const own = run("nslookup", ...words).stdout;
      const expected = await real(words);
      if (words[0] === "-type=NS") expect(expected).toContain("cluster.local\tnameserver = ");
      else expect(plain(own)).toBe(plain(expected));
    }
    await server.close();
  });
});

describe("dig in a pod", () => {
  it("takes names as they are, unless it is told to search", () => {
    expect(run("dig", "+short", "mongo-0.mongo").stdout).toBe("");
    expect(run("dig", "+short", "+search", "mongo-0.mongo").stdout).toBe("10.244.1.10\n");
    expect(run("dig", "+short", "-x", "10.96.40.7").stdout).toBe("mongo-read.db.svc.cluster.local.\n");
  });

  it("shows the parts that are asked for", () => {
    expect(run("dig", "+noall", "+answer", "-t", "SRV", "_mongo._tcp.mongo-read.db.svc.cluster.local").stdout).toBe(
      "_mongo._tcp.mongo-read.db.svc.cluster.local. 30\tIN SRV 0 100 27017 mongo-read.db.svc.cluster.local.\n",
    );
    expect(run("dig", "cluster.local", "SOA", "+nocmd", "+nocomments", "+noquestion", "+nostats").stdout).toBe(
      "cluster.local.\t\t30\tIN\tSOA\tns.dns.cluster.local. hostmaster.cluster.local. 1767225600 7200 1800 86400 30\n",
    );
  });
});
