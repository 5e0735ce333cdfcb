import type { EndpointSlice } from "../../../api/kinds/endpointslice/types.ts";
import type { KubeObject } from "../../../api/object.ts";
import { age } from "../cell.ts";
import { columns, type TableDefinition } from "../definition.ts";

const MOST_SHOWN = 3;

/** The first three, and how many more there are. */
function firstOf(all: readonly string[], none: string): string {
  if (all.length === 0) return none;
  const more = all.length > MOST_SHOWN ? ` + ${all.length - MOST_SHOWN} more...` : "";
  return all.slice(0, MOST_SHOWN).join(",") + more;
}

export const endpointSliceTable: TableDefinition<EndpointSlice> = {
  columns: columns("Name | AddressType | Ports | Endpoints | Age"),
  cells: ({ metadata, addressType, ports, endpoints }, { now }) => {
    const numbers = (ports ?? []).map(({ port, name }) => {
      if (port !== undefined) return String(port);
      return name === undefined || name === "" ? "*" : name;
    });
    const addresses = endpoints.flatMap((endpoint) => endpoint.addresses);
    return [
      metadata.name,
      addressType,
      firstOf(numbers, "<unset>"),
      firstOf(addresses, "<unset>"),
      age(metadata.creationTimestamp, now),
    ];
  },
};

interface Endpoints extends KubeObject {
  readonly subsets?: readonly {
    readonly addresses?: readonly { readonly ip: string }[];
    readonly ports?: readonly { readonly port: number }[];
  }[];
}

function hostOf(ip: string): string {
  return ip.includes(":") ? `[${ip}]` : ip;
}

function endpointTexts(subset: NonNullable<Endpoints["subsets"]>[number]): readonly string[] {
  const addresses = (subset.addresses ?? []).map(({ ip }) => ip);
  const ports = subset.ports ?? [];
  if (ports.length === 0) return addresses;
  return ports.flatMap(({ port }) => addresses.map((ip) => `${hostOf(ip)}:${port}`));
}

export const endpointsTable: TableDefinition<Endpoints> = {
  columns: columns("Name | Endpoints | Age"),
  cells: ({ metadata, subsets }, { now }) => [
    metadata.name,
    firstOf((subsets ?? []).flatMap(endpointTexts), (subsets ?? []).length === 0 ? "<none>" : ""),
    age(metadata.creationTimestamp, now),
  ],
};
