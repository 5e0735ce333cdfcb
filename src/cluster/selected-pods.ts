import type { Pod } from "../api/kinds/pod/types.ts";
import { POD_NAME_LABEL } from "../api/kinds/statefulset/types.ts";
import { selects, selectsMap, type LabelSelector } from "../api/selector.ts";
import { UNIQUE_LABELS } from "./indexes.ts";
import type { View } from "./view.ts";

/** Few pods among which all those with the labels are, found through an index wherever one serves. */
function candidates(view: View, namespace: string, labels: Readonly<Record<string, string>>): readonly Pod[] {
  for (const name in labels) {
    if (!UNIQUE_LABELS.has(name)) return view.indexed("Pod", "label", `${namespace}/${name}=${labels[name]}`);
  }
  const named = labels[POD_NAME_LABEL];
  if (named === undefined) return view.list("Pod", namespace);
  const pod = view.get("Pod", namespace, named);
  return pod === undefined ? [] : [pod];
}

/** The pods of a namespace that a selector of the API selects; an absent one selects none, an empty one all. */
export function podsSelected(view: View, namespace: string, selector: LabelSelector | undefined): readonly Pod[] {
  if (selector === undefined) return [];
  const pods = candidates(view, namespace, selector.matchLabels ?? {});
  return pods.filter((pod) => selects(selector, pod.metadata.labels));
}

/** The pods of a namespace that carry every pair of an equality map. */
export function podsLabelled(view: View, namespace: string, labels: Readonly<Record<string, string>>): readonly Pod[] {
  return candidates(view, namespace, labels).filter((pod) => selectsMap(labels, pod.metadata.labels));
}
