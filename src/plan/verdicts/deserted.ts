import { SERVICE_NAME_LABEL, type EndpointSlice } from "../../api/kinds/endpointslice/types.ts";
import { namespaceOf, type ObjectKey } from "../../api/object.ts";
import { sameJson } from "../../base/json.ts";
import { command } from "../../rollout/commands.ts";
import type { PlanVerdict } from "../model.ts";
import type { Ends } from "../workloads.ts";

/** The Services, by `namespace/name`, that some ready pod stands behind. */
function answered(slices: readonly EndpointSlice[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const slice of slices) {
    const service = slice.metadata.labels?.[SERVICE_NAME_LABEL];
    if (service === undefined || !slice.endpoints.some(({ conditions }) => conditions?.ready !== false)) continue;
    found.add(`${namespaceOf(slice)}/${service}`);
  }
  return found;
}

function sentenceFor({ after }: Ends, { namespace, name }: ObjectKey): string {
  if (after.get("Service", namespace, name) === undefined)
    return `Service ${name} is gone, and with it every name below it`;
  return `no ready pod stands behind Service ${name} any more`;
}

/** The command that has the Service select what it selected before. */
function selectAgain({ before, after }: Ends, key: ObjectKey): readonly string[] {
  const was = before.get("Service", key.namespace, key.name)?.spec.selector;
  const is = after.get("Service", key.namespace, key.name)?.spec.selector;
  if (was === undefined || is === undefined || sameJson(was, is)) return [];
  const added = Object.keys(is).filter((name) => !Object.hasOwn(was, name));
  const selector = { ...was, ...Object.fromEntries(added.map((name) => [name, null])) };
  return [command(`patch svc ${key.name} -p '${JSON.stringify({ spec: { selector } })}'`, key.namespace)];
}

/** The Services that lose every pod behind them, though some were ready; what their clients call downtime. */
export function deserted(ends: Ends): readonly PlanVerdict[] {
  const before = ends.before.list("EndpointSlice");
  const after = answered(ends.after.list("EndpointSlice"));
  return [...answered(before)].flatMap((id): readonly PlanVerdict[] => {
    if (after.has(id)) return [];
    const [namespace = "", name = ""] = id.split("/");
    const object = { kind: "Service", namespace, name };
    const sentence = sentenceFor(ends, object);
    return [{ word: "DOWNTIME", object, sentence, commands: selectAgain(ends, object) }];
  });
}
