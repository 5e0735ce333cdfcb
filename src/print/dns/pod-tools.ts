import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Instant } from "../../base/instant.ts";
import type { View } from "../../cluster/view.ts";
import { addressOf } from "../../dns/address.ts";
import { answer } from "../../dns/answer.ts";
import { DEFAULT_DNS_CONFIG } from "../../dns/config.ts";
import { clusterDns, lookup, type LookupResult } from "../../dns/lookup.ts";
import { parseName } from "../../dns/name.ts";
import { typeCode, typeName } from "../../dns/record.ts";
import { openZone } from "../../dns/zone.ts";
import { digArguments } from "./dig-arguments.ts";
import { digText } from "./dig.ts";
import { shortText } from "./lookup-text.ts";
import { nslookupText } from "./nslookup.ts";

/** What a command inside a pod printed, and how it ended. */
export interface ToolResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** The pod in which a tool runs, and the cluster around it. */
export interface ToolPlace {
  readonly view: View;
  readonly now: Instant;
  readonly pod: Pod;
}

function asked({ view, now, pod }: ToolPlace, name: string, type: string): LookupResult {
  const namespace = pod.metadata.namespace ?? "default";
  return lookup(view, { name, type }, { config: DEFAULT_DNS_CONFIG, now, namespace, pod, library: "musl" });
}

function unreachable(server: string, typed: string | undefined): string {
  const failure = `;; communications error to ${server}#53: timed out\n`.repeat(3);
  const banner =
    typed === undefined ? "" : `\n; <<>> DiG 9.18.49 <<>> ${typed}\n; (1 server found)\n;; global options: +cmd\n`;
  return `${failure}${banner};; no servers could be reached\n`;
}

function isKnownServer({ view, now }: ToolPlace, server: string): boolean {
  const zone = openZone(view, DEFAULT_DNS_CONFIG, now);
  return [...clusterDns(zone), ...zone.config.serverIps].includes(server) || addressOf(server) === undefined;
}

function dig(words: readonly string[], place: ToolPlace): ToolResult {
  const { questions, server, isShort, searches, shows } = digArguments(words);
  const typed = words.join(" ");
  if (server !== undefined && !isKnownServer(place, server)) {
    return { stdout: unreachable(server, typed), stderr: "", status: 9 };
  }
  const wrong = questions.find(({ name }) => parseName(name) === undefined);
  if (wrong !== undefined) return { stdout: "", stderr: `dig: '${wrong.name}' is not a legal name\n`, status: 10 };
  const texts = questions.map(({ name, type }, at) => {
    const result = asked(place, searches || name.endsWith(".") ? name : `${name}.`, type);
    if (isShort) return shortText(result);
    const command = shows.command && at === 0;
    const request = { typed, now: place.now, namesServer: server !== undefined, shows: { ...shows, command } };
    return digText(result, request);
  });
  return { stdout: texts.join(""), stderr: "", status: 0 };
}

/** `-type=SRV`, `-query=SRV`, `-q=SRV`: the type; the first word without a dash is the name, the second the server. */
function nslookup(words: readonly string[], place: ToolPlace): ToolResult {
  const options = words.filter((word) => word.startsWith("-"));
  const [name, server] = words.filter((word) => !word.startsWith("-"));
  if (name === undefined) return { stdout: "", stderr: "nslookup: no name to look up\n", status: 1 };
  if (server !== undefined && !isKnownServer(place, server)) {
    return { stdout: `${unreachable(server, undefined)}\n`, stderr: "", status: 1 };
  }
  const wanted = options
    .map((option) => /^-(?:ty(?:pe)?|q(?:uery(?:type)?)?)=(.*)$/.exec(option)?.[1])
    .findLast((one) => one !== undefined);
  const code = wanted === undefined ? undefined : typeCode(wanted);
  const complaint = wanted !== undefined && code === undefined ? `unknown query type: ${wanted}\n` : "";
  const isAddress = addressOf(name) !== undefined;
  if (!isAddress && parseName(name) === undefined) {
    return { stdout: "", stderr: `nslookup: '${name}' is not a legal name\n`, status: 1 };
  }
  const result = asked(place, name, isAddress ? "PTR" : code === undefined ? "A" : typeName(code));
  const ipv6 =
    isAddress || code !== undefined
      ? undefined
      : answer(openZone(place.view, DEFAULT_DNS_CONFIG, place.now), { ...result.question, type: "AAAA" });
  const stdout = `${complaint}${nslookupText(result, { typed: name, ...(ipv6 === undefined ? {} : { ipv6 }) })}`;
  return { stdout, stderr: "", status: stdout.includes("** server can't find") ? 1 : 0 };
}

/** Runs `dig` or `nslookup` in a pod: with the pod's resolver, against the cluster's name server. */
export function runDnsTool(tool: "nslookup" | "dig", words: readonly string[], place: ToolPlace): ToolResult {
  return tool === "dig" ? dig(words, place) : nslookup(words, place);
}
