import type { Cast } from "./cast.ts";
import type { Cue } from "./cues.ts";
import type { Voice } from "./voice.ts";

/** The cues of each chorus's first voice in one round: in a round each voice has its turn once. */
export type Round = ReadonlyMap<Voice, readonly Cue[]>;

/**
 * Cues in rounds. The agenda serves whoever came first, so that sets which have nothing to do with each other take their
 * turns in the order in which the request changed them, time and again, as many or as few as they are. A round ends where
 * one has its turn that is not after the last one in that order. The first and the last of each chorus have to be among
 * the voices: then a round that seems to be one with the next is so for those between them, too.
 */
export function roundsOf(cues: readonly Cue[], { firsts }: Cast): readonly Round[] {
  const places = new Map([...firsts.keys()].map((voice, place) => [voice, place]));
  const rounds: Map<Voice, Cue[]>[] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const cue of cues) {
    const place = places.get(cue.voice) ?? 0;
    if (place < last) rounds.push(new Map());
    last = place;
    if (firsts.get(cue.voice) !== cue.voice) continue;
    const round = rounds.at(-1);
    const own = round?.get(cue.voice);
    if (own === undefined) round?.set(cue.voice, [cue]);
    else own.push(cue);
  }
  return rounds;
}
