import type { Node } from "../../api/kinds/node/types.ts";
import { isFinished } from "../../api/kinds/pod/lifecycle.ts";
import { podLimits, podRequests } from "../../api/kinds/pod/requests.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { namespacedName } from "../../api/object.ts";
import { addQuantities, parseQuantity, printQuantity, quantityValue, type Quantity } from "../../api/quantity.ts";
import { byBytes } from "../../base/json.ts";
import type { Instant } from "../../base/instant.ts";
import type { View } from "../../cluster/view.ts";
import { age, pairs } from "../tables/cell.ts";
import { rolesCell } from "../tables/kinds/node.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";
import { moment } from "./moment.ts";
import type { Outline } from "./outline.ts";

type Quantities = Readonly<Record<string, string | number>>;

const STANDARD = ["cpu", "memory", "ephemeral-storage"];
const INFO = [
  ["Machine ID", "machineID"],
  ["System UUID", "systemUUID"],
  ["Boot ID", "bootID"],
  ["Kernel Version", "kernelVersion"],
  ["OS Image", "osImage"],
  ["Operating System", "operatingSystem"],
  ["Architecture", "architecture"],
  ["Container Runtime Version", "containerRuntimeVersion"],
  ["Kubelet Version", "kubeletVersion"],
] as const;

function taints({ spec }: Node): readonly string[] {
  const sorted = [...(spec.taints ?? [])].sort((a, b) => byBytes(`${a.effect},${a.key}`, `${b.effect},${b.key}`));
  return sorted.map(({ key, value = "", effect }) => `${key}${value === "" ? "" : `=${value}`}:${effect}`);
}

function conditions(out: Outline, { status }: Node): void {
  const list = status?.conditions ?? [];
  if (list.length === 0) return;
  out.line(0, "Conditions:");
  out.line(1, "Type", "Status", "LastHeartbeatTime", "LastTransitionTime", "Reason", "Message");
  out.line(1, "----", "------", "-----------------", "------------------", "------", "-------");
  for (const { type, status: value, lastHeartbeatTime, lastTransitionTime, reason = "", message = "" } of list) {
    const times = [`${moment(lastHeartbeatTime)} `, `${moment(lastTransitionTime)} `];
    out.line(1, `${type} `, `${value} `, ...times, `${reason} `, message);
  }
}

function quantities(out: Outline, label: string, list: Quantities | undefined): void {
  const names = Object.keys(list ?? {}).sort(byBytes);
  if (names.length > 0) out.line(0, label);
  for (const name of names) out.line(1, `${name}:`, list?.[name] ?? "");
}

function parsed(value: string | number | undefined): Quantity | undefined {
  if (value === undefined) return undefined;
  const result = parseQuantity(String(value));
  return result.ok ? result.quantity : undefined;
}

type List = "requests" | "limits";

/** What pods ask for together, by resource. */
function asked(pods: readonly Pod[], list: List): ReadonlyMap<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const { spec } of pods) {
    for (const [name, amount] of list === "requests" ? podRequests(spec) : podLimits(spec)) {
      const before = total.get(name);
      total.set(name, before === undefined ? amount : addQuantities(before, amount));
    }
  }
  return total;
}

function milli(quantity: Quantity | undefined): number {
  return quantity === undefined ? 0 : Number(quantityValue({ ...quantity, scale: quantity.scale + 3 }));
}

function shown(amount: Quantity | undefined): string {
  return amount === undefined ? "0" : printQuantity(amount);
}

function share(used: Quantity | undefined, of: string | number | undefined): string {
  const whole = milli(parsed(of));
  const percent = whole === 0 ? 0 : Math.trunc((milli(used) / whole) * 100);
  return `${shown(used)} (${percent}%)`;
}

interface NodePods {
  readonly node: Node;
  readonly pods: readonly Pod[];
  readonly now: Instant;
}

function podTable(out: Outline, { node, pods, now }: NodePods): void {
  const room = roomOf(node);
  const titles = ["CPU Requests", "CPU Limits", "Memory Requests", "Memory Limits"];
  out.line(0, "Non-terminated Pods:", `(${pods.length} in total)`);
  out.line(1, "Namespace", "Name", "", ...titles, "Age");
  out.line(1, "---------", "----", "", ...titles.map((title) => "-".repeat(title.length)), "---");
  for (const pod of pods) {
    const lists = [asked([pod], "requests"), asked([pod], "limits")];
    const shares = STANDARD.slice(0, 2).flatMap((name) => lists.map((list) => share(list.get(name), room[name])));
    out.line(
      1,
      pod.metadata.namespace ?? "",
      pod.metadata.name,
      "",
      ...shares,
      age(pod.metadata.creationTimestamp, now),
    );
  }
}

function roomOf({ status }: Node): Quantities {
  const { allocatable = {}, capacity = {} } = status ?? {};
  return Object.keys(allocatable).length > 0 ? allocatable : capacity;
}

const isHuge = (name: string): boolean => name.startsWith("hugepages-");

function allocated(out: Outline, { node, pods }: NodePods): void {
  const room = roomOf(node);
  out.line(0, "Allocated resources:");
  out.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
  out.line(1, "Resource", "Requests", "Limits");
  out.line(1, "--------", "--------", "------");
  const lists = [asked(pods, "requests"), asked(pods, "limits")];
  const others = Object.keys(room).sort(byBytes);
  for (const name of [...STANDARD, ...others.filter(isHuge)]) {
    out.line(1, name, ...lists.map((list) => share(list.get(name), room[name])));
  }
  for (const name of others.filter((other) => !isHuge(other) && !STANDARD.includes(other) && other !== "pods")) {
    out.line(1, name, ...lists.map((list) => shown(list.get(name))));
  }
}

function podsOn(view: View, node: Node): readonly Pod[] {
  const running = view.indexed("Pod", "node", node.metadata.name).filter((pod) => !isFinished(pod));
  return [...running].sort((a, b) => byBytes(namespacedName(a), namespacedName(b)));
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeNode` (1.36) */
export const describeNode: Describer<Node> = (out, node, { view, now, events }) => {
  const { metadata, spec, status } = node;
  out.line(0, "Name:", metadata.name);
  out.line(0, "Roles:", rolesCell(node.metadata.labels));
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "CreationTimestamp:", moment(metadata.creationTimestamp));
  out.list(0, "Taints:", taints(node));
  out.line(0, "Unschedulable:", spec.unschedulable === true);
  const lease = `leases.coordination.k8s.io "${metadata.name}" not found`;
  out.line(0, "Lease:", `Failed to get lease: ${lease}`);
  conditions(out, node);
  out.line(0, "Addresses:");
  for (const { type, address } of status?.addresses ?? []) out.line(1, `${type}:`, address);
  quantities(out, "Capacity:", status?.capacity);
  quantities(out, "Allocatable:", status?.allocatable);
  out.line(0, "System Info:");
  for (const [label, field] of INFO) out.line(1, `${label}:`, status?.nodeInfo?.[field] ?? "");
  const { podCIDRs = [], providerID = "" } = spec as {
    readonly podCIDRs?: readonly string[];
    readonly providerID?: string;
  };
  if (spec.podCIDR) out.line(0, "PodCIDR:", spec.podCIDR);
  if (podCIDRs.length > 0) out.line(0, "PodCIDRs:", podCIDRs.join(","));
  if (providerID !== "") out.line(0, "ProviderID:", providerID);
  const pods = { node, pods: podsOn(view, node), now };
  podTable(out, pods);
  allocated(out, pods);
  events();
};
