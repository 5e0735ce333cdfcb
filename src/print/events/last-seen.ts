import type { Event } from "../../api/kinds/event/types.ts";
import type { Instant } from "../../base/instant.ts";
import { age } from "../tables/cell.ts";

/** `22s`, or `22s (x4 over 2m28s)` for an event that occurred several times. */
export function lastSeen(event: Event, now: Instant): string {
  const first = age(event.eventTime ?? event.firstTimestamp, now);
  const count = event.count ?? 1;
  return count > 1 ? `${age(event.lastTimestamp, now)} (x${count} over ${first})` : first;
}
