import type { Service, ServicePort } from "../../../api/kinds/service/types.ts";
import { byBytes } from "../../../base/json.ts";
import { age, labelsCell } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";

const INGRESS_WIDTH = 16;

function ingressText({ status }: Service, wide: boolean): string {
  const names = new Set((status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? ""));
  names.delete("");
  const text = [...names].sort(byBytes).join(",");
  return !wide && text.length > INGRESS_WIDTH ? `${text.slice(0, INGRESS_WIDTH - 3)}...` : text;
}

function externalIp(service: Service, wide: boolean): string {
  const external = service.spec.externalIPs ?? [];
  switch (service.spec.type ?? "ClusterIP") {
    case "ClusterIP":
    case "NodePort":
      return external.length === 0 ? "<none>" : external.join(",");
    case "LoadBalancer": {
      const all = [ingressText(service, wide), ...external].filter((text) => text !== "");
      return all.length === 0 ? "<pending>" : all.join(",");
    }
    case "ExternalName":
      return service.spec.externalName ?? "";
    default:
      return "<unknown>";
  }
}

function portText({ port, nodePort, protocol }: ServicePort): string {
  const number = nodePort === undefined || nodePort === 0 ? String(port) : `${port}:${nodePort}`;
  return `${number}/${protocol ?? "TCP"}`;
}

function portsCell(ports: readonly ServicePort[] | undefined): string {
  return ports === undefined || ports.length === 0 ? "<none>" : ports.map(portText).join(",");
}

export const serviceTable: TableDefinition<Service> = {
  columns: columns("Name | Type | Cluster-IP | External-IP | Port(s) | Age | +Selector"),
  cells: (service, { now, wide }) => [
    service.metadata.name,
    service.spec.type ?? "ClusterIP",
    service.spec.clusterIPs?.[0] ?? service.spec.clusterIP ?? "<none>",
    externalIp(service, wide),
    portsCell(service.spec.ports),
    age(service.metadata.creationTimestamp, now),
    labelsCell(service.spec.selector),
  ],
};
