import { describe, expect, it } from "vitest";
import { namesDiffer, namesOf } from "../../src/dns/diff.ts";
import { pod, service, viewWith } from "./cluster.ts";

const web = service("web");
const before = namesOf(
  viewWith([web, pod("web-0", "web", { ip: "10.244.0.1" }), pod("web-1", "web", { ip: "10.244.0.2" })]),
);
const after = namesOf(
  viewWith([web, pod("web-0", "web", { ip: "10.244.0.1" }), pod("web-2", "web", { ip: "10.244.0.3" })]),
);

describe("the names of a cluster", () => {
  it("are those of Services and of the pods below them", () => {
    expect([...before]).toEqual([
      ["web-0.web.default.svc.cluster.local.", ["10.244.0.1"]],
      ["web-1.web.default.svc.cluster.local.", ["10.244.0.2"]],
      ["web.default.svc.cluster.local.", ["10.244.0.1", "10.244.0.2"]],
    ]);
    const vip = service("vip", { clusterIP: "10.96.0.20", clusterIPs: ["10.96.0.20"] });
    const alias = service("alias", { type: "ExternalName", externalName: "db.example.com" });
    expect([...namesOf(viewWith([vip, alias]))]).toEqual([
      ["alias.default.svc.cluster.local.", ["db.example.com"]],
      ["vip.default.svc.cluster.local.", ["10.96.0.20"]],
    ]);
  });

  it("differ where one came, went, or leads elsewhere", () => {
    expect(namesDiffer(before, after)).toEqual([
      { name: "web-1.web.default.svc.cluster.local.", before: ["10.244.0.2"], after: [] },
      { name: "web-2.web.default.svc.cluster.local.", before: [], after: ["10.244.0.3"] },
      {
        name: "web.default.svc.cluster.local.",
        before: ["10.244.0.1", "10.244.0.2"],
        after: ["10.244.0.1", "10.244.0.3"],
      },
    ]);
    expect(namesDiffer(before, before)).toEqual([]);
  });
});
