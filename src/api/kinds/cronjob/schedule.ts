import { goText } from "../../../base/go-text.ts";

/** The parts of a schedule, with the numbers and the names that they take. */
interface Part {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const PARTS: readonly Part[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 6, names: DAYS },
];
const DESCRIPTORS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

type Read = number | { readonly flaw: string };

function readNumber(text: string): Read {
  if (!/^[+-]?[0-9]+$/.test(text))
    return { flaw: `failed to parse int from ${text}: strconv.Atoi: parsing ${goText(text)}: invalid syntax` };
  const value = Number(text);
  return value < 0 ? { flaw: `negative number (${value}) not allowed: ${text}` } : value;
}

function readNamed(text: string, { least, names = [] }: Part): Read {
  const place = names.indexOf(text.toLowerCase());
  return place < 0 ? readNumber(text) : place + least;
}

const isFlawed = (read: Read): read is { readonly flaw: string } => typeof read === "object";

interface Bounds {
  readonly first: Read;
  readonly last: Read;
}

/** `*`, one number, or two with a hyphen between them. A number with a step goes on to the end. */
function readBounds(expression: string, part: Part): Bounds {
  const [range = "", step] = expression.split("/");
  const [low = "", high, more] = range.split("-");
  if (low === "*" || low === "?") return { first: part.least, last: part.most };
  const first = readNamed(low, part);
  if (more !== undefined) return { first, last: { flaw: `too many hyphens: ${expression}` } };
  if (high !== undefined) return { first, last: readNamed(high, part) };
  return { first, last: step === undefined ? first : part.most };
}

/** @see github.com/robfig/cron/v3, parser.go, `getRange` */
function rangeFlaw(expression: string, part: Part): string | undefined {
  const { first, last } = readBounds(expression, part);
  if (isFlawed(first)) return first.flaw;
  if (isFlawed(last)) return last.flaw;
  const [, stepText = "1", more] = expression.split("/");
  if (more !== undefined) return `too many slashes: ${expression}`;
  const step = readNumber(stepText);
  if (isFlawed(step)) return step.flaw;
  if (first < part.least) return `beginning of range (${first}) below minimum (${part.least}): ${expression}`;
  if (last > part.most) return `end of range (${last}) above maximum (${part.most}): ${expression}`;
  if (first > last) return `beginning of range (${first}) beyond end of range (${last}): ${expression}`;
  return step === 0 ? `step of range should be a positive number: ${expression}` : undefined;
}

function fieldFlaw(field: string, part: Part): string | undefined {
  for (const expression of field.split(",").filter((each) => each !== "")) {
    const flaw = rangeFlaw(expression, part);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

const DURATION =
  /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|ms|s|m|h)(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|ms|s|m|h))*$/;

function descriptorFlaw(descriptor: string): string | undefined {
  if (DESCRIPTORS.includes(descriptor)) return undefined;
  if (!descriptor.startsWith("@every ")) return `unrecognized descriptor: ${descriptor}`;
  const duration = descriptor.slice("@every ".length);
  if (duration === "0" || DURATION.test(duration)) return undefined;
  return `failed to parse duration ${descriptor}: time: invalid duration ${goText(duration)}`;
}

/**
 * Why a schedule cannot be read; undefined for one that can. Time zones in front of it are not looked up.
 * @see github.com/robfig/cron/v3, parser.go, `ParseStandard`
 */
export function scheduleFlaw(schedule: string): string | undefined {
  if (schedule === "") return "empty spec string";
  const zoned = /^(?:TZ|CRON_TZ)=\S*\s*/.exec(schedule);
  const spec = zoned === null ? schedule : schedule.slice(zoned[0].length);
  if (spec.startsWith("@")) return descriptorFlaw(spec);
  const fields = spec.split(/\s+/).filter((field) => field !== "");
  if (fields.length !== PARTS.length) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  for (const [index, part] of PARTS.entries()) {
    const flaw = fieldFlaw(fields[index] ?? "", part);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}
