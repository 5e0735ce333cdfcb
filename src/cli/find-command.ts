import { CommandError } from "../base/errors.ts";
import { COMMANDS_ELSEWHERE } from "./elsewhere.ts";
import { TAKEN_EVERYWHERE } from "./flags/flag.ts";
import { COMMANDS, type Entry, GROUPS } from "./program.ts";

/** The command that a command line names, and the line without the words that name it. */
export interface FoundCommand {
  readonly entry: Entry;
  readonly rest: readonly string[];
}

/** Where the first words stand that can name a command: before any flag that is not one of every command's. */
function leadingWords(argv: readonly string[]): number[] {
  const places: number[] = [];
  for (let i = 0; i < argv.length && places.length < 2; i++) {
    const word = argv[i] ?? "";
    if (word === "--") break;
    if (!word.startsWith("-")) {
      places.push(i);
      continue;
    }
    const flag = TAKEN_EVERYWHERE.find(({ name, short }) => word === `--${name}` || word === `-${short ?? ""}`);
    if (flag !== undefined && flag.kind !== "switch") i++;
    else if (flag === undefined && !word.includes("=") && places.length > 0) break;
  }
  return places;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The words close enough to a mistyped one: two edits at most, or it is their beginning. */
function nearest(word: string, candidates: readonly string[]): readonly string[] {
  return candidates.filter((candidate) => distance(word, candidate) <= 2 || candidate.startsWith(word));
}

function unknownCommand(word: string): CommandError {
  const elsewhere = Object.hasOwn(COMMANDS_ELSEWHERE, word) ? COMMANDS_ELSEWHERE[word] : undefined;
  if (elsewhere !== undefined) {
    return new CommandError("USAGE", `stsctl has no command "${word}"`, { hint: elsewhere });
  }
  const names = [...new Set(COMMANDS.map((entry) => entry.path.split(" ")[0] ?? ""))];
  const near = nearest(word, names);
  const hint =
    near.length === 0
      ? "See 'stsctl --help' for the commands."
      : `\nDid you mean this?\n${near.map((name) => `\t${name}`).join("\n")}`;
  return new CommandError("USAGE", `unknown command "${word}" for "stsctl"`, { hint });
}

/** The group that a line names without naming one of its commands, if it does. */
export function groupOf(argv: readonly string[]): string | undefined {
  const [first, second] = leadingWords(argv).map((place) => argv[place] ?? "");
  if (first === undefined || GROUPS[first] === undefined || second !== undefined) return undefined;
  return first;
}

/** Other words that kubectl knows commands by. */
const SHORT_FORMS: Readonly<Record<string, string>> = { "set sa": "set serviceaccount" };

/** Finds the command of a line; undefined when the line names none. Throws USAGE for one that does not exist. */
export function findCommand(argv: readonly string[]): FoundCommand | undefined {
  const places = leadingWords(argv);
  const [first, second] = places.map((place) => argv[place] ?? "");
  if (first === undefined) return undefined;
  const path = `${first} ${second ?? ""}`;
  const long = COMMANDS.find((entry) => entry.path === (SHORT_FORMS[path] ?? path));
  if (long !== undefined) return { entry: long, rest: argv.filter((_, index) => !places.includes(index)) };
  const short = COMMANDS.find((entry) => entry.path === first);
  if (short !== undefined) return { entry: short, rest: argv.filter((_, index) => index !== places[0]) };
  if (GROUPS[first] === undefined) throw unknownCommand(first);
  const see = `See 'stsctl ${first} -h' for help and examples`;
  const isOfKubectl = COMMANDS.some(({ path, usageStatus }) => path.startsWith(`${first} `) && usageStatus === 1);
  const words = COMMANDS.flatMap(({ path }) => (path.startsWith(`${first} `) ? path.slice(first.length + 1) : []));
  const near = isOfKubectl ? [] : nearest(second ?? "", words);
  const hint = near.length === 0 ? see : `did you mean ${near.join(" or ")}?\n${see}`;
  throw new CommandError(isOfKubectl ? "REFUSED" : "USAGE", `unknown command "${second ?? ""}"`, { hint });
}
