import { withoutNulls } from "./without-nulls.ts";

type Gates = Readonly<Record<string, (document: unknown) => boolean>>;

/** A cache of code: which answers are given does not depend on it, only how fast. */
let gates: Gates | undefined;

/** Loading the validators takes as long as doing without them for this many documents. */
const WORTHWHILE = 250;

/**
 * Loads the validators that let valid documents straight through, when that many documents are to be decoded that it
 * pays. They are large, so nothing else loads them.
 */
export async function openGates(documents: number): Promise<void> {
  if (documents < WORTHWHILE || gates !== undefined) return;
  ({ gates } = await import("../../../schemas/generated/gates.mjs"));
}

/** Whether a document is known to be well-formed. False where nothing is known. */
export function passesGate(definition: string, document: unknown): boolean {
  if (gates === undefined || !Object.hasOwn(gates, definition)) return false;
  return gates[definition]?.(withoutNulls(document)) === true;
}
