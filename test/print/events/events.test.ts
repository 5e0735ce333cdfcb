import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/api/kinds/event/types.ts";
import { eventsTable } from "../../../src/print/events/events.ts";

const now = Date.UTC(2026, 0, 1, 1);
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

function event(name: string, [first, last, count]: readonly [number, number, number], message: string): Event {
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name, namespace: "default" },
    involvedObject: { kind: "StatefulSet", name: "web" },
    type: "Normal",
    reason: "SuccessfulCreate",
    firstTimestamp: ago(first),
    lastTimestamp: ago(last),
    count,
    message,
  };
}

const events = [
  event("b", [39, 13, 2], "Create Pod web-1 in StatefulSet web successful"),
  event("a", [660, 660, 1], "Create Claim data-web-0 Pod web-0 in StatefulSet web success"),
];

describe("kubectl events", () => {
  it("lists the oldest first, with how often and since when", () => {
    expect(eventsTable(events, { now, allNamespaces: false, headers: true })).toBe(
      [
        "LAST SEEN           TYPE     REASON             OBJECT            MESSAGE",
        "11m                 Normal   SuccessfulCreate   StatefulSet/web   Create Claim data-web-0 Pod web-0 in StatefulSet web success",
        "13s (x2 over 39s)   Normal   SuccessfulCreate   StatefulSet/web   Create Pod web-1 in StatefulSet web successful",
        "",
      ].join("\n"),
    );
  });

  it("adds the namespace, and leaves the header out", () => {
    const text = eventsTable(events.slice(1), { now, allNamespaces: true, headers: false });
    expect(text).toMatch(/^default {3}11m {3}Normal {3}SuccessfulCreate/);
  });
});
