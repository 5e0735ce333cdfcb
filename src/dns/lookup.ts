import type { Pod } from "../api/kinds/pod/types.ts";
import { CommandError } from "../base/errors.ts";
import type { Instant } from "../base/instant.ts";
import type { View } from "../cluster/view.ts";
import { addressOf, reverseName } from "./address.ts";
import { answer, REFUSED } from "./answer.ts";
import { because } from "./why/because.ts";
import type { Because } from "./why/reason.ts";
import type { DnsConfig } from "./config.ts";
import { lowerLabel, parseName, type Name, type TypedName } from "./name.ts";
import { nameServers } from "./name-servers.ts";
import type { Question, Reply } from "./question.ts";
import {
  attemptsFor,
  clusterResolver,
  podResolver,
  type Attempt,
  type ResolverConfig,
  type ResolverLibrary,
} from "./resolver.ts";
import { openZone, type Zone } from "./zone.ts";

export interface LookupOptions {
  readonly config: DnsConfig;
  readonly now: Instant;
  /** Where names that are not fully qualified are searched from. */
  readonly namespace: string;
  /** The pod that asks: its resolver file decides. Without one a name below the cluster domain is taken as it is. */
  readonly pod?: Pod;
  /** Default glibc. */
  readonly library?: ResolverLibrary;
}

/** One name that was tried, and what came of it. */
export interface Step extends Attempt {
  readonly reply: Reply;
}

export interface LookupResult {
  /** The question that decided: what was found, or else the one that came closest. */
  readonly question: Question;
  readonly reply: Reply;
  /** Every name tried, in turn. */
  readonly steps: readonly Step[];
  /** Which of the steps decided. */
  readonly decidedBy: number;
  readonly resolver: ResolverConfig;
  /** Why there is no record; undefined where there is one. */
  readonly because: Because | undefined;
}

/** The name server that pods of the cluster are told to ask. */
export function clusterDns(zone: Zone): readonly string[] {
  const [first] = nameServers(zone);
  return first === undefined ? zone.config.serverIps : [first.address.text];
}

function resolverOf(zone: Zone, { pod, namespace }: LookupOptions): ResolverConfig {
  const cluster = { clusterDomain: zone.config.clusterDomain, clusterDns: clusterDns(zone) };
  return pod === undefined ? clusterResolver({ ...cluster, namespace }) : podResolver(pod, cluster);
}

function isFound({ rcode, answer: records }: Reply): boolean {
  return rcode === "NOERROR" && records.length > 0;
}

/** Names are tried until one has records; with musl also until one exists. */
function tried(attempts: readonly Attempt[], ask: (name: Name) => Reply, library: ResolverLibrary): readonly Step[] {
  const steps: Step[] = [];
  for (const attempt of attempts) {
    const reply = ask(attempt.name);
    steps.push({ ...attempt, reply });
    if (isFound(reply) || (library === "musl" && reply.rcode === "NOERROR")) break;
  }
  return steps;
}

/** How near a name that failed comes to one that exists, so that the best of them is explained. */
function nearness(zone: Zone, { name, reply }: Step, typed: TypedName): number {
  if (isFound(reply)) return 6;
  if (reply.rcode === "NOERROR") return 5;
  const place = zone.placeOf(name);
  if (place === undefined) return 0;
  const [service = "", namespace = "", node] = place.labels.slice(-3);
  if (node !== "svc" || !zone.hasNamespace(namespace)) return 1;
  const isNamespaceTyped = typed.labels.length >= place.labels.length - 1;
  if (zone.service(namespace, service) === undefined) return isNamespaceTyped ? 3 : 2;
  return 4;
}

function decisive(zone: Zone, steps: readonly Step[], typed: TypedName): number {
  const values = steps.map((step) => nearness(zone, step, typed));
  return Math.max(0, values.indexOf(Math.max(...values)));
}

function typedName(text: string, type: string): TypedName {
  const address = type === "PTR" ? addressOf(text) : undefined;
  if (address !== undefined) return { labels: reverseName(address), isAbsolute: true };
  const name = parseName(text);
  if (name === undefined) throw new CommandError("USAGE", `${JSON.stringify(text)} is not a domain name`);
  return name;
}

/** Without a pod whose resolver decides, a name below one of the zones counts as fully qualified. */
function qualified(zone: Zone, name: TypedName, { pod }: LookupOptions): TypedName {
  if (name.isAbsolute || pod !== undefined) return name;
  return { ...name, isAbsolute: zone.placeOf(name.labels) !== undefined };
}

/** Of a name of several labels that is no pod's: that its last one is no namespace either, and what else it may be. */
function orElsewhere(zone: Zone, why: Because, { labels, isAbsolute }: TypedName, namespace: string): Because {
  const last = lowerLabel(labels.at(-1) ?? "");
  const isOther = why.reason === "no-service" && why.resolves === undefined && !isAbsolute && labels.length > 1;
  if (!isOther || zone.hasNamespace(last)) return why;
  if (zone.view.get("Pod", namespace, lowerLabel(labels[0] ?? "")) !== undefined) return why;
  return {
    ...why,
    text: `${why.text}, and there is no namespace "${last}"`,
    resolves: `elsewhere, if at all: what lies outside ${zone.config.clusterDomain} is not looked up here`,
  };
}

/**
 * What a resolver in the cluster finds for a name, and why where it finds nothing. An address is asked for by its
 * reverse name when the type is PTR.
 * @throws CommandError for what is no name
 */
export function lookup(
  view: View,
  { name: text, type }: { readonly name: string; readonly type: string },
  options: LookupOptions,
): LookupResult {
  const { config, now, library = "glibc" } = options;
  const zone = openZone(view, config, now);
  const resolver = resolverOf(zone, options);
  const typed = qualified(zone, typedName(text, type), options);
  const asksCluster = resolver.nameservers.some((server) => isOurs(zone, server));
  const ask = (name: Name): Reply => (asksCluster ? answer(zone, { name, type }) : REFUSED);
  const steps = tried(attemptsFor(typed, resolver, library), ask, library);
  const decidedBy = decisive(zone, steps, typed);
  const { name, reply } = steps[decidedBy] ?? { name: typed.labels, reply: REFUSED };
  const question = { name, type };
  const why = isFound(reply) ? undefined : because(zone, question, { pod: options.pod, asksCluster, typed });
  const said =
    why === undefined ? undefined : orElsewhere(zone, why, typed, options.pod?.metadata.namespace ?? options.namespace);
  return { question, reply, steps, decidedBy, resolver, because: said };
}

/** Whether an address leads to the cluster's name server. */
function isOurs(zone: Zone, server: string): boolean {
  return zone.config.serverIps.includes(server) || nameServers(zone).some(({ address }) => address.text === server);
}
