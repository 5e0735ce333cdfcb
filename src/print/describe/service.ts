import type { EndpointSlice } from "../../api/kinds/endpointslice/types.ts";
import type { Service, ServicePort } from "../../api/kinds/service/types.ts";
import type { Describer } from "./describer.ts";
import { labelsCell, pairs } from "../tables/cell.ts";
import { annotations } from "./labels.ts";
import type { Outline } from "./outline.ts";

const SHOWN = 3;

function hostPort(address: string, port: number | undefined): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port ?? 0}`;
}

function readyAddresses(slice: EndpointSlice): readonly string[] {
  return slice.endpoints.flatMap(({ conditions, addresses: [first] }) => {
    return first === undefined || conditions?.ready === false ? [] : [first];
  });
}

function ofSlice(slice: EndpointSlice, portName: string): readonly string[] {
  const ports = slice.ports ?? [];
  if (ports.length === 0) return readyAddresses(slice);
  return ports
    .filter((port) => (port.name ?? "") === portName)
    .flatMap((port) => readyAddresses(slice).map((address) => hostPort(address, port.port)));
}

/**
 * The ready endpoints behind one port: the first three, then how many more.
 * @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `formatEndpointSlices` (1.36)
 */
function endpoints(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return "<none>";
  const list = slices.flatMap((slice) => ofSlice(slice, portName));
  const shown = list.slice(0, SHOWN).join(",");
  return list.length > SHOWN ? `${shown} + ${list.length - SHOWN} more...` : shown;
}

function port(
  out: Outline,
  { name = "", protocol = "TCP", ...port }: ServicePort,
  slices: readonly EndpointSlice[],
): void {
  const label = name === "" ? "<unset>" : name;
  out.line(0, "Port:", label, `${port.port}/${protocol}`);
  out.line(0, "TargetPort:", `${port.targetPort ?? port.port}/${protocol}`);
  if (port.appProtocol !== undefined) out.line(0, "AppProtocol:", port.appProtocol);
  if ((port.nodePort ?? 0) !== 0) out.line(0, "NodePort:", label, `${port.nodePort}/${protocol}`);
  out.line(0, "Endpoints:", endpoints(slices, name));
}

function addresses(out: Outline, { spec, status }: Service): void {
  if (spec.ipFamilyPolicy !== undefined) out.line(0, "IP Family Policy:", spec.ipFamilyPolicy);
  out.line(0, "IP Families:", (spec.ipFamilies ?? []).join(",") || "<none>");
  out.line(0, "IP:", spec.clusterIP ?? "");
  out.line(0, "IPs:", (spec.clusterIPs ?? []).join(",") || "<none>");
  if ((spec.externalIPs ?? []).length > 0) out.line(0, "External IPs:", (spec.externalIPs ?? []).join(","));
  if (spec.loadBalancerIP) out.line(0, "Desired LoadBalancer IP:", spec.loadBalancerIP);
  if (spec.externalName) out.line(0, "External Name:", spec.externalName);
  const ingress = (status?.loadBalancer?.ingress ?? []) as readonly {
    readonly ip?: string;
    readonly ipMode?: string;
    readonly hostname?: string;
  }[];
  if (ingress.length === 0) return;
  const texts = ingress.map(({ ip, ipMode, hostname = "" }) =>
    ip ? (ipMode === undefined ? ip : `${ip} (${ipMode})`) : hostname,
  );
  out.line(0, "LoadBalancer Ingress:", texts.join(", "));
}

function policies(out: Outline, { spec }: Service): void {
  out.line(0, "Session Affinity:", spec.sessionAffinity ?? "");
  if (spec.externalTrafficPolicy) out.line(0, "External Traffic Policy:", spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy !== undefined) out.line(0, "Internal Traffic Policy:", spec.internalTrafficPolicy);
  if ((spec.healthCheckNodePort ?? 0) !== 0) out.line(0, "HealthCheck NodePort:", spec.healthCheckNodePort ?? 0);
  const ranges = spec.loadBalancerSourceRanges ?? [];
  if (ranges.length > 0) out.line(0, "LoadBalancer Source Ranges:", ranges.join(","));
  if (spec.trafficDistribution !== undefined) out.line(0, "Traffic Distribution:", spec.trafficDistribution);
}

/** @see staging/src/k8s.io/kubectl/pkg/describe/describe.go, `describeService` (1.36) */
export const describeService: Describer<Service> = (out, service, { view, events }) => {
  const { metadata, spec } = service;
  const key = `${metadata.namespace ?? ""}/${metadata.name}`;
  const slices = view.indexed("EndpointSlice", "service", key);
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Selector:", labelsCell(spec.selector));
  out.line(0, "Type:", spec.type ?? "");
  addresses(out, service);
  for (const item of spec.ports ?? []) port(out, item, slices);
  policies(out, service);
  events();
};
