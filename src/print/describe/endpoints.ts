import type { KubeObject } from "../../api/object.ts";
import { pairs } from "../tables/cell.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";
import type { Outline } from "./outline.ts";

interface Address {
  readonly ip: string;
}

interface Subset {
  readonly addresses?: readonly Address[];
  readonly notReadyAddresses?: readonly Address[];
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
}

function joined(list: readonly Address[] | undefined): string {
  return (list ?? []).map((address) => address.ip).join(",") || "<none>";
}

function subset(out: Outline, { addresses, notReadyAddresses, ports = [] }: Subset): void {
  out.line(1, "Addresses:", joined(addresses));
  out.line(1, "NotReadyAddresses:", joined(notReadyAddresses));
  if (ports.length > 0) {
    out.line(1, "Ports:");
    out.line(2, "Name", "Port", "Protocol");
    out.line(2, "----", "----", "--------");
  }
  for (const { name, port, protocol = "TCP" } of ports) out.line(2, name || "<unset>", port, protocol);
  out.line(0, "");
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeEndpoints` (1.36) */
export const describeEndpoints: Describer<KubeObject> = (out, object, { events }) => {
  const { metadata } = object;
  const { subsets = [] } = object as KubeObject & { readonly subsets?: readonly Subset[] };
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Subsets:");
  for (const item of subsets) subset(out, item);
  events();
};
