import { parseDuration } from "../../base/duration.ts";
import { CommandError } from "../../base/errors.ts";
import { historicName, nameHistory, seenThroughCache, type CachedClient } from "../../dns/history.ts";
import { clusterDns } from "../../dns/lookup.ts";
import { parseName, printName } from "../../dns/name.ts";
import { attemptsFor, clusterResolver } from "../../dns/resolver.ts";
import { openZone } from "../../dns/zone.ts";
import { nameTimelineJson, nameTimelineText, type NameTimeline } from "../../print/dns/name-timeline.ts";
import type { Call, Command } from "../command.ts";
import { DNS_FLAGS, dnsConfigOf } from "../dns-flags.ts";
import { formatOf } from "../format-of.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { lookAtState, type Look } from "../look.ts";
import { refuseFlag, refuseUsage } from "../usage.ts";

const DEFAULT_RETRY_MS = 1000;

export const dnsTimeline: Command = {
  usage: "NAME [flags]",
  about:
    "Shows when a Service or a pod answered what by name during the last command, and what a client with a cache saw.",
  flags: [
    {
      name: "cache",
      kind: "text",
      value: "SECONDS",
      meaning: "follow a client behind a cache that keeps answers that long",
    },
    { name: "client-retry", kind: "duration", value: "DURATION", meaning: "how often that client asks (default 1s)" },
    { name: "all", kind: "switch", meaning: "of all that the history holds, not of the last command only" },
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "text or json (default text)" },
    ...DNS_FLAGS,
  ],
  examples: [
    { does: "When a pod's name was not answered in the last rollout", line: "dns timeline web-1.nginx" },
    {
      does: "What a client saw that asks every second behind a cache of 30 seconds",
      line: "dns timeline web-1.nginx --cache 30",
    },
    { does: "How many pods stood behind a Service, as JSON", line: "dns timeline nginx -o json" },
  ],
  run: showTimeline,
};

function millisecondsOf(flag: string, text: string): number {
  const duration = /^[0-9]+$/.test(text) ? parseDuration(`${text}s`) : parseDuration(text);
  if (duration.ok && duration.ms >= 0) return Math.round(duration.ms);
  const why = duration.ok ? "must not be negative" : duration.message;
  refuseFlag(flag, text, why);
}

function clientOf({ flags }: Call): CachedClient | undefined {
  const cache = flags.text("cache");
  if (cache === undefined && !flags.given("client-retry")) return undefined;
  const retryMs = flags.duration("client-retry") ?? DEFAULT_RETRY_MS;
  if (retryMs < 1) refuseUsage("--client-retry: a client asks once a millisecond at most");
  return { cacheMs: cache === undefined ? 0 : millisecondsOf("--cache", cache), retryMs };
}

function timelineOf(call: Call, typed: string, { view, now, snapshot }: Look): NameTimeline {
  const config = dnsConfigOf(call);
  const zone = openZone(view, config, now);
  const name = parseName(typed);
  if (name === undefined) refuseUsage(`${JSON.stringify(typed)} is not a domain name`);
  const resolver = clusterResolver({
    namespace: call.namespace,
    clusterDomain: config.clusterDomain,
    clusterDns: clusterDns(zone),
  });
  const isWhole = zone.placeOf(name.labels) !== undefined;
  const names = attemptsFor({ ...name, isAbsolute: name.isAbsolute || isWhole }, resolver, "glibc").map(
    (one) => one.name,
  );
  const { happenings, lastCommand } = snapshot.history;
  const target = historicName(zone, names, happenings);
  if (target === undefined) throw new CommandError("REFUSED", `no Service and no pod is, or was, named ${typed}`);
  const from = call.flags.on("all") ? 0 : lastCommand;
  const start = happenings.find(({ seq }) => seq >= from)?.at ?? now;
  const moments = nameHistory(zone, target, { happenings, from, start });
  const settings = clientOf(call);
  const client = settings === undefined ? {} : { client: { settings, seen: seenThroughCache(moments, settings) } };
  return { name: printName(target.name), moments, ...client };
}

async function showTimeline(call: Call): Promise<ExitCode> {
  const [name, ...others] = call.words;
  if (name === undefined || others.length > 0) refuseUsage("say one name");
  const format = formatOf(call, "a name's timeline", ["text", "json"]);
  const timeline = timelineOf(call, name, await lookAtState(call));
  call.io.stdout.write(format === "json" ? nameTimelineJson(timeline) : nameTimelineText(timeline));
  return EXIT.done;
}
