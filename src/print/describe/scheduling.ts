import type { Toleration, TopologySpreadConstraint } from "../../api/kinds/pod/types.ts";
import { byBytes } from "../../base/json.ts";
import { selectorCell } from "../tables/cell.ts";
import type { Outline } from "./outline.ts";

/** `key=value:Effect op=Exists for 300s`, absent parts left out. */
function tolerationText({ key = "", value = "", effect = "", operator, tolerationSeconds }: Toleration): string {
  let text = `${key}${value === "" ? "" : `=${value}`}${effect === "" ? "" : `:${effect}`}`;
  if (operator === "Exists" && value === "") text += key === "" && effect === "" ? "op=Exists" : " op=Exists";
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}

export function tolerations(out: Outline, level: number, list: readonly Toleration[] | undefined): void {
  const sorted = [...(list ?? [])].sort((a, b) => byBytes(a.key ?? "", b.key ?? ""));
  out.list(level, "Tolerations:", sorted.map(tolerationText));
}

/** Nothing where there are no constraints. */
export function spreadConstraints(
  out: Outline,
  level: number,
  list: readonly TopologySpreadConstraint[] | undefined,
): void {
  const sorted = [...(list ?? [])].sort((a, b) => byBytes(a.topologyKey, b.topologyKey));
  sorted.forEach((constraint, index) => {
    const { topologyKey, whenUnsatisfiable, maxSkew, labelSelector } = constraint;
    const selected = labelSelector === undefined ? "" : ` for selector ${selectorCell(labelSelector)}`;
    const text = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selected}`;
    out.line(level, index === 0 ? "Topology Spread Constraints:" : "", text);
  });
}
