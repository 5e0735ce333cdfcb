import type { EndpointSlice } from "../api/kinds/endpointslice/types.ts";
import { strategyFor } from "../api/strategies.ts";
import type { KubeObject } from "../api/object.ts";
import { stamped } from "../cluster/identity.ts";
import { kindOf } from "../cluster/kind-of.ts";
import type { ApiServer } from "../cluster/open.ts";

/** A server prints the endpoints of a slice that has none as null. */
function withEndpoints(object: KubeObject): KubeObject {
  if (object.kind !== "EndpointSlice") return object;
  const { endpoints } = object as Partial<EndpointSlice>;
  return Array.isArray(endpoints) ? object : ({ ...object, endpoints: [] } as KubeObject);
}

/**
 * An object as a cluster would have it: one without a uid was never in any, so it gets what creation gives. Controllers
 * tell by uids what is theirs.
 */
export function adopted(object: KubeObject, { now, world }: Pick<ApiServer, "now" | "world">): KubeObject {
  const whole = withEndpoints(object);
  if ((object.metadata.uid ?? "") !== "") return whole;
  const { seed, featureGates: gates } = world.settings;
  const { key } = kindOf(object);
  const { uid = "", creationTimestamp = "" } = stamped(object, { kind: key, now, seed, incarnation: 0 }).metadata;
  const metadata = { creationTimestamp, ...object.metadata, uid };
  return strategyFor(key).defaults({ ...whole, metadata }, { gates });
}
