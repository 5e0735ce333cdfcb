import { readFileSync } from "node:fs";
import type { KubeObject } from "../../src/api/object.ts";
import { EPOCH } from "../../src/base/instant.ts";
import { viewOf } from "../../src/cluster/open-view.ts";
import type { DnsConfig, PodMode } from "../../src/dns/config.ts";
import { openZone, type Zone } from "../../src/dns/zone.ts";

/** A recorded question and what a real name server answered. */
export interface Vector {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly rcode: string;
  readonly aa: boolean;
  readonly answer: readonly string[];
  readonly additional: readonly string[];
  readonly authority: readonly string[];
  readonly note: string;
}

interface VectorFile {
  readonly config: {
    readonly clusterDomain: string;
    readonly ttl: number;
    readonly podRecords: PodMode;
    readonly serverIPs: readonly string[];
  };
  readonly objects: Readonly<Record<string, readonly object[]>>;
  readonly queries: readonly Vector[];
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  namespaces: ["v1", "Namespace"],
  services: ["v1", "Service"],
  pods: ["v1", "Pod"],
  endpointSlices: ["discovery.k8s.io/v1", "EndpointSlice"],
};

const file = JSON.parse(
  readFileSync(new URL("../../fixtures/conformance/dns/dns-vectors.json", import.meta.url), "utf8"),
) as VectorFile;

export const vectors = file.queries;

export function vectorConfig(): DnsConfig {
  const { clusterDomain, ttl, podRecords: pods, serverIPs: serverIps } = file.config;
  return { clusterDomain, ttl, pods, serverIps };
}

/** The objects as the API has them, `kind` and all. */
export function vectorObjects(): readonly KubeObject[] {
  return Object.entries(file.objects).flatMap(([list, objects]) => {
    const [apiVersion = "", kind = ""] = KINDS[list] ?? [];
    return objects.map((object) => ({ apiVersion, kind, ...object }) as KubeObject);
  });
}

export function vectorZone(): Zone {
  return openZone(viewOf(vectorObjects()), vectorConfig(), EPOCH);
}

/** Records as they are compared: sorted, the serial of a SOA hidden. */
export function comparable(records: readonly string[]): readonly string[] {
  return records.map((record) => record.replace(/( IN SOA \S+ \S+) \S+/, "$1 <serial>")).sort();
}
