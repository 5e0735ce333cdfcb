import type { Severity } from "../../lint/severity.ts";

/** Ways to mark a text. chalk asks for the terminal when it is loaded, which takes longer than a small run of lint. */
export interface Tones {
  readonly severity: (severity: Severity, text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** @see ECMA-48, section 8.3.117, "Select graphic rendition" */
const RENDITION = { error: [31, 39], warning: [33, 39], info: [36, 39], bold: [1, 22], dim: [2, 22] } as const;

function rendered(name: keyof typeof RENDITION, text: string): string {
  const [on, off] = RENDITION[name];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

const PLAIN: Tones = { severity: (_, text) => text, bold: (text) => text, dim: (text) => text };
const COLORED: Tones = {
  severity: rendered,
  bold: (text) => rendered("bold", text),
  dim: (text) => rendered("dim", text),
};

export function tonesFor({ color }: { readonly color: boolean }): Tones {
  return color ? COLORED : PLAIN;
}
