import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { View } from "../../cluster/view.ts";
import { targetOf } from "../workloads.ts";
import type { Started } from "./started.ts";

function isNew({ object, former }: Started): boolean {
  return object.kind === "StatefulSet" && former === undefined;
}

/** A sentence for each new set whose governing Service nobody has made: its controller does not, and waits for none. */
export function namelessPods(started: readonly Started[], view: View): readonly string[] {
  return started.filter(isNew).flatMap(({ object }) => {
    const { serviceName = "" } = (object as StatefulSet).spec;
    if (serviceName === "" || view.get("Service", namespaceOf(object), serviceName) !== undefined) return [];
    const target = targetOf({ kind: object.kind, name: object.metadata.name });
    return [`Service "${serviceName}" is not here: pods of ${target} have no names in DNS until it is made`];
  });
}
