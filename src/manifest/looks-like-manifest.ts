const TOP = /^(?:---.*|[ \t]*(?:#.*)?)\r?\n/;
/** Not that of a template: `{{ if`. */
const FLOW_START = /^\s*[[{](?!\{)/;
const FLOW_NAME = /["'\s{,](?:apiVersion|kind)["']?\s*:/;
/** What only a saved cluster of our own begins with; it is full of objects and no manifest. */
const STATE_FILE = /^\s*\{\s*"format":\s*"stsctl\.dev\/state"/;

const naming = (indent: number): RegExp => new RegExp(`^ {${indent}}["']?(?:apiVersion|kind)["']?[ \\t]*:`, "m");
const AT_TOP = naming(0);

/** The text from its first line that is neither empty, a comment nor a separator. */
function body(text: string): string {
  let rest = text;
  for (let line = TOP.exec(rest); line !== null && line[0] !== ""; line = TOP.exec(rest)) {
    rest = rest.slice(line[0].length);
  }
  return rest;
}

/**
 * Whether a text that was only come upon, as one of the files of a folder, speaks of Kubernetes objects at all: some
 * document of it has `apiVersion` or `kind` at its top. Judges by the look, so that broken manifests count too.
 */
export function looksLikeManifest(text: string): boolean {
  const first = body(text);
  if (FLOW_START.test(first)) return FLOW_NAME.test(first) && !STATE_FILE.test(first);
  const indent = /^ */.exec(first)?.[0].length ?? 0;
  return (indent === 0 ? AT_TOP : naming(indent)).test(text);
}

const ACTION = "{{";
/** A value, an item or a line that an action makes up, or that begins with one. */
const BEGINS_WITH_ACTION = /^\s*(?:- +)*(?:["']?[\w./-]+["']?:\s+)?\{\{/;
const OPENS_BLOCK = /(?:^|[:\s-]\s*)[|>][-+0-9]*\s*(?:#.*)?$/;

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

/**
 * Whether a text is the template of something else: an action of a template engine stands where YAML has a value of its
 * own. Texts in quotation marks and block scalars may hold what they like.
 */
export function isTemplate(text: string): boolean {
  if (!text.includes(ACTION)) return false;
  let block = Infinity;
  for (const line of text.split("\n")) {
    const indent = indentOf(line);
    if (indent === line.length || indent > block) continue;
    block = OPENS_BLOCK.test(line) ? indent : Infinity;
    if (BEGINS_WITH_ACTION.test(line)) return true;
  }
  return false;
}
