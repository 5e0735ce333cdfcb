const UNIT_MS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds of a duration as Go writes it (`1h2m3.5s`, `-1s`, `0`); the complaint of Go's parser where it is none.
 * @see time, `ParseDuration`
 */
export function durationMs(text: string): number | string {
  const bad = `time: invalid duration ${JSON.stringify(text)}`;
  const sign = text.startsWith("-") ? -1 : 1;
  let rest = text.replace(/^[+-]/, "");
  if (rest === "0") return 0;
  if (rest === "") return bad;
  let total = 0;
  while (rest !== "") {
    const match = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([^0-9.]*)/.exec(rest);
    if (match === null) return bad;
    const [all, amount = "", unit = ""] = match;
    if (unit === "") return `time: missing unit in duration ${JSON.stringify(text)}`;
    const unitMs = UNIT_MS[unit];
    if (unitMs === undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`;
    total += Number(amount) * unitMs;
    rest = rest.slice(all.length);
  }
  return sign * Math.round(total);
}
