import { describe, expect, it } from "vitest";
import type { Pod } from "../../src/api/kinds/pod/types.ts";
import { EPOCH } from "../../src/base/instant.ts";
import { DEFAULT_DNS_CONFIG } from "../../src/dns/config.ts";
import { lookup } from "../../src/dns/lookup.ts";
import { parseName, printName } from "../../src/dns/name.ts";
import { attemptsFor, clusterResolver, podResolver, type ResolverLibrary } from "../../src/dns/resolver.ts";
import { namespace, pod, service, viewWith } from "./cluster.ts";

const CLUSTER = { clusterDomain: "cluster.local", clusterDns: ["10.96.0.10"] };
const IN_DB = clusterResolver({ ...CLUSTER, namespace: "db" });

function attempts(typed: string, library: ResolverLibrary = "glibc", config = IN_DB): readonly string[] {
  const name = parseName(typed);
  return name === undefined ? [] : attemptsFor(name, config, library).map((one) => printName(one.name));
}

const view = viewWith([
  namespace("db"),
  namespace("other"),
  service("mongo", { selector: { app: "mongo" } }, "db"),
  pod("mongo-0", "mongo", { ip: "10.244.1.10", where: "db" }),
  pod("mongo-2", "mongo", { ip: "10.244.1.12", ready: false, where: "db" }),
]);

/** Each name that is tried from a namespace, `-` before one that does not exist, `0` before one without records. */
function steps(typed: string, from = "db", library: ResolverLibrary = "glibc"): readonly string[] {
  const client = pod("client", "client", { where: from }) as Pod;
  const options = { config: DEFAULT_DNS_CONFIG, now: EPOCH, namespace: "default", pod: client, library };
  const signs: Readonly<Record<string, string>> = { NXDOMAIN: "-", REFUSED: "-" };
  return lookup(view, { name: typed, type: "A" }, options).steps.map(({ name, reply }) => {
    const sign = signs[reply.rcode] ?? (reply.answer.length > 0 ? "+" : "0");
    return `${sign} ${printName(name)}`;
  });
}

describe("the names a resolver tries", () => {
  it("are the search list first while there are fewer dots than ndots", () => {
    expect(attempts("mongo")).toEqual([
      "mongo.db.svc.cluster.local.",
      "mongo.svc.cluster.local.",
      "mongo.cluster.local.",
      "mongo.",
    ]);
  });

  it("are the name as it is first when it has as many dots as ndots", () => {
    expect(attempts("mongo-0.mongo.db.svc.cluster.local")).toEqual([
      "mongo-0.mongo.db.svc.cluster.local.",
      "mongo-0.mongo.db.svc.cluster.local.db.svc.cluster.local.",
      "mongo-0.mongo.db.svc.cluster.local.svc.cluster.local.",
      "mongo-0.mongo.db.svc.cluster.local.cluster.local.",
    ]);
    expect(attempts("mongo-0.mongo.db.svc.cluster.local", "musl")).toEqual(["mongo-0.mongo.db.svc.cluster.local."]);
  });

  it("are the name alone when it ends in a dot", () => {
    expect(attempts("mongo-0.mongo.")).toEqual(["mongo-0.mongo."]);
  });

  it("leave out what would be too long for a name", () => {
    const long = Array.from({ length: 4 }, () => "a".repeat(58)).join(".");
    expect(attempts(long)).toEqual(
      [`${long}.db.svc.cluster.local.`, `${long}.svc.cluster.local.`, `${long}.cluster.local.`, `${long}.`].filter(
        (one) => one.length <= 254,
      ),
    );
  });

  it.each([
    ["mongo-0.mongo", ["+ mongo-0.mongo.db.svc.cluster.local."]],
    ["mongo.db", ["- mongo.db.db.svc.cluster.local.", "+ mongo.db.svc.cluster.local."]],
    ["mongo-0.mongo.db", ["- mongo-0.mongo.db.db.svc.cluster.local.", "+ mongo-0.mongo.db.svc.cluster.local."]],
    [
      "mongo-0.mongo.db.svc",
      [
        "- mongo-0.mongo.db.svc.db.svc.cluster.local.",
        "- mongo-0.mongo.db.svc.svc.cluster.local.",
        "+ mongo-0.mongo.db.svc.cluster.local.",
      ],
    ],
    [
      "mongo.db.svc.cluster.local",
      [
        "- mongo.db.svc.cluster.local.db.svc.cluster.local.",
        "- mongo.db.svc.cluster.local.svc.cluster.local.",
        "- mongo.db.svc.cluster.local.cluster.local.",
        "+ mongo.db.svc.cluster.local.",
      ],
    ],
    ["mongo-0.mongo.db.svc.cluster.local", ["+ mongo-0.mongo.db.svc.cluster.local."]],
    [
      "mongo-2.mongo",
      [
        "- mongo-2.mongo.db.svc.cluster.local.",
        "- mongo-2.mongo.svc.cluster.local.",
        "- mongo-2.mongo.cluster.local.",
        "- mongo-2.mongo.",
      ],
    ],
    ["db", ["- db.db.svc.cluster.local.", "0 db.svc.cluster.local.", "- db.cluster.local.", "- db."]],
  ])("for %s in its namespace", (typed, expected) => {
    expect(steps(typed)).toEqual(expected);
  });

  it("end with musl at a name that exists without records", () => {
    expect(steps("db", "db", "musl")).toEqual(["- db.db.svc.cluster.local.", "0 db.svc.cluster.local."]);
  });

  it("need the namespace from another one", () => {
    expect(steps("mongo", "other").every((step) => step.startsWith("-"))).toBe(true);
    expect(steps("mongo-0.mongo.db", "other").at(-1)).toBe("+ mongo-0.mongo.db.svc.cluster.local.");
  });
});

