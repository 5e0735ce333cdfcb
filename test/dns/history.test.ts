import { describe, expect, it } from "vitest";
import type { Happening } from "../../src/cluster/happening.ts";
import {
  historicName,
  misledMs,
  nameHistory,
  seenThroughCache,
  unansweredMs,
  type NameMoment,
} from "../../src/dns/history.ts";
import { parseName } from "../../src/dns/name.ts";
import { pod, service, zoneWith } from "./cluster.ts";

const zone = zoneWith([
  service("web"),
  service("vip", { clusterIP: "10.96.0.20", clusterIPs: ["10.96.0.20"] }),
  pod("web-0", "web", { ip: "10.244.0.1" }),
  pod("web-1", "web", { ip: "10.244.0.9" }),
]);

function happening(seq: number, at: number, effect: "resolves" | "vanishes", name: string, address: string): Happening {
  return { seq, at, effect, kind: "name", namespace: "default", name, addresses: [address] };
}

const HAPPENINGS = [
  happening(1, 1000, "resolves", "web-1.web", "10.244.0.2"),
  happening(2, 5000, "vanishes", "web-1.web", "10.244.0.2"),
  happening(3, 9000, "resolves", "web-1.web", "10.244.0.9"),
];

function history(name: string, from = 2, start = 5000): readonly NameMoment[] {
  const labels = parseName(name)?.labels ?? [];
  const target = historicName(zone, [labels], HAPPENINGS);
  return target === undefined ? [] : nameHistory(zone, target, { happenings: HAPPENINGS, from, start });
}

describe("the history of a name", () => {
  it("begins with what was there before, and has a pod's coming and going", () => {
    expect(history("web-1.web.default.svc.cluster.local")).toEqual([
      { at: 5000, addresses: ["10.244.0.2"] },
      { at: 5000, addresses: [] },
      { at: 9000, addresses: ["10.244.0.9"] },
    ]);
  });

  it("of a headless Service has all of its pods, those that stayed included", () => {
    expect(history("web.default.svc.cluster.local").map(({ addresses }) => addresses)).toEqual([
      ["10.244.0.1", "10.244.0.2"],
      ["10.244.0.1"],
      ["10.244.0.1", "10.244.0.9"],
    ]);
  });

  it("of a Service with its own address is that address", () => {
    expect(history("vip.default.svc.cluster.local")).toEqual([{ at: 5000, addresses: ["10.96.0.20"] }]);
  });

  it("is known for names that are, or were", () => {
    expect(history("nosuch.default.svc.cluster.local")).toEqual([]);
    expect(history("example.org")).toEqual([]);
  });
});

describe("a client behind a cache", () => {
  const moments = history("web-1.web.default.svc.cluster.local");

  it("keeps an address that is gone, and learns of the new one when the old has run out", () => {
    const seen = seenThroughCache(moments, { cacheMs: 30_000, retryMs: 1000 });
    expect(seen).toEqual([
      { at: 5000, addresses: ["10.244.0.2"] },
      { at: 35_000, addresses: ["10.244.0.9"] },
    ]);
    expect(misledMs(moments, seen)).toBe(30_000);
  });

  it("without a cache sees what is there whenever it asks", () => {
    const seen = seenThroughCache(moments, { cacheMs: 0, retryMs: 3000 });
    expect(seen.map(({ at }) => at)).toEqual([5000, 8000, 11_000]);
    expect(unansweredMs(seen)).toBe(3000);
    expect(unansweredMs(moments)).toBe(4000);
  });
});
