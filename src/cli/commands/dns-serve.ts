import { isIP } from "node:net";
import { CommandError } from "../../base/errors.ts";
import { createResponder, type Responder } from "../../dns/responder.ts";
import { openZone } from "../../dns/zone.ts";
import { startDnsServer, type DnsServer } from "../../serve/dns-server.ts";
import { followFile } from "../../serve/follow-file.ts";
import { rateLimit } from "../../serve/rate-limit.ts";
import { type Call, type Command, say, warn } from "../command.ts";
import { DNS_FLAGS, dnsConfigOf } from "../dns-flags.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { lookAtState } from "../look.ts";
import { refuseFlag, refuseUsage } from "../usage.ts";

const DEFAULT_PORT = 5353;
const MAX_PORT = 65_535;

export const dnsServe: Command = {
  usage: "[flags]",
  about:
    "Answers real clients over UDP and TCP as the cluster's DNS would, and follows the state file as it changes. " +
    "Runs until it is interrupted, and then ends with 0.",
  flags: [
    {
      name: "port",
      kind: "integer",
      value: "PORT",
      meaning: "the port for UDP and TCP; 0 takes a free one (default 5353)",
    },
    { name: "host", kind: "text", value: "ADDRESS", meaning: "the address to listen at (default 127.0.0.1)" },
    { name: "allow-transfer", kind: "switch", meaning: "answer zone transfers (AXFR) over TCP" },
    {
      name: "rate-limit",
      kind: "integer",
      value: "N",
      meaning: "answers a second for one client over UDP (default: no limit)",
    },
    ...DNS_FLAGS,
  ],
  examples: [
    { does: "Serve on the loopback address", line: "dns serve" },
    {
      does: "On another port, then: dig @127.0.0.1 -p 10053 web-0.nginx.default.svc.cluster.local",
      line: "dns serve --port 10053",
    },
    {
      does: "With another cluster domain, and transfers for named-checkzone and friends",
      line: "dns serve --cluster-domain k8s.test --allow-transfer",
    },
  ],
  run: serve,
};

function isLoopback(host: string): boolean {
  return host.startsWith("127.") || host === "::1";
}

function hostOf({ flags }: Call): string {
  const host = flags.text("host") ?? "127.0.0.1";
  const address = host === "localhost" ? "127.0.0.1" : host;
  if (isIP(address) !== 0) return address;
  refuseFlag("--host", host, "must be an IP address");
}

function numberOf({ flags }: Call, name: string, range: readonly [least: number, most: number]): number | undefined {
  const value = flags.integer(name);
  if (value === undefined || (value >= range[0] && value <= range[1])) return value;
  refuseUsage(`invalid argument "${value}" for "--${name}" flag: must be ${range[0]} to ${range[1]}`);
}

/** Answers from the state as it is; SERVFAIL, and a line on stderr, while it cannot be read. */
async function responderFor(call: Call): Promise<Responder> {
  const config = dnsConfigOf(call);
  try {
    const { view, now } = await lookAtState(call);
    return createResponder(openZone(view, config, now));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    warn(call, `warning: ${error.message}; answering SERVFAIL until it can be read`);
    return createResponder(undefined);
  }
}

async function started(call: Call): Promise<DnsServer> {
  const { view, now } = await lookAtState(call);
  const first = createResponder(openZone(view, dnsConfigOf(call), now));
  const host = hostOf(call);
  const port = numberOf(call, "port", [0, MAX_PORT]) ?? DEFAULT_PORT;
  const limit = numberOf(call, "rate-limit", [1, 1_000_000]);
  const allowsTransfer = call.flags.on("allow-transfer");
  const options = { host, port, allowsTransfer, ...(limit === undefined ? {} : { limit: rateLimit(limit) }) };
  try {
    return await startDnsServer(options, first);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const hint = port < 1024 ? "ports below 1024 need privileges" : "another one with --port";
    throw new CommandError("REFUSED", `cannot listen at ${host} port ${port}: ${why}`, { hint, cause: error });
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

async function serve(call: Call): Promise<ExitCode> {
  if (call.words.length > 0) refuseUsage("dns serve takes no names");
  const host = hostOf(call);
  const server = await started(call);
  if (!isLoopback(host)) {
    warn(call, `warning: ${host} can be reached from outside this machine; nothing here is meant for that`);
  }
  const unfollow = await followFile(call.stateFile, async () => server.use(await responderFor(call)));
  const shown = host.includes(":") ? `[${host}]` : host;
  say(call, `serving ${dnsConfigOf(call).clusterDomain} at ${shown}:${server.port} (UDP and TCP)`);
  await stopped(call.io.interrupted);
  unfollow();
  await server.close();
  return EXIT.done;
}