describe("a pod's resolver file", () => {
  const of = (spec: object): ReturnType<typeof podResolver> =>
    podResolver(pod("p", "p", { spec: { ...spec } }) as Pod, CLUSTER);
  const first = { nameservers: ["10.96.0.10"], options: ["ndots:5"] };
  const search = ["default.svc.cluster.local", "svc.cluster.local", "cluster.local"];

  it("names the cluster's DNS for ClusterFirst, and on the host's network only for ClusterFirstWithHostNet", () => {
    expect(of({})).toEqual({ ...first, search });
    expect(of({ dnsPolicy: "ClusterFirst", hostNetwork: true })).toEqual({ nameservers: [], search: [], options: [] });
    expect(of({ dnsPolicy: "ClusterFirstWithHostNet", hostNetwork: true })).toEqual({ ...first, search });
  });

  it("is what dnsConfig says alone for None", () => {
    const dnsConfig = { nameservers: ["192.0.2.1"], searches: ["a.example"], options: [{ name: "ndots", value: "2" }] };
    const config = of({ dnsPolicy: "None", dnsConfig });
    expect(config).toEqual({ nameservers: ["192.0.2.1"], search: ["a.example"], options: ["ndots:2"] });
    expect(attempts("b.c", "glibc", config)).toEqual(["b.c.a.example.", "b.c."]);
    expect(attempts("b.c.d", "glibc", config)).toEqual(["b.c.d.", "b.c.d.a.example."]);
  });

  it("has what dnsConfig adds behind the cluster's, once each, and the pod's value of an option", () => {
    const dnsConfig = {
      nameservers: ["10.96.0.10", "192.0.2.1"],
      searches: ["cluster.local", "a.example"],
      options: [{ name: "ndots", value: "2" }, { name: "edns0" }],
    };
    expect(of({ dnsConfig })).toEqual({
      nameservers: ["10.96.0.10", "192.0.2.1"],
      search: [...search, "a.example"],
      options: ["ndots:2", "edns0"],
    });
  });

  it("has no more than three name servers and 32 search domains", () => {
    const dnsConfig = {
      nameservers: ["192.0.2.1", "192.0.2.2", "192.0.2.3"],
      searches: Array.from({ length: 32 }, (_, at) => `d${at}.example`),
    };
    const config = of({ dnsConfig });
    expect(config.nameservers).toHaveLength(3);
    expect(config.search).toHaveLength(32);
  });
});
