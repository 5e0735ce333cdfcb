import type { Pod } from "../../api/kinds/pod/types.ts";
import { CommandError } from "../../base/errors.ts";
import type { Instant } from "../../base/instant.ts";
import type { View } from "../../cluster/view.ts";
import { addressOf } from "../../dns/address.ts";
import { answer } from "../../dns/answer.ts";
import { lookup, type LookupResult } from "../../dns/lookup.ts";
import type { Reply } from "../../dns/question.ts";
import { typeCode, typeName } from "../../dns/record.ts";
import type { ResolverLibrary } from "../../dns/resolver.ts";
import { openZone } from "../../dns/zone.ts";
import type { Style } from "../../print/printer.ts";
import type { Call, Command } from "../command.ts";
import { DNS_FLAGS, dnsConfigOf } from "../dns-flags.ts";
import { refuseFormat } from "../format-of.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { lookAtState } from "../look.ts";
import { present } from "../present.ts";
import { refuseUsage } from "../usage.ts";

const FORMATS = ["short", "dig", "nslookup", "json", "table"] as const;

export const dnsLookup: Command = {
  usage: "NAME [flags]",
  about:
    "Says what a resolver in the cluster would answer now, and why where it has no answer. A name in full is taken " +
    "as it is, others are searched from the namespace, or from a pod. Ends with 1 where there is no record.",
  flags: [
    {
      name: "type",
      short: "t",
      kind: "text",
      value: "TYPE",
      meaning: "A, AAAA, SRV, PTR, CNAME, TXT, ANY, … (default A, and PTR for an address)",
    },
    { name: "from", kind: "text", value: "POD", meaning: "search as that pod does" },
    { name: "trace", kind: "switch", meaning: "show the search list, name by name" },
    {
      name: "at",
      kind: "duration",
      value: "DURATION",
      meaning: "the answer that long after now, if nothing else is done",
    },
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: FORMATS.join(", ") },
    { name: "resolver", kind: "text", value: "LIBRARY", meaning: "whose search rules: glibc or musl (default glibc)" },
    ...DNS_FLAGS,
  ],
  examples: [
    { does: "The address of a pod", line: "dns lookup web-0.nginx" },
    { does: "As a pod sees it, with every name that it tries", line: "dns lookup mongo-0.mongo --from web-0 --trace" },
    { does: "Ports and pods of a Service", line: "dns lookup _web._tcp.nginx -t SRV -o dig" },
    { does: "Whose address it is", line: "dns lookup 10.244.0.10" },
    { does: "Whether it resolves in ten seconds", line: "dns lookup web-0.nginx --at 10s" },
  ],
  run: lookUp,
};

function typeOf(call: Call, name: string): string {
  const text = call.flags.text("type") ?? (addressOf(name) === undefined ? "A" : "PTR");
  const code = typeCode(text);
  if (code === undefined) refuseUsage(`there is no record type ${JSON.stringify(text)}`);
  return typeName(code);
}

function libraryOf({ flags }: Call): ResolverLibrary {
  const library = flags.text("resolver") ?? "glibc";
  if (library === "glibc" || library === "musl") return library;
  const hint = "there are glibc, musl";
  refuseUsage(`there is no resolver ${JSON.stringify(library)}`, hint);
}

function podOf(call: Call, view: View): Pod | undefined {
  const word = call.flags.text("from");
  if (word === undefined) return undefined;
  const name = word.replace(/^(pod|pods|po)\//, "");
  const pod = view.get("Pod", call.namespace, name);
  if (pod === undefined) {
    throw new CommandError("REFUSED", `Error from server (NotFound): pods ${JSON.stringify(name)} not found`);
  }
  return pod;
}

/** The cluster as it is, or as it will be by itself after some time. */
async function clusterAt(call: Call): Promise<{ readonly view: View; readonly now: Instant }> {
  const ms = call.flags.duration("at");
  if (ms === undefined) return lookAtState(call);
  if (ms < 0) refuseUsage("--at: time does not go back");
  const { openCopy } = await import("../session.ts");
  const simulation = await openCopy(call);
  simulation.run({ kind: "for", ms: Math.round(ms) });
  return { view: simulation.cluster.view(), now: simulation.cluster.now };
}

interface Shown {
  readonly typed: string;
  readonly now: Instant;
  /** With `nslookup` and no type: what there is for AAAA. */
  readonly ipv6: Reply | undefined;
  readonly style: Style;
}

async function printed(format: string | undefined, result: LookupResult, shown: Shown): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../../print/dns/json.ts")).lookupJson(result);
    case "dig":
      return (await import("../../print/dns/dig.ts")).digText(result, shown);
    case "nslookup":
      return (await import("../../print/dns/nslookup.ts")).nslookupText(result, {
        typed: shown.typed,
        ...present({ ipv6: shown.ipv6 }),
      });
    case "short":
      return (await import("../../print/dns/lookup-text.ts")).shortText(result);
    case "table":
      return (await import("../../print/dns/lookup-text.ts")).tableText(result, shown.style);
    default:
      return (await import("../../print/dns/lookup-text.ts")).lookupText(result, shown.style);
  }
}

async function lookUp(call: Call): Promise<ExitCode> {
  const [name, ...others] = call.words;
  if (name === undefined || others.length > 0) refuseUsage("say one name to look up");
  const format = call.flags.text("output");
  if (format !== undefined && !FORMATS.some((one) => one === format)) refuseFormat("an answer", format, FORMATS);
  const type = typeOf(call, name);
  const config = dnsConfigOf(call);
  const library = libraryOf(call);
  const { view, now } = await clusterAt(call);
  const options = { config, now, namespace: call.namespace, library, ...present({ pod: podOf(call, view) }) };
  const result = lookup(view, { name, type }, options);
  const asksBoth = format === "nslookup" && type === "A" && !call.flags.given("type");
  const ipv6 = asksBoth ? answer(openZone(view, config, now), { ...result.question, type: "AAAA" }) : undefined;
  if (call.flags.on("trace")) {
    const { traceText } = await import("../../print/dns/lookup-text.ts");
    const trace = call.flags.given("output") ? call.io.stderr : call.io.stdout;
    trace.write(traceText(result));
  }
  call.io.stdout.write(await printed(format, result, { typed: name, now, ipv6, style: call.style }));
  const isFound = result.because === undefined || (ipv6?.answer.length ?? 0) > 0;
  return isFound ? EXIT.done : EXIT.refused;
}
