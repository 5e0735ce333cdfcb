import { addressOf } from "../dns/address.ts";
import { DEFAULT_DNS_CONFIG, type DnsConfig, type PodMode } from "../dns/config.ts";
import { parseName } from "../dns/name.ts";
import type { Call } from "./command.ts";
import type { Flag } from "./flags/flag.ts";
import { refuseFlag } from "./usage.ts";

const MAX_TTL = 3600;
const POD_MODES: readonly PodMode[] = ["disabled", "insecure", "verified"];

/** How the cluster's name server is configured. */
export const DNS_FLAGS: readonly Flag[] = [
  { name: "cluster-domain", kind: "text", value: "DOMAIN", meaning: "the cluster's domain (default cluster.local)" },
  { name: "ttl", kind: "integer", value: "SECONDS", meaning: "how long records may be kept, 0 to 3600 (default 30)" },
  {
    name: "pods",
    kind: "text",
    value: "MODE",
    meaning: "names of pods by address: disabled, insecure or verified (default insecure)",
  },
  {
    name: "server-ip",
    kind: "list",
    value: "IP",
    meaning: "the name server's own address in the cluster; may be repeated (default 10.96.0.10)",
  },
];

/** The configuration that the flags of a command line say. */
export function dnsConfigOf({ flags }: Call): DnsConfig {
  const domain = flags.text("cluster-domain") ?? DEFAULT_DNS_CONFIG.clusterDomain;
  const ttl = flags.integer("ttl") ?? DEFAULT_DNS_CONFIG.ttl;
  const pods = flags.text("pods") ?? DEFAULT_DNS_CONFIG.pods;
  const serverIps = flags.given("server-ip") ? flags.list("server-ip") : DEFAULT_DNS_CONFIG.serverIps;
  const name = parseName(domain);
  if (name === undefined || name.labels.length === 0) refuseFlag("--cluster-domain", domain, "must be a domain name");
  if (ttl < 0 || ttl > MAX_TTL) refuseFlag("--ttl", String(ttl), `must be 0 to ${MAX_TTL}`);
  const mode = POD_MODES.find((one) => one === pods);
  if (mode === undefined) refuseFlag("--pods", pods, `must be ${POD_MODES.join(", ")}`);
  const wrong = serverIps.find((ip) => addressOf(ip) === undefined);
  if (wrong !== undefined) refuseFlag("--server-ip", wrong, "must be an IP address");
  return { clusterDomain: name.labels.join("."), ttl, pods: mode, serverIps };
}
