import type { PodTemplateSpec } from "../../api/kinds/pod/types.ts";
import { historyEntry, type HistoryEntry, type Workload } from "../../rollout/history.ts";
import { Outline } from "../describe/outline.ts";
import { podTemplate } from "../describe/pod-template.ts";

/** `statefulset.apps/web`, as result lines name workloads. */
function nameOf({ kind, metadata }: Workload): string {
  return `${kind.toLowerCase()}.apps/${metadata.name}`;
}

/** A pod template with raw tabs between labels and values: kubectl aligns it nowhere but in `describe`. */
function templateText(template: PodTemplateSpec): string {
  const out = new Outline();
  podTemplate(out, template);
  return out.tabbed();
}

/**
 * The text of `rollout history` for one workload; of one revision when its number is given, 0 is all.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go, `printHistory` (1.36)
 * @throws CommandError where there is no such revision
 */
export function historyText(workload: Workload, entries: readonly HistoryEntry[], revision = 0): string {
  if (revision !== 0 && entries.length > 0) {
    const { template } = historyEntry(entries, revision);
    return `${nameOf(workload)} with revision #${revision}\n${templateText(template)}\n`;
  }
  if (entries.length === 0) return `${nameOf(workload)} \nNo rollout history found.\n`;
  const out = new Outline();
  out.line(0, "REVISION", "CHANGE-CAUSE");
  for (const { number, changeCause } of entries) out.line(0, String(number), changeCause || "<none>");
  return `${nameOf(workload)} \n${out.aligned()}\n`;
}

/** What `rollout undo --dry-run=client` prints. */
export function undoPreview(workload: Workload, template: PodTemplateSpec): string {
  const lead = workload.kind === "Deployment" ? "" : "will roll back to ";
  return `${nameOf(workload)} ${lead}${templateText(template)} (dry run)\n`;
}
