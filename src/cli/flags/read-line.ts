import { parseLine, type FlagForm, type ParsedLine, type Refusals } from "../../base/flags.ts";
import { FLAGS_ELSEWHERE } from "../elsewhere.ts";
import { refuseFlag, refuseUsage } from "../usage.ts";

const REFUSALS: Refusals = {
  usage: refuseUsage,
  unknown: (message, flag) => {
    refuseUsage(message, Object.hasOwn(FLAGS_ELSEWHERE, flag) ? FLAGS_ELSEWHERE[flag] : undefined);
  },
  value: refuseFlag,
};

/** Reads a command line of the user's; a wrong one ends the command in kubectl's words. */
export function readLine(line: readonly string[], known: readonly FlagForm[]): ParsedLine {
  return parseLine(line, known, REFUSALS);
}
