import { thousands } from "../../../base/thousands.ts";
import type { Tone } from "../../tone.ts";

/** A line of cells: all but the last stand in columns, the last goes on below itself. */
export interface Row {
  readonly cells: readonly string[];
  readonly tone: Tone;
  /** At the right edge where there is room. */
  readonly aside?: string;
}

/** A part of a plan for the eye: what text, Markdown and HTML have in common. */
export interface Section {
  readonly id: "objects" | "refused" | "pods" | "claims" | "names" | "what-if" | "verdicts" | "notes";
  readonly title: string;
  /** Beside the title. */
  readonly note?: string;
  readonly rows: readonly Row[];
}

/** What parts are called where there is room. */
export const HEADINGS: Readonly<Record<Section["id"], string>> = {
  objects: "Objects",
  refused: "Refused by the API server",
  pods: "Pods",
  claims: "Claims",
  names: "Names in DNS",
  "what-if": "If it never becomes ready",
  verdicts: "Verdicts",
  notes: "Notes",
};

/** Rows of one kind that are shown, before a list loses its middle: a screen holds few, a page many. */
export interface Room {
  readonly rows: number;
}

const TAIL = 3;
/** Fewer rows than that are not worth a row that says so. */
const LEAST_LEFT = 3;

/** Long lists lose their middle, which is said. */
export function folded(rows: readonly Row[], most: number): readonly Row[] {
  if (rows.length < most + LEAST_LEFT) return rows;
  const head = most - TAIL;
  const left = thousands(rows.length - head - TAIL);
  return [...rows.slice(0, head), { cells: [`  … ${left} more like these …`], tone: "dim" }, ...rows.slice(-TAIL)];
}
