/** How names of pods by their address are answered. @see coredns, plugin/kubernetes, option `pods` (1.14) */
export type PodMode = "disabled" | "insecure" | "verified";

/** What a cluster's name server is configured with. */
export interface DnsConfig {
  /** Without a trailing dot. */
  readonly clusterDomain: string;
  /** Seconds, 0 to 3600. */
  readonly ttl: number;
  readonly pods: PodMode;
  /** The name server's own addresses inside the cluster. */
  readonly serverIps: readonly string[];
}

/** What kubeadm 1.36 sets up, with the address that the first Service for DNS gets there. */
export const DEFAULT_DNS_CONFIG: DnsConfig = {
  clusterDomain: "cluster.local",
  ttl: 30,
  pods: "insecure",
  serverIps: ["10.96.0.10"],
};
