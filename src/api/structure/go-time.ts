/** A moment as Go reads RFC 3339, or why it is none. */
export type ParsedTime =
  | { readonly ok: true; readonly millis: number; readonly micros: number }
  | { readonly ok: false; readonly error: string };

interface Step {
  readonly layout: string;
  readonly pattern: RegExp;
  readonly range?: readonly [string, number, number];
}

const TO_THE_MINUTE: readonly Step[] = [
  { layout: "2006", pattern: /^\d{4}/ },
  { layout: "-", pattern: /^-/ },
  { layout: "01", pattern: /^\d{2}/, range: ["month", 1, 12] },
  { layout: "-", pattern: /^-/ },
  { layout: "02", pattern: /^\d{2}/ },
  { layout: "T", pattern: /^T/ },
  { layout: "15", pattern: /^\d{1,2}/, range: ["hour", 0, 23] },
  { layout: ":", pattern: /^:/ },
  { layout: "04", pattern: /^\d{2}/, range: ["minute", 0, 59] },
  { layout: ":", pattern: /^:/ },
];

const ZONE: Step = { layout: "Z07:00", pattern: /^(?:Z|[+-]\d{2}:\d{2})/ };

const SECONDS: readonly Step[] = [
  ...TO_THE_MINUTE,
  { layout: "05", pattern: /^\d{2}(?:[.,]\d+)?/, range: ["second", 0, 59] },
  ZONE,
];

/** Exactly six digits behind the point. */
const MICROSECONDS: readonly Step[] = [
  ...TO_THE_MINUTE,
  { layout: "05", pattern: /^\d{2}/, range: ["second", 0, 59] },
  { layout: ".000000", pattern: /^[.,]\d{6}/ },
  ZONE,
];

/** Go's quoting in these errors: bytes beyond ASCII are escaped. */
function quoted(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let out = '"';
  for (const byte of bytes) {
    if (byte === 0x22 || byte === 0x5c) out += `\\${String.fromCharCode(byte)}`;
    else if (byte < 0x20 || byte >= 0x80) out += `\\x${byte.toString(16).padStart(2, "0")}`;
    else out += String.fromCharCode(byte);
  }
  return `${out}"`;
}

function fail(text: string, detail: string): ParsedTime {
  return { ok: false, error: `parsing time ${quoted(text)}${detail}` };
}

function microsOf(second: string): number {
  const fraction = /[.,](\d+)/.exec(second)?.[1] ?? "";
  return Number(fraction.slice(0, 6).padEnd(6, "0"));
}

function offsetMinutes(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith("-") ? -minutes : minutes;
}

function zoneFlaw(zone: string): string | undefined {
  if (Number(zone.slice(4, 6)) > 60) return "time zone offset minute";
  return Number(zone.slice(1, 3)) > 24 ? "time zone offset hour" : undefined;
}

function rangeFlaw(part: string, { layout, range }: Step): string | undefined {
  if (layout === "Z07:00") return zoneFlaw(part);
  const number = Number.parseInt(part, 10);
  return range !== undefined && (number < range[1] || number > range[2]) ? range[0] : undefined;
}

const REMEMBERED_AT_MOST = 256;

/** What was read last: a few moments are written in many places. */
const remembered = new Map<string, ParsedTime>();

/**
 * Reads a timestamp with Go's words for what is wrong with it.
 * @see time.Parse with time.RFC3339
 */
export function parseGoTime(text: string): ParsedTime {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED_AT_MOST) remembered.clear();
  const parsed = parsedTime(text, SECONDS);
  remembered.set(text, parsed);
  return parsed;
}

/**
 * Likewise of a timestamp with microseconds.
 * @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/micro_time.go, `RFC3339Micro` (1.36)
 */
export function parseGoMicroTime(text: string): ParsedTime {
  return parsedTime(text, MICROSECONDS);
}

function parsedTime(text: string, steps: readonly Step[]): ParsedTime {
  const parts: string[] = [];
  let rest = text;
  for (const step of steps) {
    const part = step.pattern.exec(rest)?.[0];
    if (part === undefined) {
      const layout = steps.map((one) => one.layout).join("");
      return fail(text, ` as ${quoted(layout)}: cannot parse ${quoted(rest)} as ${quoted(step.layout)}`);
    }
    const flaw = rangeFlaw(part, step);
    if (flaw !== undefined) return fail(text, `: ${flaw} out of range`);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  if (rest !== "") return fail(text, `: extra text: ${quoted(rest)}`);
  const [year = "", , month = "", , day = "", , hour = "", , minute = "", , ...seconds] = parts;
  const zone = seconds.pop() ?? "";
  const second = seconds.join("");
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > daysInMonth) return fail(text, ": day out of range");
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute) - offsetMinutes(zone), Number.parseInt(second, 10));
  return { ok: true, millis: date.getTime(), micros: microsOf(second) };
}

/** As `metav1.Time` is written: UTC, whole seconds. */
export function printGoTime(millis: number): string {
  return `${new Date(millis).toISOString().slice(0, -5)}Z`;
}

/** As `metav1.MicroTime` is written: UTC, always six digits after the point. */
export function printGoMicroTime(millis: number, micros: number): string {
  return `${new Date(millis).toISOString().slice(0, -5)}.${String(micros).padStart(6, "0")}Z`;
}
