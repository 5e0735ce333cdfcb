/** A state's text in two: many happenings, a line each at its end as `writeState` leaves them, and all before them. */
export interface Parts {
  /** JSON of its own, with no happenings. */
  readonly head: string;
  /** JSON of the list of happenings. */
  readonly happenings: string;
  /** How many they are. */
  readonly kept: number;
}

const BEGIN = ',\n"happenings": [\n';
const END = "\n]\n}\n";
const LINE = '{"seq":';

/** Shorter ones are read with the rest. In UTF-16 units. */
const LONG = 250_000;

/** The number of lines between two places that each look like a happening; undefined where one does not. */
function linesIn(text: string, from: number, to: number): number | undefined {
  let count = 0;
  for (let at = from; at <= to; count++) {
    const end = text.indexOf("\n", at);
    if (!text.startsWith(LINE, at) || !text.startsWith(end === to ? "}" : "},", end - (end === to ? 1 : 2))) {
      return undefined;
    }
    at = end + 1;
  }
  return count;
}

/** Parts a state's text before its happenings; undefined where they are few, or not as they were written. */
export function partsOf(text: string): Parts | undefined {
  const begin = text.indexOf(BEGIN);
  const from = begin + BEGIN.length;
  const to = text.length - END.length;
  if (begin < 0 || to - from < LONG || !text.endsWith(END)) return undefined;
  const kept = linesIn(text, from, to);
  if (kept === undefined) return undefined;
  return { head: `${text.slice(0, begin)}${BEGIN}]}`, happenings: `[${text.slice(from, to)}]`, kept };
}
