import { namespaceOf } from "../api/object.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Member } from "./project.ts";
import { OBJECT_DEFINED_TWICE } from "./server-rules.ts";
import type { Flaw } from "./verdict.ts";

/** The later ones of objects that share kind, namespace and name. */
export function duplicates(
  members: readonly Member[],
): readonly { readonly flaw: Flaw; readonly manifest: Manifest }[] {
  const first = new Map<string, Member>();
  return members.flatMap((member) => {
    const { kind, object, manifest } = member;
    const { name } = object.metadata;
    const namespace = namespaceOf(object);
    const key = `${kind}/${namespace}/${name}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, member);
      return [];
    }
    const { file, start } = earlier.manifest.locate(["metadata", "name"], "value");
    const place = namespace === "" ? "" : ` in namespace ${namespace}`;
    const message = `${object.kind} "${name}"${place} is defined twice, first in ${file}:${start.line}`;
    const path = ["metadata", "name"];
    const related = [{ object: earlier.object, path, message: "the first definition" }];
    return [{ flaw: { rule: OBJECT_DEFINED_TWICE, path, message, related }, manifest }];
  });
}
