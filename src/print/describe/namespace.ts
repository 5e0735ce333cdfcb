import type { Namespace, NamespaceCondition } from "../../api/kinds/namespace/types.ts";
import type { LimitRange } from "../../api/kinds/limitrange/defaults.ts";
import { pairs } from "../tables/cell.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";
import { limitTable } from "./limitrange.ts";
import { moment } from "./moment.ts";
import type { Outline } from "./outline.ts";
import { quotaTables } from "./resourcequota.ts";

function conditions(out: Outline, list: readonly NamespaceCondition[]): void {
  if (list.length === 0) return;
  out.line(0, "Conditions:");
  out.line(1, "Type", "Status", "LastTransitionTime", "Reason", "Message");
  out.line(1, "----", "------", "------------------", "------", "-------");
  for (const { type, status, lastTransitionTime, reason = "", message = "" } of list) {
    out.line(1, type, status, moment(lastTransitionTime), reason, message);
  }
}

function limits(out: Outline, ranges: readonly LimitRange[]): void {
  if (ranges.length === 0) return out.line(0, "No LimitRange resource.");
  out.line(0, "Resource Limits");
  limitTable(out, ranges, " ");
}

export const describeNamespace: Describer<Namespace> = (out, { metadata, status }, { view }) => {
  out.line(0, "Name:", metadata.name);
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Status:", status?.phase ?? "");
  conditions(out, status?.conditions ?? []);
  out.line(0, "");
  quotaTables(out, view.list("ResourceQuota", metadata.name), view);
  out.line(0, "");
  limits(out, view.list("LimitRange", metadata.name));
};
