import type { TextNode } from "./go-yaml/node.ts";
import { parseYaml } from "./go-yaml/parser.ts";
import { parseJson } from "./json-text.ts";

/** The text behind one document, kept so that positions and spellings can be found when somebody asks. */
export interface DocumentText {
  readonly file: string;
  readonly format: "yaml" | "json";
  readonly text: string;
  /** Where in `text` the document begins; JSON values stand one behind another. */
  readonly start: number;
  /** The line of the file on which `text` begins. */
  readonly firstLine: number;
  /**
   * Whether it holds something that readers may understand differently: duplicate keys, words like `on`, octal
   * numbers, anchors, tags. Plain documents hold none of these.
   */
  readonly unusual: boolean;
}

/** The document whose nodes were asked for last, and they: of one at a time, since they are large. */
let latest: { readonly document: DocumentText; readonly nodes: TextNode | undefined } | undefined;

/** The nodes of a document that was read before. Whoever asks about many documents in turn has each read again. */
export function nodesOf(document: DocumentText): TextNode | undefined {
  if (latest?.document !== document) {
    const { format, text, start } = document;
    latest = { document, nodes: format === "json" ? parseJson(text, start) : parseYaml(text) };
  }
  return latest.nodes;
}
