import { CommandError } from "../../base/errors.ts";
import { suggest } from "../../api/structure/suggest.ts";
import type { RuleText } from "../../lint/rule.ts";
import { RULES } from "../../lint/rules.ts";
import { SERVER_RULES } from "../../lint/server-rules.ts";
import type { Call } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

export const ALL_RULES: readonly RuleText[] = [...SERVER_RULES, ...RULES];

/** Prints the page of a rule. Throws USAGE where there is none of that name. */
export async function explain(call: Call, name: string): Promise<ExitCode> {
  const rule = ALL_RULES.find(({ id, code }) => id === name || code.toLowerCase() === name.toLowerCase());
  if (rule === undefined) {
    const meant = suggest(
      name,
      ALL_RULES.flatMap(({ id, code }) => [id, code]),
    );
    const hint = meant === undefined ? "stsctl lint --list-rules lists them" : `did you mean ${meant}?`;
    throw new CommandError("USAGE", `there is no rule ${JSON.stringify(name)}`, { hint });
  }
  const { printRulePage } = await import("../../print/diagnostics/rule-pages.ts");
  call.io.stdout.write(printRulePage(rule, call.style));
  return EXIT.done;
}

/** Prints all rules, as a table or as data. Throws USAGE for other formats. */
export async function listRules(call: Call): Promise<ExitCode> {
  const { printRuleJson, printRuleList } = await import("../../print/diagnostics/rule-pages.ts");
  const formats = call.flags.list("output");
  const other = formats.find((format) => format !== "json" && format !== "text");
  if (other !== undefined)
    throw new CommandError("USAGE", `unable to print rules as ${JSON.stringify(other)}: there are text, json`);
  const json = formats.includes("json");
  call.io.stdout.write(json ? printRuleJson(ALL_RULES) : printRuleList(ALL_RULES, call.style));
  return EXIT.done;
}
