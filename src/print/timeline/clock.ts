function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Time since a start: `0.0s`, `12.5s`, `3m05s`, `2h04m`. Milliseconds. */
export function elapsed(ms: number): string {
  const sign = ms < 0 ? "-" : "";
  const size = Math.abs(ms);
  const seconds = Math.floor(size / 1000);
  if (size < 99_950) return `${sign}${(size / 1000).toFixed(1)}s`;
  if (seconds < 3600) return `${sign}${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  return `${sign}${Math.floor(seconds / 3600)}h${two(Math.floor(seconds / 60) % 60)}m`;
}
