/** A moment of virtual time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Where the clock of a new cluster stands: 2026-01-01T00:00:00Z. */
export const EPOCH: Instant = Date.UTC(2026, 0, 1);

/**
 * RFC 3339 in UTC. Whole seconds print as the API server prints them (`2026-01-01T00:00:03Z`); milliseconds
 * are kept when there are any, so that timers derived from timestamps are exact. Printers cut them off.
 */
export function timestamp(at: Instant): string {
  const text = new Date(at).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
}

/** The instant of an RFC 3339 timestamp; NaN where it is none. */
export function instantOf(text: string): Instant {
  return Date.parse(text);
}

/** The instant cut down to whole seconds, which is what a controller reads back from the API server. */
export function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000;
}
