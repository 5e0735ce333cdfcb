/** A scalar as written; what it means is decided by its text, its tag and whether it is `plain`. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** Without quotes and without a tag: its text decides what it is. */
  readonly plain: boolean;
  /** The tag's full name; empty for none. */
  readonly tag: string;
}

export interface SequenceNode {
  readonly kind: "sequence";
  readonly start: number;
  end: number;
  readonly items: TextNode[];
  readonly tag: string;
}

export interface MappingNode {
  readonly kind: "mapping";
  readonly start: number;
  end: number;
  readonly pairs: { readonly key: TextNode; readonly value: TextNode }[];
  readonly tag: string;
}

export interface AliasNode {
  readonly kind: "alias";
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly target: TextNode;
}

/** One value of a document with the offsets where it is written: `end` is behind its last character. */
export type TextNode = ScalarNode | SequenceNode | MappingNode | AliasNode;
