import { find, type FindOptions, type Found } from "../cluster/client/find.ts";
import type { Targets } from "../cluster/client/request.ts";
import type { View } from "../cluster/view.ts";
import type { Call } from "./command.ts";
import { loadManifests } from "./manifests-lazily.ts";
import { scopeOf, targetsOf } from "./scope.ts";

type Options = Omit<FindOptions, "namespace" | "namespaceIsExplicit"> & Pick<Targets, "bareNameKind">;

/** The objects that a command's words, files and selectors name, as they are now. */
export async function findObjects(call: Call, view: View, { bareNameKind, ...options }: Options = {}): Promise<Found> {
  const { manifests, failures } = await loadManifests(call);
  const targets = targetsOf(call, {
    ...(call.flags.given("filename") ? { files: manifests } : {}),
    ...(bareNameKind === undefined ? {} : { bareNameKind }),
  });
  const found = find(view, targets, { ...scopeOf(call), ...options });
  return { ...found, failures: [...failures, ...found.failures] };
}
