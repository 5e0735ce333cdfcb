import type { Endpoint, EndpointSlice } from "../../api/kinds/endpointslice/types.ts";
import { pairs } from "../tables/cell.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";
import type { Outline } from "./outline.ts";

function ports(out: Outline, list: NonNullable<EndpointSlice["ports"]>): void {
  if (list.length === 0) return out.line(0, "Ports: <unset>");
  out.line(0, "Ports:");
  out.line(1, "Name", "Port", "Protocol");
  out.line(1, "----", "----", "--------");
  for (const { name, port, protocol = "" } of list) out.line(1, name || "<unset>", port ?? "<unset>", protocol);
}

function endpoint(out: Outline, { addresses, conditions, hostname, targetRef, nodeName, zone }: Endpoint): void {
  out.line(1, "- Addresses:", addresses.join(", ") || "<none>");
  out.line(2, "Conditions:");
  out.line(3, "Ready:", conditions?.ready ?? "<unset>");
  out.line(2, "Hostname:", hostname ?? "<unset>");
  if (targetRef !== undefined) out.line(2, "TargetRef:", `${targetRef.kind ?? ""}/${targetRef.name ?? ""}`);
  out.line(2, "NodeName:", nodeName ?? "<unset>");
  out.line(2, "Zone:", zone ?? "<unset>");
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeEndpointSliceV1` (1.36) */
export const describeEndpointSlice: Describer<EndpointSlice> = (out, slice, { events }) => {
  const { metadata, addressType, endpoints } = slice;
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "AddressType:", addressType);
  ports(out, slice.ports ?? []);
  out.line(0, endpoints.length === 0 ? "Endpoints: <none>" : "Endpoints:");
  for (const item of endpoints) endpoint(out, item);
  events();
};
