import { timestamp } from "../../base/instant.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { Plan } from "../../plan/model.ts";
import { summaryText } from "./summary.ts";

function effectOf({ at, effect, kind, name, ...facts }: Happening): object {
  return { ...facts, at: timestamp(at), effect: `${effect} ${kind}/${name}` };
}

/** A plan as scripts read it: what `schemas/plan.schema.json` describes. */
export function planDocument(plan: Plan): Readonly<Record<string, unknown>> {
  const { base, timeline, objects, refusals, ...rest } = plan;
  return {
    version: 1,
    text: summaryText(plan),
    base: { ...base, clock: timestamp(base.clock) },
    ...rest,
    objects: objects.map(({ fields, ...object }) => ({
      ...object,
      fields: fields.map(({ path: _path, ...field }) => field),
    })),
    refusals: refusals.map(({ fields, ...refusal }) => ({
      ...refusal,
      fields: fields.map(({ path: _path, ...field }) => field),
    })),
    timeline: timeline.map(effectOf),
  };
}

/** Integers beyond 2^53 keep their digits. */
function plainNumbers(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

export function planJson(plan: Plan): string {
  return `${JSON.stringify(planDocument(plan), plainNumbers, 2)}\n`;
}
