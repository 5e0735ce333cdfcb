import type { Event } from "../../../api/kinds/event/types.ts";
import type { JsonObject } from "../../../base/json.ts";
import { isJsonObject } from "../../../base/json.ts";
import { age } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";

function joined(component: string | undefined, instance: string | undefined): string {
  return [component ?? "", instance ?? ""].filter((text) => text !== "").join(", ");
}

function sourceCell({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source?.component ?? "";
  return component === "" ? joined(reportingComponent, reportingInstance) : joined(component, source?.host);
}

function seriesOf(event: Event): JsonObject | undefined {
  const series = (event as unknown as JsonObject)["series"];
  return isJsonObject(series) ? series : undefined;
}

/** When it was seen first and last, and how often. */
function sightings(event: Event): {
  readonly first: string | null;
  readonly last: string | null;
  readonly count: number;
} {
  const series = seriesOf(event);
  const first = event.firstTimestamp ?? event.eventTime ?? null;
  const observed = series?.["lastObservedTime"];
  const last = typeof observed === "string" ? observed : (event.lastTimestamp ?? first);
  const times = series?.["count"] ?? event.count;
  return { first, last, count: typeof times === "number" && times > 0 ? times : 1 };
}

export const eventTable: TableDefinition<Event> = {
  columns: columns(
    "Last Seen | Type | Reason | Object | +Subobject | +Source | Message | +First Seen | +Count | +Name",
  ),
  cells: (event, { now }) => {
    const { first, last, count } = sightings(event);
    const about = event.involvedObject;
    return [
      age(last, now),
      event.type ?? "",
      event.reason ?? "",
      `${about.kind?.toLowerCase()}/${about.name ?? ""}`,
      about.fieldPath ?? "",
      sourceCell(event),
      (event.message ?? "").trim(),
      age(first, now),
      String(count),
      event.metadata.name,
    ];
  },
};
