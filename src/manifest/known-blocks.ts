import { share } from "../base/shared.ts";

/** Longer blocks hardly ever stand twice. */
export const LONGEST_BLOCK = 512;

/** So many blocks are kept; then all are forgotten, and those that stand everywhere are soon known again. */
const MOST = 8192;

type Block = Record<string, unknown> | unknown[];

interface Known {
  readonly block: Block;
  isShared: boolean;
}

/**
 * Blocks that were read before. Manifests repeat labels, ports, probes and resources over and over; equal blocks become
 * one object, marked as shared, so that nobody works out twice what follows from it. Nothing that is read may be
 * changed, so it makes no other difference.
 */
class KnownBlocks {
  /** By the column on which a block begins, then by its text: these two decide what it means. */
  #byColumn: Map<string, Known>[] = [];
  #count = 0;

  get(column: number, text: string): Block | undefined {
    const known = this.#byColumn[column]?.get(text);
    if (known === undefined) return undefined;
    if (!known.isShared) share(known.block);
    known.isShared = true;
    return known.block;
  }

  add(column: number, text: string, block: Block): void {
    if (this.#count === MOST) {
      this.#byColumn = [];
      this.#count = 0;
    }
    (this.#byColumn[column] ??= new Map()).set(text, { block, isShared: false });
    this.#count++;
  }
}

export const knownBlocks = new KnownBlocks();
