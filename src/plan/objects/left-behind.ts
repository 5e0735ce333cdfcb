import { resourceKind } from "../../api/kinds.ts";
import type { ObjectKey } from "../../api/object.ts";
import type { Request } from "../../cluster/client/request.ts";
import type { View } from "../../cluster/view.ts";
import { command } from "../../rollout/commands.ts";
import type { Note } from "../model.ts";
import { sourceIndex } from "./object-changes.ts";
import { keyText } from "../workloads.ts";

/** Objects that the manifests do not name any more: applying the rest leaves them where they are. */
export function leftBehind(former: readonly ObjectKey[], request: Request, view: View): readonly Note[] {
  if (request.verb !== "apply" || request.prune !== undefined) return [];
  const named = sourceIndex(request);
  return former.flatMap((key): readonly Note[] => {
    const { kind, namespace, name } = key;
    if (named.has(keyText(key)) || view.get(kind, namespace, name) === undefined) return [];
    const type = resourceKind(kind)?.singular ?? kind.toLowerCase();
    const sentence = `${type}/${name} is no longer in the manifests, and stays: apply deletes nothing`;
    return [{ sentence, lead: "To delete it", commands: [command(`delete ${type} ${name}`, namespace)] }];
  });
}
