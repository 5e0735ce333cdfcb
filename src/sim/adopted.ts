import type { EndpointSlice } from "../api/kinds/endpointslice/types.ts";
import type { Node } from "../api/kinds/node/types.ts";
import { filled } from "../api/defaulting.ts";
import { strategyFor } from "../api/strategies.ts";
import type { KubeObject } from "../api/object.ts";
import { withoutNulls } from "../api/structure/without-nulls.ts";
import { stamped } from "../cluster/identity.ts";
import { kindOf } from "../cluster/kind-of.ts";
import type { ApiServer } from "../cluster/open.ts";

/** With the parts that readers count on: a server prints empty lists of a slice as null, and people leave out `spec: {}`. */
function withParts(object: KubeObject): KubeObject {
  if (object.kind === "Node") return filled(object as Node, { spec: {} });
  if (object.kind !== "EndpointSlice") return object;
  return filled(withoutNulls(object) as EndpointSlice, { endpoints: [] });
}

/**
 * An object as a cluster would have it: one without a uid was never in any, so it gets what creation gives. Controllers
 * tell by uids what is theirs.
 */
export function adopted(object: KubeObject, { now, world }: Pick<ApiServer, "now" | "world">): KubeObject {
  const whole = withParts(object);
  if ((object.metadata.uid ?? "") !== "") return whole;
  const { seed, featureGates: gates } = world.settings;
  const { key } = kindOf(object);
  const { uid = "", creationTimestamp = "" } = stamped(object, { kind: key, now, seed, incarnation: 0 }).metadata;
  const metadata = { creationTimestamp, ...object.metadata, uid };
  return strategyFor(key).defaults({ ...whole, metadata }, { gates });
}
