import type { Service } from "../../api/kinds/service/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { CommandError } from "../../base/errors.ts";
import { serviceReport } from "../../dns/service-report.ts";
import { zoneRecords } from "../../dns/zone-records.ts";
import { openZone, type Zone } from "../../dns/zone.ts";
import { recordsJson, recordsText, zoneText } from "../../print/dns/records.ts";
import type { Call, Command } from "../command.ts";
import { DNS_FLAGS, dnsConfigOf } from "../dns-flags.ts";
import { formatOf } from "../format-of.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import { lookAtState } from "../look.ts";

export const dnsRecords: Command = {
  usage: "[SERVICE…] [flags]",
  about:
    "Lists every record of the cluster's DNS by Service, with the pod and the reason behind it, and the names that " +
    "pods lack, with the reason why. All Services of all namespaces, unless Services or a namespace are named.",
  flags: [
    common.ALL_NAMESPACES,
    {
      name: "output",
      short: "o",
      kind: "text",
      value: "FORMAT",
      meaning: "text, json or zone: a zone file (default text)",
    },
    ...DNS_FLAGS,
  ],
  examples: [
    { does: "Everything", line: "dns records" },
    { does: "What one Service answers with, and which pods it leaves out", line: "dns records nginx" },
    { does: "A zone file for another name server", line: "dns records -o zone" },
  ],
  run: showRecords,
};

/** The Services that are meant: those named, or those of the namespace that was named, or all. */
function servicesOf(call: Call, { view }: Zone): readonly Service[] {
  const isEverywhere = call.flags.on("all-namespaces") || (!call.namespaceIsExplicit && call.words.length === 0);
  const all = view.list("Service").filter((one) => isEverywhere || namespaceOf(one) === call.namespace);
  if (call.words.length === 0) return all;
  const names = call.words.map((word) => word.replace(/^(service|services|svc)\//, ""));
  const missing = names.find((name) => !all.some(({ metadata }) => metadata.name === name));
  if (missing !== undefined) {
    throw new CommandError("REFUSED", `Error from server (NotFound): services ${JSON.stringify(missing)} not found`);
  }
  return all.filter(({ metadata }) => names.includes(metadata.name));
}

async function showRecords(call: Call): Promise<ExitCode> {
  const format = formatOf(call, "records", ["text", "json", "zone"]);
  const config = dnsConfigOf(call);
  const { view, now } = await lookAtState(call);
  const zone = openZone(view, config, now);
  const services = servicesOf(call, zone);
  if (format === "zone") call.io.stdout.write(zoneText(zone, zoneRecords(zone, services)));
  else {
    const reports = services.map((service) => serviceReport(zone, service));
    call.io.stdout.write(format === "json" ? recordsJson(reports) : recordsText(reports, call.style));
  }
  return EXIT.done;
}
