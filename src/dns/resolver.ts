import type { Pod } from "../api/kinds/pod/types.ts";
import { namespaceOf } from "../api/object.ts";
import { nameOf, parseName, printName, type Name, type TypedName } from "./name.ts";

/** Whose search rules a client follows. */
export type ResolverLibrary = "glibc" | "musl";

/** What a pod's /etc/resolv.conf says. */
export interface ResolverConfig {
  readonly nameservers: readonly string[];
  /** Domains without a trailing dot. */
  readonly search: readonly string[];
  readonly options: readonly string[];
}

/** What the kubelet is configured with, and the namespace of the pod. */
export interface ClusterResolver {
  readonly namespace: string;
  readonly clusterDomain: string;
  readonly clusterDns: readonly string[];
}

const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;
const DEFAULT_NDOTS = 1;
/** The kubelet writes no more for it. @see pkg/kubelet/network/dns/dns.go, `defaultDNSOptions` (1.36) */
const CLUSTER_NDOTS = "ndots:5";
const MAX_NDOTS = 15;

/** What a pod gets that asks the cluster's DNS first. */
export function clusterResolver({ namespace, clusterDomain, clusterDns }: ClusterResolver): ResolverConfig {
  const search = [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
  return { nameservers: clusterDns.slice(0, MAX_NAMESERVERS), search, options: [CLUSTER_NDOTS] };
}

/** The node's own file: what it holds is unknown here, and it does not name the cluster's DNS. */
const OF_NODE: ResolverConfig = { nameservers: [], search: [], options: [] };

function asksClusterFirst(pod: Pod): boolean {
  const policy = pod.spec.dnsPolicy ?? "ClusterFirst";
  return policy === "ClusterFirstWithHostNet" || (policy === "ClusterFirst" && pod.spec.hostNetwork !== true);
}

function fitting(domains: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let characters = 0;
  for (const domain of domains.slice(0, MAX_SEARCHES)) {
    characters += domain.length + 1;
    if (characters - 1 > MAX_SEARCH_CHARACTERS) break;
    kept.push(domain);
  }
  return kept;
}

function optionName(option: string): string {
  return option.split(":")[0] ?? "";
}

/**
 * The resolver file of a pod, from its DNS policy and its own settings. The node's part of it is unknown and left out.
 * @see pkg/kubelet/network/dns/dns.go, `GetPodDNS` and `appendDNSConfig` (1.36)
 */
export function podResolver(pod: Pod, cluster: Omit<ClusterResolver, "namespace">): ResolverConfig {
  const base = asksClusterFirst(pod) ? clusterResolver({ ...cluster, namespace: namespaceOf(pod) }) : OF_NODE;
  const { nameservers = [], searches = [], options = [] } = pod.spec.dnsConfig ?? {};
  const written = options.flatMap(({ name, value }) =>
    name === undefined ? [] : [value === undefined || value === "" ? name : `${name}:${value}`],
  );
  const merged = new Map([...base.options, ...written].map((option) => [optionName(option), option]));
  return {
    nameservers: [...new Set([...base.nameservers, ...nameservers])].slice(0, MAX_NAMESERVERS),
    search: fitting([...new Set([...base.search, ...searches])]),
    options: [...merged.values()],
  };
}

/** @see resolv.conf(5): 15 is the most */
function ndotsOf({ options }: ResolverConfig): number {
  const option = options.find((one) => optionName(one) === "ndots");
  const value = Number(option?.split(":")[1] ?? DEFAULT_NDOTS);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, MAX_NDOTS) : DEFAULT_NDOTS;
}

/** A name that a resolver tries. */
export interface Attempt {
  readonly name: Name;
  /** The search domain that was put behind what was typed; undefined for the name as it is. */
  readonly search: string | undefined;
}

/**
 * The names that a resolver tries in turn for a typed one. With `musl` a name with enough dots is tried as it is alone.
 * @see glibc, resolv/res_query.c, `__res_context_search` (2.36)
 * @see musl, src/network/lookup_name.c, `name_from_dns_search`
 */
export function attemptsFor(
  { labels, isAbsolute }: TypedName,
  config: ResolverConfig,
  library: ResolverLibrary,
): readonly Attempt[] {
  const asIs: Attempt = { name: labels, search: undefined };
  if (isAbsolute) return [asIs];
  const searched = config.search.flatMap((domain): readonly Attempt[] => {
    const name = [...labels, ...nameOf(domain)];
    return parseName(printName(name)) === undefined ? [] : [{ name, search: domain }];
  });
  if (labels.length - 1 < ndotsOf(config)) return [...searched, asIs];
  return library === "musl" ? [asIs] : [asIs, ...searched];
}
