import type { Node } from "../../../api/kinds/node/types.ts";
import { byBytes } from "../../../base/json.ts";
import { age } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";

const ROLE_PREFIX = "node-role.kubernetes.io/";
const ROLE_LABEL = "kubernetes.io/role";

function statusCell({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  const words = [ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady"];
  if (spec.unschedulable === true) words.push("SchedulingDisabled");
  return words.join(",");
}

export function rolesCell(labels: Readonly<Record<string, string>> | undefined): string {
  const roles = new Set<string>();
  for (const [name, value] of Object.entries(labels ?? {})) {
    if (name.startsWith(ROLE_PREFIX)) roles.add(name.slice(ROLE_PREFIX.length));
    else if (name === ROLE_LABEL) roles.add(value);
  }
  roles.delete("");
  return roles.size === 0 ? "<none>" : [...roles].sort(byBytes).join(",");
}

function addressCell({ status }: Node, wanted: string): string {
  return status?.addresses?.find(({ type }) => type === wanted)?.address ?? "<none>";
}

export const nodeTable: TableDefinition<Node> = {
  columns: columns(
    "Name | Status | Roles | Age | Version | " +
      "+Internal-IP | +External-IP | +OS-Image | +Kernel-Version | +Container-Runtime",
  ),
  cells: (node, { now }) => {
    const info = node.status?.nodeInfo ?? {};
    const known = (name: string): string => info[name] ?? "<unknown>";
    return [
      node.metadata.name,
      statusCell(node),
      rolesCell(node.metadata.labels),
      age(node.metadata.creationTimestamp, now),
      info["kubeletVersion"] ?? "",
      addressCell(node, "InternalIP"),
      addressCell(node, "ExternalIP"),
      known("osImage"),
      known("kernelVersion"),
      known("containerRuntimeVersion"),
    ];
  },
};
