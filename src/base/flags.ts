import { parseDuration } from "./duration.ts";

/** What a flag's value is. `list` splits at commas, `lines` does not; both may be repeated. */
export type FlagKind = "switch" | "text" | "list" | "lines" | "integer" | "duration";

/** A flag as a line is read, in pflag's grammar. */
export interface FlagForm {
  readonly name: string;
  readonly short?: string;
  readonly kind: FlagKind;
  /** The value that the flag has when it is given without `=`. Then the next word is not its value. */
  readonly bare?: string;
}

/** What becomes of a line that is wrong. */
export interface Refusals {
  usage(message: string): never;
  /** `flag`: with its dashes. */
  unknown(message: string, flag: string): never;
  /** `flag`: as users see it: `--color`, or `-f, --filename`. */
  value(flag: string, value: string, why: string): never;
}

/** A command line's flags and words, told apart. */
export interface ParsedLine {
  readonly flags: Flags;
  readonly words: readonly string[];
  /** What came after `--`; undefined when there was none. */
  readonly afterDash: readonly string[] | undefined;
}

/** The values of flags. Asking for a flag that the command does not have answers as if it was not given. */
export interface Flags {
  given(name: string): boolean;
  on(name: string): boolean;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  integer(name: string): number | undefined;
  /** Milliseconds. */
  duration(name: string): number | undefined;
}

function shown(flag: FlagForm): string {
  return flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
}

const TRUE = new Set(["1", "t", "T", "true", "TRUE", "True"]);
const FALSE = new Set(["0", "f", "F", "false", "FALSE", "False"]);

/** What a word is worth as Go reads truth values; undefined where it is none. */
export function truthValue(word: string): boolean | undefined {
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}

/** Why a flag cannot have a value, in the words of Go's parsers. */
function complaint(flag: FlagForm, value: string): string | undefined {
  switch (flag.kind) {
    case "switch":
      if (truthValue(value) !== undefined) return undefined;
      return `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
    case "integer":
      if (/^[+-]?[0-9]+$/.test(value)) return undefined;
      return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
    case "duration": {
      const duration = parseDuration(value);
      return duration.ok ? undefined : duration.message;
    }
    case "text":
    case "list":
    case "lines":
      return undefined;
  }
}

/** What a flag is worth when it is given without a value. */
function bareValue(flag: FlagForm): string | undefined {
  return flag.bare ?? (flag.kind === "switch" ? "true" : undefined);
}

/**
 * Splits a command line as kubectl does: flags and words in any order, `--flag=value` or `--flag value`, short flags
 * joined (`-qn default`), a switch only ever takes its value after `=`, nothing is a flag after `--`.
 * @see github.com/spf13/pflag, `FlagSet.parseArgs`
 */
export function parseLine(line: readonly string[], known: readonly FlagForm[], refuse: Refusals): ParsedLine {
  const values = new Map<string, string[]>();
  const words: string[] = [];
  const queue = [...line];
  const set = (flag: FlagForm, value: string): void => {
    const why = complaint(flag, value);
    if (why !== undefined) refuse.value(shown(flag), value, why);
    values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
  };
  const long = (word: string): void => {
    const equals = word.indexOf("=");
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const flag = known.find((candidate) => candidate.name === name);
    if (flag === undefined) refuse.unknown(`unknown flag: --${name}`, `--${name}`);
    const value = equals >= 0 ? word.slice(equals + 1) : (bareValue(flag) ?? queue.shift());
    if (value === undefined) refuse.usage(`flag needs an argument: --${name}`);
    set(flag, value);
  };
  const short = (word: string): void => {
    for (let rest = word.slice(1); rest !== "";) {
      const flag = known.find((candidate) => candidate.short === rest[0]);
      if (flag === undefined) {
        refuse.unknown(`unknown shorthand flag: '${rest[0] ?? ""}' in -${word.slice(1)}`, `-${rest[0] ?? ""}`);
      }
      const bare = rest[1] === "=" ? undefined : bareValue(flag);
      if (bare !== undefined) {
        set(flag, bare);
        rest = rest.slice(1);
        continue;
      }
      const value = rest[1] === "=" ? rest.slice(2) : rest.length > 1 ? rest.slice(1) : queue.shift();
      if (value === undefined) refuse.usage(`flag needs an argument: '${rest[0] ?? ""}' in -${word.slice(1)}`);
      set(flag, value);
      rest = "";
    }
  };
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === "--") return { flags: flagsOf(values, known), words, afterDash: queue };
    if (word.startsWith("--")) long(word);
    else if (word.startsWith("-") && word !== "-") short(word);
    else words.push(word);
  }
  return { flags: flagsOf(values, known), words, afterDash: undefined };
}

function flagsOf(values: ReadonlyMap<string, readonly string[]>, known: readonly FlagForm[]): Flags {
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const splits = (name: string): boolean => known.some((flag) => flag.name === name && flag.kind === "list");
  return {
    given: (name) => values.has(name),
    on: (name) => truthValue(last(name) ?? "") === true,
    text: last,
    list: (name) => (values.get(name) ?? []).flatMap((value) => (splits(name) ? value.split(",") : [value])),
    integer: (name) => {
      const value = last(name);
      return value === undefined ? undefined : Number(value);
    },
    duration: (name) => {
      const value = last(name);
      const duration = value === undefined ? undefined : parseDuration(value);
      return duration?.ok === true ? duration.ms : undefined;
    },
  };
}
