import type { Event } from "../../api/kinds/event/types.ts";
import { instantOf, type Instant } from "../../base/instant.ts";
import { lastSeen } from "../events/last-seen.ts";
import type { Outline } from "./outline.ts";

function lastTime(event: Event): number {
  return event.lastTimestamp == null ? Number.NEGATIVE_INFINITY : instantOf(event.lastTimestamp);
}

function message(event: Event): string {
  const { fieldPath = "" } = event.involvedObject;
  const text = (event.message ?? "").trim();
  return fieldPath === "" ? text : `${fieldPath}: ${text}`;
}

/**
 * The block at the end of a description; oldest first.
 * @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `DescribeEvents` (1.36)
 */
export function describeEvents(out: Outline, events: readonly Event[], now: Instant): void {
  if (events.length === 0) return out.line(0, "Events:", "<none>");
  out.line(0, "Events:");
  out.line(1, "Type", "Reason", "Age", "From", "Message");
  out.line(1, "----", "------", "----", "----", "-------");
  for (const event of [...events].sort((a, b) => lastTime(a) - lastTime(b) || 0)) {
    const from = event.source?.component || event.reportingComponent || "";
    out.line(1, event.type ?? "", event.reason ?? "", lastSeen(event, now), from, message(event));
  }
}
