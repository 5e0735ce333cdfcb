import type { Event } from "../../api/kinds/event/types.ts";
import { instantOf, type Instant } from "../../base/instant.ts";
import { alignTabs, type TabLayout } from "../describe/tabwriter.ts";
import { lastSeen } from "./last-seen.ts";

/** @see staging/src/k8s.io/cli-runtime/pkg/printers/tabwriter.go, `GetNewTabWriter` (1.36) */
const LAYOUT: TabLayout = { padding: 3, minWidth: 6 };

export interface EventsOptions {
  readonly now: Instant;
  /** Adds the column NAMESPACE, for `-A`. */
  readonly allNamespaces: boolean;
  readonly headers: boolean;
}

function time(event: Event): number {
  const text = event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
  return text == null ? 0 : instantOf(text);
}

/** Tells events of one moment apart: the later written one is the later one. */
function version({ metadata }: Event): number {
  return Number(metadata.resourceVersion ?? 0);
}

function cells(event: Event, { now, allNamespaces }: EventsOptions): readonly string[] {
  const { kind = "", name = "" } = event.involvedObject;
  const namespace = allNamespaces ? [event.metadata.namespace ?? ""] : [];
  const words = [lastSeen(event, now), event.type ?? "", event.reason ?? "", `${kind}/${name}`];
  return [...namespace, ...words, (event.message ?? "").trim()];
}

/** Events in the order in which `kubectl events` shows them: oldest first. */
export function oldestFirst(events: readonly Event[]): readonly Event[] {
  return [...events].sort((a, b) => time(a) - time(b) || version(a) - version(b));
}

/**
 * The text of `kubectl events`, oldest first.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/events/event_printer.go, `EventPrinter` (1.36)
 */
export function eventsTable(events: readonly Event[], options: EventsOptions): string {
  const titles = ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"];
  const header = options.allNamespaces ? ["NAMESPACE", ...titles] : titles;
  const rows = [...(options.headers ? [header] : []), ...oldestFirst(events).map((event) => cells(event, options))];
  return alignTabs(rows.map((row) => `${row.join("\t")}\n`).join(""), LAYOUT);
}
