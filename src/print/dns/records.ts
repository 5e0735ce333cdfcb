import { namespaceOf } from "../../api/object.ts";
import { soaRecord } from "../../dns/answer.ts";
import { printName } from "../../dns/name.ts";
import { codeOf, dataText, recordText, typeName, type DnsRecord } from "../../dns/record.ts";
import type { AbsentName, ExplainedRecord, ServiceReport } from "../../dns/service-report.ts";
import type { Zone } from "../../dns/zone.ts";
import { wrap } from "../wrap.ts";
import type { Style } from "../printer.ts";
import { columns } from "./columns.ts";

function recordRow({ record, pod = "", isReady, why }: ExplainedRecord): readonly string[] {
  const { name, ttl, data } = record;
  const ready = isReady === undefined ? "" : isReady ? "yes" : "no";
  return [printName(name), String(ttl), typeName(codeOf(data)), dataText(data), pod, ready, why];
}

function absentRow({ name, pod = "", because }: AbsentName): readonly string[] {
  return [printName(name), "-", "-", "NXDOMAIN", pod, pod === "" ? "" : "no", because.text];
}

const HEADER = ["NAME", "TTL", "TYPE", "DATA", "POD", "READY", "WHY"];

/** A table's rows below each name, for where the columns have no room. The reason names the pod. */
function stacked(rows: readonly (readonly string[])[], width: number): string {
  const lines = rows.flatMap(([name = "", ttl = "", type = "", data = "", , , why = ""], index) => {
    const record = type === "-" ? `  ${data}` : `  ${ttl.padStart(2)}  ${type.padEnd(4)} ${data}`;
    const beside = `${record}   ${why}`;
    const reason = wrap(why, width - 8).map((line) => `        ${line}`);
    const isSame = rows[index - 1]?.[0] === name;
    return [...(isSame ? [] : [name]), ...(beside.length <= width ? [beside] : [record, ...reason])];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function fits(table: string, width: number): boolean {
  return table.split("\n").every((line) => line.length <= width);
}

/** Records by Service, each with its pod and its reason; then the names that are missing, and why. */
export function recordsText(reports: readonly ServiceReport[], { width, tableWidth = width }: Style): string {
  const parts = reports.map(({ service, kind, records, absent }) => {
    const rows = [...records.map(recordRow), ...absent.map(absentRow)];
    return { title: `Service ${service.metadata.name} in ${namespaceOf(service)} (${kind})\n`, rows };
  });
  const tables = parts.map(({ rows }) => columns([HEADER, ...rows]));
  const areTables = tables.every((table) => fits(table, tableWidth));
  return parts
    .map(({ title, rows }, index) => `${title}${areTables ? (tables[index] ?? "") : stacked(rows, tableWidth)}`)
    .join("\n");
}

function recordJson({ record, pod, isReady, why }: ExplainedRecord): object {
  return {
    record: recordText(record),
    ...(pod === undefined ? {} : { pod }),
    ...(isReady === undefined ? {} : { ready: isReady }),
    why,
  };
}

function absentJson({ name, pod, because }: AbsentName): object {
  const { reason, text, resolves } = because;
  return {
    name: printName(name),
    ...(pod === undefined ? {} : { pod }),
    reason,
    because: text,
    ...(resolves === undefined ? {} : { resolves }),
  };
}

/** The same as a JSON array, one object a Service. */
export function recordsJson(reports: readonly ServiceReport[]): string {
  const list = reports.map(({ service, kind, records, absent }) => ({
    service: service.metadata.name,
    namespace: namespaceOf(service),
    kind,
    records: records.map(recordJson),
    absent: absent.map(absentJson),
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

/** A zone file, as name servers and `named-checkzone` read it. @see RFC 1035, section 5 */
export function zoneText(zone: Zone, records: readonly DnsRecord[]): string {
  const origin = printName(zone.domain);
  const lines = [soaRecord(zone, zone.domain), ...records].map(recordText);
  return `$ORIGIN ${origin}\n$TTL ${zone.config.ttl}\n${[...new Set(lines)].join("\n")}\n`;
}
