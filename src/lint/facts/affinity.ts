import type { PodAffinityTerm, PodSpec } from "../../api/kinds/pod/types.ts";
import { selects } from "../../api/selector.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { sameJson } from "../../base/json.ts";
import type { Workload } from "./workload.ts";

/** A term of pod affinity or anti-affinity. */
export interface PlacedTerm {
  readonly term: PodAffinityTerm;
  readonly path: FieldPath;
  readonly required: boolean;
}

type Direction = "podAffinity" | "podAntiAffinity";

export function termsOf(spec: PodSpec, base: FieldPath, direction: Direction): readonly PlacedTerm[] {
  const affinity = spec.affinity?.[direction];
  if (affinity === undefined) return [];
  const path = [...base, "spec", "affinity", direction];
  const hard = affinity.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const soft = affinity.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return [
    ...hard.map((term, index) => {
      return { term, path: [...path, "requiredDuringSchedulingIgnoredDuringExecution", index], required: true };
    }),
    ...soft.map(({ podAffinityTerm: term }, index) => {
      const place = [...path, "preferredDuringSchedulingIgnoredDuringExecution", index, "podAffinityTerm"];
      return { term, path: place, required: false };
    }),
  ];
}

/** Whether a term looks at pods of the workload's own namespace alone. */
export function isAboutOwnNamespace({ namespaces = [], namespaceSelector }: PodAffinityTerm, own: string): boolean {
  return namespaceSelector === undefined && namespaces.every((namespace) => namespace === own);
}

/** Whether a term selects the workload's own pods. */
export function selectsSelf({ term }: PlacedTerm, { labels, object }: Workload): boolean {
  const { namespaces = [], namespaceSelector } = term;
  const own = object.metadata.namespace ?? "";
  const here = namespaceSelector !== undefined || namespaces.length === 0 || namespaces.includes(own);
  return here && selects(term.labelSelector, labels);
}

/** From the narrowest to the widest. */
const DOMAINS = ["kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region"];

/** Whether what is together by one key is together by the other. */
function isWithin(narrow: string, wide: string): boolean {
  return narrow === wide || (DOMAINS.includes(narrow) && DOMAINS.indexOf(wide) > DOMAINS.indexOf(narrow));
}

/** The required anti-affinity that rules out what an affinity requires. */
export function oppositeOf(placed: PlacedTerm, workload: Workload): PlacedTerm | undefined {
  const { topologyKey, ...about } = placed.term;
  const isSelf = selectsSelf(placed, workload);
  return termsOf(workload.spec, workload.path, "podAntiAffinity").find((one) => {
    if (!one.required || !isWithin(topologyKey, one.term.topologyKey)) return false;
    return isSelf ? selectsSelf(one, workload) : sameJson({ ...about, topologyKey: one.term.topologyKey }, one.term);
  });
}
