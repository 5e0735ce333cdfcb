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

/** The nodes of a document that was read before, so that it can be read again. Cheap to ask twice: it is not kept. */
export function nodesOf(document: DocumentText): TextNode | undefined {
  return document.format === "json" ? parseJson(document.text, document.start) : parseYaml(document.text);
}
