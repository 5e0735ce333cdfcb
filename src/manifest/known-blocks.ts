import { share } from "../base/shared.ts";

/** Longer blocks hardly ever stand twice. */
export const LONGEST_BLOCK = 512;

/** Of how many blocks one generation is made; two are kept. */
const GENERATION = 8192;

type Block = Record<string, unknown> | unknown[];

interface Known {
  readonly block: Block;
  isShared: boolean;
}

/** By the column on which a block begins, then by its text: these two decide what it means. */
type Generation = Map<string, Known>[];

/**
 * Blocks that were read before. Manifests repeat labels, ports, probes and resources over and over; equal blocks become
 * one object, marked as shared, so that nobody works out twice what follows from it. Nothing that is read may be
 * changed, so it makes no other difference. Blocks that are not met again are forgotten.
 */
class KnownBlocks {
  #young: Generation = [];
  #old: Generation = [];
  #count = 0;

  get(indent: number, text: string): Block | undefined {
    const known = this.#young[indent]?.get(text) ?? this.#remembered(indent, text);
    if (known === undefined) return undefined;
    if (!known.isShared) share(known.block);
    known.isShared = true;
    return known.block;
  }

  add(indent: number, text: string, block: Block): void {
    this.#keep(indent, text, { block, isShared: false });
  }

  #remembered(indent: number, text: string): Known | undefined {
    const known = this.#old[indent]?.get(text);
    if (known !== undefined) this.#keep(indent, text, known);
    return known;
  }

  #keep(indent: number, text: string, known: Known): void {
    if (this.#count === GENERATION) {
      this.#old = this.#young;
      this.#young = [];
      this.#count = 0;
    }
    (this.#young[indent] ??= new Map()).set(text, known);
    this.#count++;
  }
}

export const knownBlocks = new KnownBlocks();
