/**
 * A domain name as its labels, leftmost first, without the root's empty one. A label is a string of bytes: for each one
 * character below U+0100. A dot inside a label is a byte like any other.
 * @see RFC 1035, section 3.1
 */
export type Name = readonly string[];

const MAX_LABEL_BYTES = 63;
/** With a length before each label and the root's zero. */
const MAX_NAME_BYTES = 255;

/** What was typed: the labels, and whether a dot ended it. */
export interface TypedName {
  readonly labels: Name;
  readonly isAbsolute: boolean;
}

/** How many bytes a name takes in a message, uncompressed. */
function wireLength(name: Name): number {
  return name.reduce((sum, label) => sum + label.length + 1, 1);
}

function bytesOf(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : String.fromCharCode(...new TextEncoder().encode(text));
}

/** Text cut at its unescaped dots; `\.` is a dot, `\065` a byte by its number. Undefined for a number over 255. */
function split(text: string): readonly string[] | undefined {
  const labels: string[] = [];
  let label = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === ".") {
      labels.push(label);
      label = "";
    } else if (character === "\\") {
      const number = /^[0-9]{3}/.exec(text.slice(at + 1))?.[0];
      if (number !== undefined && Number(number) > 255) return undefined;
      label += number === undefined ? (text[at + 1] ?? "") : String.fromCharCode(Number(number));
      at += number === undefined ? 1 : 3;
    } else label += character;
  }
  labels.push(label);
  return labels;
}

/**
 * Reads a name as it is typed. Undefined when it is none: an empty label, one over 63 bytes, more than 255 in all.
 * @see RFC 1035, section 5.1
 */
export function parseName(text: string): TypedName | undefined {
  if (text === ".") return { labels: [], isAbsolute: true };
  const parts = split(bytesOf(text));
  if (parts === undefined) return undefined;
  const isAbsolute = parts.length > 1 && parts.at(-1) === "";
  const labels = isAbsolute ? parts.slice(0, -1) : parts;
  const isSound = labels.every((label) => label.length > 0 && label.length <= MAX_LABEL_BYTES);
  return isSound && wireLength(labels) <= MAX_NAME_BYTES ? { labels, isAbsolute } : undefined;
}

/** The labels of a name that is known to be sound, such as a Service's; a trailing dot changes nothing. */
export function nameOf(text: string): Name {
  return text.split(".").filter((label) => label !== "");
}

function shownByte(byte: string): string {
  const code = byte.charCodeAt(0);
  if (code <= 0x20 || code > 0x7e) return `\\${String(code).padStart(3, "0")}`;
  return `\\${byte}`;
}

/** A name as `dig` prints it, with its trailing dot. @see bind9, lib/dns/name.c, `dns_name_totext` (9.18) */
export function printName(name: Name): string {
  if (name.length === 0) return ".";
  return `${name.map((label) => label.replace(/[^!#%&'*+,\-/0-9:<=>?A-Z[\]^_`a-z{|}~]/g, shownByte)).join(".")}.`;
}

/** The label with its ASCII letters small; other bytes are left alone, as DNS compares them. */
export function lowerLabel(label: string): string {
  return /[A-Z]/.test(label) ? label.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : label;
}

export function lowerName(name: Name): Name {
  return name.some((label) => /[A-Z]/.test(label)) ? name.map(lowerLabel) : name;
}

/** Whether a name is another or lies below it, compared label by label without regard to case. */
export function isWithin(name: Name, ancestor: Name): boolean {
  const offset = name.length - ancestor.length;
  if (offset < 0) return false;
  return ancestor.every((label, index) => {
    const other = name[offset + index] ?? "";
    return other === label || lowerLabel(other) === lowerLabel(label);
  });
}
