export const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** `10:16:25`, in UTC. */
export function timeOfDay(date: Date): string {
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(":");
}

/** Whole seconds: `3m05s`, `2h04m`. */
function minutesOrHours(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (seconds < 3600) return `${minutes}m${twoDigits(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h${twoDigits(minutes % 60)}m`;
}

/** Time since a start, in a column of such: `0.0s`, `12.5s`, `3m05s`, `2h04m`. Milliseconds. */
export function elapsed(ms: number): string {
  const sign = ms < 0 ? "-" : "";
  const size = Math.abs(ms);
  return sign + (size < 99_950 ? `${(size / 1000).toFixed(1)}s` : minutesOrHours(Math.floor(size / 1000)));
}

/** How long something takes, in a sentence: `24s`, `1.5s`, `3m05s`, `1h02m`. Milliseconds. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  return seconds < 100 ? `${seconds}s` : minutesOrHours(Math.round(seconds));
}
