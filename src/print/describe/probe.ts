import type { Probe } from "../../api/kinds/pod/types.ts";

function httpTarget({ host = "", path = "", port, scheme = "" }: NonNullable<Probe["httpGet"]>): string {
  const bracketed = host.includes(":") ? `[${host}]` : host;
  const protocol = scheme === "" ? "" : `${scheme.toLowerCase()}:`;
  const rooted = path === "" || path.startsWith("/") ? path : `/${path}`;
  return `${protocol}//${bracketed}:${port}${rooted}`;
}

function target(probe: Probe): string {
  if (probe.exec !== undefined) return `exec [${(probe.exec.command ?? []).join(" ")}]`;
  if (probe.httpGet !== undefined) return `http-get ${httpTarget(probe.httpGet)}`;
  if (probe.tcpSocket !== undefined) return `tcp-socket ${probe.tcpSocket.host ?? ""}:${probe.tcpSocket.port}`;
  if (probe.grpc !== undefined) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ""}`;
  return "unknown";
}

/** `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3`. */
export function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 0, periodSeconds = 0 } = probe;
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s`;
  return `${target(probe)} ${times} #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
}
