/** A moment of virtual time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Where the clock of a new cluster stands: 2026-01-01T00:00:00Z. */
export const EPOCH: Instant = Date.UTC(2026, 0, 1);

const SLOTS = 64;

/** What was written last, by second: a few moments are written again and again, and what is written then is shared. */
const written: { readonly at: Instant; readonly text: string }[] = [];

/**
 * RFC 3339 in UTC. Whole seconds print as the API server prints them (`2026-01-01T00:00:03Z`); milliseconds
 * are kept when there are any, so that timers derived from timestamps are exact. Printers cut them off.
 */
export function timestamp(at: Instant): string {
  const slot = Math.floor(at / 1000) & (SLOTS - 1);
  const known = written[slot];
  if (known?.at === at) return known.text;
  const iso = new Date(at).toISOString();
  const text = iso.endsWith(".000Z") ? `${iso.slice(0, -5)}Z` : iso;
  written[slot] = { at, text };
  return text;
}

const ZERO = 48;

/** The number that the digits from `at` write; NaN where one is none. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Length of `2026-01-01T00:00:03Z`, the form in which nearly every timestamp of the API is written. */
const COMMON_LENGTH = 20;

/** The instant of an RFC 3339 timestamp; NaN where it is none. */
export function instantOf(text: string): Instant {
  if (text.length !== COMMON_LENGTH || text.charCodeAt(19) !== 90) return Date.parse(text);
  const day = Date.UTC(digits(text, 0, 4), digits(text, 5, 2) - 1, digits(text, 8, 2));
  return day + ((digits(text, 11, 2) * 60 + digits(text, 14, 2)) * 60 + digits(text, 17, 2)) * 1000;
}

/** The instant cut down to whole seconds, which is what a controller reads back from the API server. */
export function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000;
}
