import { CommandError } from "../base/errors.ts";

/** A command line as this file looks at it. */
interface Line {
  /** The words that name the command. */
  readonly command: string;
  /** Those that stand behind them. */
  readonly words: readonly string[];
}

/** Ends a command whose line is wrong. */
export function refuseUsage(message: string, hint?: string): never {
  throw new CommandError("USAGE", message, hint === undefined ? {} : { hint });
}

/** Ends a command one of whose flags has a wrong value; `flag` as users see it: `--color`, or `-f, --filename`. */
export function refuseFlag(flag: string, value: string, why: string, hint?: string): never {
  refuseUsage(`invalid argument ${JSON.stringify(value)} for "${flag}" flag: ${why}`, hint);
}

/** Words that a command does not take. */
export function refuseWords(line: Line): void {
  if (line.words.length > 0) refuseUsage(`Unexpected args: [${line.words.join(" ")}]`, seeHelp(line));
}

const RESOURCES = [
  "Example resource specifications include:",
  "   '-f rsrc.yaml'",
  "   '--filename=rsrc.json'",
  "   '<resource> <name>'",
  "   '<resource>'",
].join("\n");

/** kubectl's answer to a verb that names nothing. */
export function refuseNothingNamed(): never {
  refuseUsage("You must provide one or more resources by argument or filename.", RESOURCES);
}

/** `command`: where the help is, if not with the line's own. */
export function seeHelp({ command: own }: Line, command = own): string {
  return `See 'stsctl ${command} -h' for help and examples`;
}
