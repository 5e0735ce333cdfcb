import { timestamp } from "../../base/instant.ts";
import type { EffectVerb, Happening } from "../../cluster/happening.ts";

/** One element of `timeline -o json`. */
interface Effect {
  readonly seq: number;
  /** RFC 3339, virtual time. */
  readonly at: string;
  readonly effect: string;
  readonly revision?: string;
  readonly number?: number;
}

const VERBS: Readonly<Record<string, readonly EffectVerb[]>> = {
  pod: ["create", "delete", "remove", "ready", "unready", "failed", "succeeded", "relabel", "own"],
  pvc: ["create", "delete", "remove", "own"],
  controllerrevision: ["create", "remove", "renumber", "own"],
};

/** The effect of a happening as scripts read it; undefined for those that only the text form shows. */
function effectOf({ seq, at, effect, kind, name, revision, number, owners }: Happening): Effect | undefined {
  if (VERBS[kind]?.includes(effect) !== true) return undefined;
  const target = `${effect} ${kind}/${name}`;
  return {
    seq,
    at: timestamp(at),
    effect: effect === "own" ? `${target} by [${(owners ?? []).join(",")}]` : target,
    ...(revision === undefined ? {} : { revision }),
    ...(number === undefined ? {} : { number }),
  };
}

/** The text of `timeline -o json`. */
export function timelineJson(happenings: readonly Happening[]): string {
  const effects = happenings.flatMap((happening) => effectOf(happening) ?? []);
  return `${JSON.stringify(effects, undefined, 2)}\n`;
}
