import { templateOf } from "../api/kinds/controllerrevision/template-patch.ts";
import type { ControllerRevision } from "../api/kinds/controllerrevision/types.ts";
import type { DaemonSet } from "../api/kinds/daemonset/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { controllerOf } from "../api/object.ts";
import { fieldSchemaOfKind } from "../api/patch/field-schema.ts";
import { applyStrategicPatch } from "../api/patch/strategic.ts";
import { selects } from "../api/selector.ts";
import type { JsonObject } from "../base/json.ts";
import type { View } from "../cluster/view.ts";

/** The revisions that a set's selector matches and that it controls, by number. */
export function revisionsOf(view: View, set: StatefulSet | DaemonSet): readonly ControllerRevision[] {
  const uid = set.metadata.uid ?? "";
  return view
    .indexed("ControllerRevision", "controller", uid)
    .filter((item) => controllerOf(item)?.uid === uid && selects(set.spec.selector, item.metadata.labels))
    .sort((a, b) => a.revision - b.revision);
}

/**
 * The set as it was at a revision: only the pod template is versioned, unless somebody wrote the revision.
 * @see staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go, `applyStatefulSetHistory` (1.36)
 */
export function atRevision<T extends StatefulSet | DaemonSet>(set: T, revision: ControllerRevision): T {
  const template = templateOf(revision);
  if (template !== undefined) return { ...set, spec: { ...set.spec, template } };
  const schema = fieldSchemaOfKind(set.apiVersion, set.kind);
  const patched = applyStrategicPatch(set as unknown as JsonObject, revision.data ?? {}, schema);
  return patched.ok ? (patched.value as T) : set;
}
