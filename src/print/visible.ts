// Terminals act on these, and editors turn text around; a file under test is not to do either.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text with its control characters replaced by `·`, so that it is safe to print. Tabs and line feeds stay. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, "·");
}
