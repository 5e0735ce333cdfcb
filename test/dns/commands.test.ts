import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Session } from "../e2e/session.ts";
import { vectorConfig, vectorObjects, vectors } from "./vectors.ts";

/** Three replicas of `webserver` behind a headless Service of that name. */
const session = new Session();
/** The cluster of the recorded questions, taken over as it is. */
const recorded = new Session();

beforeAll(async () => {
  await session.run(["apply", "-q", "-f", "webserver.yaml"]);
  const list = { apiVersion: "v1", kind: "List", items: vectorObjects() };
  writeFileSync(join(recorded.folder, "objects.json"), JSON.stringify(list));
  await recorded.run(["import", "-f", "objects.json"]);
});
afterAll(() => {
  session.end();
  recorded.end();
});

async function out(...argv: readonly string[]): Promise<string> {
  return (await session.run(["dns", ...argv])).stdout;
}

describe("dns lookup", () => {
  it("says what a name leads to, and which try found it", async () => {
    expect(await session.run(["dns", "lookup", "webserver-0.webserver"])).toMatchObject({
      exit: 0,
      stdout: "webserver-0.webserver.default.svc.cluster.local.   A   10.244.0.10   (from the search list, 1st try)\n",
      stderr: "",
    });
  });

  it("keeps its answers and reasons within a terminal", async () => {
    const terminal = new Session({ terminal: true, columns: 80, env: { NO_COLOR: "1" } });
    await terminal.run(["apply", "-q", "-f", "webserver.yaml"]);
    await terminal.run(["sim", "fail", "pod/webserver-1", "--as", "not-ready"]);
    const { stdout: lookup } = await terminal.run(["dns", "lookup", "webserver-1.webserver"]);
    const { stdout: records } = await terminal.run(["dns", "records", "webserver"]);
    terminal.end();
    for (const line of `${lookup}${records}`.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(lookup).toContain("\n  because pod webserver-1 is not ready and Service");
    expect(records).toContain("\nwebserver-0.webserver.default.svc.cluster.local.\n  30  A    10.244.0.10   pod ");
    expect(records).toContain(
      "\nwebserver-1.webserver.default.svc.cluster.local.\n  NXDOMAIN\n        pod webserver-1 is",
    );
  });

  it("says why a name leads nowhere, and ends with 1", async () => {
    expect(await session.run(["dns", "lookup", "webserver-3.webserver"])).toMatchObject({
      exit: 1,
      stdout: [
        "NXDOMAIN  webserver-3.webserver.default.svc.cluster.local.",
        '  because there is no pod webserver-3: StatefulSet "webserver" has 3 replicas, webserver-0 to webserver-2',
        "  it resolves with replicas: 4 or more",
        "",
      ].join("\n"),
    });
    const noData = await session.run(["dns", "lookup", "webserver", "-t", "AAAA"]);
    expect([noData.exit, noData.stdout.split("\n")[0]]).toEqual([
      1,
      "NODATA  webserver.default.svc.cluster.local. AAAA",
    ]);
  });

  it("shows the names that a pod tries", async () => {
    expect(await out("lookup", "webserver.default", "--from", "webserver-0", "--trace")).toBe(
      [
        "search      default.svc.cluster.local svc.cluster.local cluster.local",
        "nameserver  10.96.0.10",
        "options     ndots:5",
        "1   webserver.default.default.svc.cluster.local.   A   NXDOMAIN    with default.svc.cluster.local",
        "2   webserver.default.svc.cluster.local.           A   3 records   with svc.cluster.local",
        "webserver.default.svc.cluster.local.   A   10.244.0.10   (from the search list, 2nd try)",
        "webserver.default.svc.cluster.local.   A   10.244.0.11",
        "webserver.default.svc.cluster.local.   A   10.244.0.12",
        "",
      ].join("\n"),
    );
  });

  it("has the formats of dig, and a table", async () => {
    expect(await out("lookup", "webserver", "-o", "short")).toBe("10.244.0.10\n10.244.0.11\n10.244.0.12\n");
    expect(await out("lookup", "10.244.0.11", "-o", "short")).toBe(
      "webserver-1.webserver.default.svc.cluster.local.\n",
    );
    const flags = ["-o", "table", "--ttl", "5", "--cluster-domain", "k8s.test"];
    expect(await out("lookup", "webserver-1.webserver", ...flags)).toBe(
      [
        "NAME                                          TTL   TYPE   DATA",
        "webserver-1.webserver.default.svc.k8s.test.   5     A      10.244.0.11",
        "",
      ].join("\n"),
    );
  });

  it("answers as of a later time when it is told to, and writes nothing", async () => {
    const own = new Session();
    await own.run(["apply", "-q", "--no-run", "-f", "webserver.yaml"]);
    const before = await own.run(["export"]);
    const now = await own.run(["dns", "lookup", "webserver-1.webserver", "-o", "short"]);
    const later = await own.run(["dns", "lookup", "webserver-1.webserver", "-o", "short", "--at", "1m"]);
    expect([now.exit, later.exit, later.stdout]).toEqual([1, 0, "10.244.0.11\n"]);
    expect((await own.run(["export"])).stdout).toBe(before.stdout);
    own.end();
  });

  it.each([
    ["lookup", "webserver", "-t", "BOGUS"],
    ["lookup", "webserver", "--pods", "some"],
    ["lookup", "webserver", "--ttl", "4000"],
    ["lookup", "webserver", "--server-ip", "nonsense"],
    ["lookup", "webserver", "--cluster-domain", "a..b"],
    ["lookup", "webserver", "-o", "yaml"],
    ["lookup", "webserver", "--resolver", "own"],
    ["lookup", "web..server"],
    ["lookup"],
    ["records", "-o", "yaml"],
    ["timeline", "webserver", "-o", "svg"],
    ["serve", "--port", "70000"],
    ["serve", "--host", "example.org"],
  ])("ends with 2 for a wrong command line: %s %s %s %s", async (...argv) => {
    const ran = await session.run(["dns", ...argv.filter((word) => word !== undefined)]);
    expect([ran.exit, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toMatch(/^error: /);
  });

  it("answers the recorded questions in a cluster that was taken over", async () => {
    const { clusterDomain, ttl, pods, serverIps } = vectorConfig();
    const flags = ["--cluster-domain", clusterDomain, "--ttl", String(ttl), "--pods", pods];
    for (const { name, type, rcode, aa, answer } of vectors) {
      const argv = [
        "dns",
        "lookup",
        name,
        "-t",
        type,
        "-o",
        "json",
        ...flags,
        ...serverIps.flatMap((ip) => ["--server-ip", ip]),
      ];
      const found = JSON.parse((await recorded.run(argv)).stdout) as { answer: readonly string[] };
      expect(found).toMatchObject({ name, type, rcode, aa });
      expect([...found.answer].sort()).toEqual([...answer].sort());
    }
  });
});

describe("dns records", () => {
  it("lists the records of a Service with their pods and reasons, and the names that are missing", async () => {
    const own = new Session();
    await own.run(["sim", "fail", "pod/webserver-2", "--as", "crash-loop", "-q"]);
    await own.run(["apply", "-q", "-f", "webserver.yaml"]);
    const { stdout } = await own.run(["dns", "records", "webserver", "-o", "json"]);
    const [report] = JSON.parse(stdout) as { records: readonly object[]; absent: readonly object[] }[];
    expect(report?.records[0]).toEqual({
      record: "webserver.default.svc.cluster.local. 30 IN A 10.244.0.10",
      pod: "webserver-0",
      ready: true,
      why: "pod webserver-0 is ready",
    });
    expect(report?.absent).toEqual([
      {
        name: "webserver-2.webserver.default.svc.cluster.local.",
        pod: "webserver-2",
        reason: "pod-not-ready",
        because:
          'pod webserver-2 is not ready (CrashLoopBackOff) and Service "webserver" does not publish not-ready addresses',
        resolves: "when the pod is ready, or with publishNotReadyAddresses: true",
      },
    ]);
    const text = (await own.run(["dns", "records", "webserver"])).stdout;
    expect(text).toMatch(/^webserver-2\.webserver\S+ +- +- +NXDOMAIN +webserver-2 +no +pod webserver-2 is not ready/m);
    own.end();
  });

  it("knows of no Service that there is not", async () => {
    expect(await session.run(["dns", "records", "nosuch"])).toMatchObject({
      exit: 1,
      stderr: 'Error from server (NotFound): services "nosuch" not found\n',
    });
  });

  it("writes zone files that named-checkzone takes", async ({ skip }) => {
    const isInstalled = spawnSync("named-checkzone", ["-v"]).error === undefined;
    skip(!isInstalled, "named-checkzone is not installed (Debian: bind9-utils)");
    for (const [where, extra] of [
      [session, []],
      [recorded, ["--server-ip", "10.244.0.2"]],
    ] as const) {
      const { stdout } = await where.run(["dns", "records", "-o", "zone", ...extra]);
      writeFileSync(join(where.folder, "zone"), stdout);
      const checked = spawnSync("named-checkzone", ["cluster.local", join(where.folder, "zone")], { encoding: "utf8" });
      expect(checked.stdout).toMatch(/OK\n$/);
    }
  });
});

describe("dns timeline", () => {
  it("shows when a pod's name answered what during the last command, and what a client made of it", async () => {
    const own = new Session();
    await own.run(["apply", "-q", "-f", "webserver.yaml"]);
    await own.run(["delete", "pod", "webserver-1", "-q"]);
    expect((await own.run(["dns", "timeline", "webserver-1.webserver", "--cache", "30"])).stdout).toBe(
      [
        "webserver-1.webserver.default.svc.cluster.local.",
        "TIME     ANSWER        CLIENT (cache 30s)",
        "before   10.244.0.11   10.244.0.11",
        "0.0s     NXDOMAIN",
        "4.0s     10.244.0.13",
        "30.0s                  10.244.0.13",
        "The name was without an answer for 4s.",
        "The client was led to an address that was gone for 30s.",
        "",
      ].join("\n"),
    );
    own.end();
  });
});
