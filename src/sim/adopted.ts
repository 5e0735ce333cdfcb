import { strategyFor } from "../api/strategies.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import type { KubeObject } from "../api/object.ts";
import { decode } from "../api/structure/decode.ts";
import { stamped } from "../cluster/identity.ts";
import { kindOf } from "../cluster/kind-of.ts";
import type { ApiServer } from "../cluster/open.ts";

/** The object as the server reads it: without nulls, and with all that it writes beside what it was given. */
function asRead(object: KubeObject): KubeObject {
  const decoded = decode(object, { fieldValidation: "Ignore" });
  if (!decoded.ok) return object;
  const { spec } = decoded.object as Pod;
  const isBare = decoded.object.kind === "Pod" && (spec.containers as Pod["spec"]["containers"] | null) === null;
  return isBare ? ({ ...decoded.object, spec: { ...spec, containers: [] } } as Pod) : decoded.object;
}

/**
 * An object as a cluster would have it, defaulted as the server does when it reads one. One without a uid was never in
 * any, so it gets what creation gives. Controllers tell by uids what is theirs.
 */
export function adopted(given: KubeObject, { now, world }: Pick<ApiServer, "now" | "world">): KubeObject {
  const object = asRead(given);
  const { seed, featureGates: gates } = world.settings;
  const { key } = kindOf(object);
  const whole = strategyFor(key).defaults(object, { gates });
  if ((object.metadata.uid ?? "") !== "") return { ...whole, metadata: object.metadata };
  const { uid = "", creationTimestamp = "" } = stamped(object, { kind: key, now, seed, incarnation: 0 }).metadata;
  return { ...whole, metadata: { creationTimestamp, ...object.metadata, uid } };
}
