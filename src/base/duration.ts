const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  "\u00b5s": 1e-3,
  "\u03bcs": 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const LONGEST_MS = 2 ** 63 / 1e6;

/** Milliseconds, or the sentence Go gives for a text that is no duration. */
export type ParsedDuration =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly message: string };

/**
 * Reads `1h30m`, `1.5s`, `300ms`, `-2m`, `0`: what Go's duration flags take.
 * @see time/format.go of Go 1.26, `ParseDuration`
 */
export function parseDuration(text: string): ParsedDuration {
  const failed = (what: string): ParsedDuration => ({ ok: false, message: `time: ${what} ${JSON.stringify(text)}` });
  const sign = text.startsWith("-") ? -1 : 1;
  let rest = /^[-+]/.test(text) ? text.slice(1) : text;
  if (rest === "0") return { ok: true, ms: 0 };
  if (rest === "") return failed("invalid duration");
  let ms = 0;
  while (rest !== "") {
    const number = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return failed("invalid duration");
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? "";
    if (unit === "") return failed("missing unit in duration");
    const unitMs = Object.hasOwn(UNIT_MS, unit) ? UNIT_MS[unit] : undefined;
    if (unitMs === undefined) return failed(`unknown unit ${JSON.stringify(unit)} in duration`);
    ms += Number(number) * unitMs;
    rest = rest.slice(unit.length);
  }
  return ms < LONGEST_MS ? { ok: true, ms: sign * ms } : failed("invalid duration");
}

/**
 * Prints milliseconds as `1m30s`, `1.5s`, `250ms`, `0s`.
 * @see time/time.go of Go 1.26, `Duration.String`
 */
export function printDuration(ms: number): string {
  if (ms === 0) return "0s";
  const sign = ms < 0 ? "-" : "";
  const size = Math.abs(ms);
  if (size < 1e-3) return `${sign}${Math.round(size * 1e6)}ns`;
  if (size < 1) return `${sign}${decimal(size * 1e3)}µs`;
  if (size < 1000) return `${sign}${decimal(size)}ms`;
  const hours = Math.floor(size / 3_600_000);
  const minutes = Math.floor(size / 60_000) % 60;
  const seconds = `${decimal((size % 60_000) / 1000)}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function decimal(value: number): string {
  return String(Number(value.toFixed(9)));
}

/** `10m5s` where the smaller unit counts, `10m` where it is zero. */
function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

/**
 * The age of something as kubectl prints it: never more than two units, cut down and not rounded. Milliseconds;
 * the future is `<invalid>`, but for the two seconds that clocks may differ by.
 * @see staging/src/k8s.io/apimachinery/pkg/util/duration/duration.go, `HumanDuration` (1.36)
 */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  const minutes = Math.trunc(seconds / 60);
  const hours = Math.trunc(minutes / 60);
  const days = Math.trunc(hours / 24);
  const years = Math.trunc(days / 365);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return twoUnits(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return twoUnits(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  if (days < 8) return twoUnits(days, "d", hours % 24, "h");
  if (years < 2) return `${days}d`;
  return years < 8 ? twoUnits(years, "y", days % 365, "d") : `${years}y`;
}
