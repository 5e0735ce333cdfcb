import { SERVICE_NAME_LABEL, type EndpointSlice } from "../api/kinds/endpointslice/types.ts";
import { isHeadless, type Service } from "../api/kinds/service/types.ts";
import { namespaceOf } from "../api/object.ts";
import { sameJson } from "../base/json.ts";
import { MISS_CACHED_MS } from "./name-record.ts";
import type { NameChange, NameFate } from "./model.ts";
import type { Ends } from "./workloads.ts";

/** Port numbers by the labels that SRV questions ask for them with: `_http._tcp`. */
type Ports = ReadonlyMap<string, number>;

interface NamedPort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port?: number;
}

/** DNS answers for a headless Service with the ports of its pods, and for others with the Service's own. */
function portsOf(service: Service, slices: readonly EndpointSlice[]): Ports {
  const ports: readonly NamedPort[] = isHeadless(service)
    ? slices.flatMap((slice) => slice.ports ?? [])
    : (service.spec.ports ?? []);
  return new Map(
    ports.flatMap(({ name = "", protocol = "TCP", port }): [string, number][] =>
      name === "" || port === undefined ? [] : [[`_${name}._${protocol.toLowerCase()}`, port]],
    ),
  );
}

function fateOf(was: number | undefined, is: number | undefined): NameFate | undefined {
  if (was === is) return undefined;
  if (was === undefined) return "appears";
  return is === undefined ? "vanishes" : "changes";
}

function text(port: number | undefined): readonly string[] {
  return port === undefined ? [] : [`port ${port}`];
}

/** The names of ports that a Service is asked for, where it stays and its ports do not. */
export function portNames({ before, after }: Ends): readonly NameChange[] {
  return after.list("Service").flatMap((service): readonly NameChange[] => {
    const namespace = namespaceOf(service);
    const { name } = service.metadata;
    const former = before.get("Service", namespace, name);
    if (former === undefined || former === service || sameJson(former.spec.ports, service.spec.ports)) return [];
    const old = before.list("EndpointSlice").filter((slice) => {
      return namespaceOf(slice) === namespace && slice.metadata.labels?.[SERVICE_NAME_LABEL] === name;
    });
    const was = portsOf(former, old);
    const is = portsOf(service, after.indexed("EndpointSlice", "service", `${namespace}/${name}`));
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((labels) => {
      const [from, to] = [was.get(labels), is.get(labels)];
      const fate = fateOf(from, to);
      const told = { name: `${labels}.${name}.${namespace}.svc`, namespace, before: text(from), after: text(to) };
      return fate === undefined
        ? []
        : [{ ...told, fate, unansweredMs: 0, cachedMs: fate === "appears" ? MISS_CACHED_MS : 0, atMs: 0 }];
    });
  });
}
