import type { Plan } from "../../../plan/model.ts";
import { shortName } from "../words.ts";
import { Bars, type Lane } from "./lane.ts";

/** The names that change, over the time of the plan: answered or not. Those of Services are not drawn. */
export function nameLanes({ names, timeline, base }: Plan): readonly Lane[] {
  const lanes = new Map(
    names.map(({ name, before }) => {
      const bars = new Bars();
      if (before.length > 0) bars.go(0, "answered", { why: before.join(", ") });
      return [name, bars];
    }),
  );
  const moved = new Set<string>();
  for (const { kind, effect, namespace, name, addresses = [], at } of timeline) {
    const full = `${name}.${namespace}.svc`;
    const bars = kind === "name" ? lanes.get(full) : undefined;
    if (bars === undefined) continue;
    moved.add(full);
    if (effect === "resolves") bars.go(at - base.clock, "answered", { why: addresses.join(", ") });
    else bars.go(at - base.clock, "unanswered");
  }
  return names.flatMap(({ name, fate }): readonly Lane[] => {
    const lane = lanes.get(name);
    if (lane === undefined || !moved.has(name)) return [];
    if (fate === "vanishes") lane.go(lane.open?.fromMs ?? 0, "gone", { why: "gone" });
    return [{ name: shortName(name), bars: lane.all() }];
  });
}
